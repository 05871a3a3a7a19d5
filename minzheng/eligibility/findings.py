"""What a visitor found out about a household: one versioned record, kept as JSON with the visit."""

from typing import Literal

from pydantic import BaseModel, Field

Fen = int
_MONEY_LIMIT = 10**11  # a thousand million yuan: beyond it somebody slipped


class MemberFinding(BaseModel):
    """What was found out about one member.  Amounts are fen for the last twelve months."""

    person_id: int
    wage: Fen = Field(0, ge=0, le=_MONEY_LIMIT)
    wage_months: int = Field(12, ge=0, le=12)
    business: Fen = Field(0, ge=-_MONEY_LIMIT, le=_MONEY_LIMIT)
    property_income: Fen = Field(0, ge=0, le=_MONEY_LIMIT)
    pension: Fen = Field(0, ge=0, le=_MONEY_LIMIT)
    basic_pension: Fen = Field(0, ge=0, le=_MONEY_LIMIT)
    support_received: Fen = Field(0, ge=0, le=_MONEY_LIMIT)
    social_insurance_paid: Fen = Field(0, ge=0, le=_MONEY_LIMIT)
    education_cost: Fen = Field(0, ge=0, le=_MONEY_LIMIT)
    disability_category: Literal["", "visual", "hearing", "speech", "limb", "intellectual", "mental"] = ""
    disability_level: int = Field(0, ge=0, le=4)
    serious_illness: bool = False
    student: Literal["", "secondary", "undergraduate", "master"] = ""


class Findings(BaseModel):
    """What was found out about the household."""

    version: Literal[1] = 1
    members: list[MemberFinding]
    financial_assets: Fen = Field(0, ge=0, le=_MONEY_LIMIT)
    car_value: Fen = Field(0, ge=0, le=_MONEY_LIMIT)
    homes: int = Field(1, ge=0, le=20)
    homes_area: int = Field(0, ge=0, le=5000, description="square metres in all")
    company_capital: Fen = Field(0, ge=0, le=_MONEY_LIMIT)

    def member(self, person_id: int) -> MemberFinding:
        """What was found about one member; nothing found is a record of zeros."""
        return next((m for m in self.members if m.person_id == person_id), MemberFinding(person_id=person_id))
