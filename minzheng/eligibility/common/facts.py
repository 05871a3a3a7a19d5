"""The facts of a household as they come in (JSON, amounts in yuan), checked, and turned into the records of the rules.

What is absent was declared as not there, or as nothing that matters: no assets, one home, no area to be counted, no
expenses.  What is null was asked and is not known, and a test that needs it stays unknown.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from minzheng.eligibility.common.codes import Away, Disability, Receipt, Relation, Study
from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.facts import Facts, SquareMetres, Yuan, YuanNotNegative, enumerated, one_of, option_names
from minzheng.rulekit.i18n import _

RelationCode = Annotated[Relation, one_of(Relation), enumerated(Relation)]
StudyCode = Annotated[Study, one_of(Study), enumerated(Study)]
AwayCode = Annotated[Away, one_of(Away), enumerated(Away)]


def _disability(written: Any) -> Any:
    if isinstance(written, (list, tuple)) and len(written) == 2 and written[1] in (1, 2, 3, 4):
        for option in Disability:
            if option.name.lower() == written[0] and option != Disability.NONE:
                return option, written[1]
    raise FactsError(
        _("%(value)s is no disability: give [category, level], with one of %(options)s and a level from 1 to 4"),
        value=repr(written), options=", ".join(option_names(Disability)[1:]),
    )  # fmt: skip


DisabilityCard = Annotated[
    tuple[Disability, int],
    BeforeValidator(_disability),
    WithJsonSchema({
        "type": "array",
        "prefixItems": [{"enum": option_names(Disability)[1:]}, {"type": "integer", "minimum": 1, "maximum": 4}],
        "minItems": 2,
        "maxItems": 2,
    }),
]  # fmt: skip


class MemberFacts(Facts):
    """One person of the application."""

    ref: str
    relation: RelationCode
    birth: date
    co_living: bool = False
    legal_duty: bool | None = None
    dependent: bool = False
    student: StudyCode = Study.NONE
    status: AwayCode = Away.NONE
    applies_alone: bool = False
    disability: DisabilityCard | None = None
    serious_illness: bool | None = False
    unemployed: bool | None = None
    adl_failed: int = Field(default=0, ge=0, le=6)


class IncomeFacts(Facts):
    """One stream of income of a person over twelve months."""

    p: str
    kind: Literal["wage", "business", "property", "transfer_in", "transfer_out"]
    annual: Yuan | None
    months: int = Field(default=12, ge=0, le=12)
    sub: str = ""
    giver: str = ""

    @model_validator(mode="after")
    def _known_sub(self) -> "IncomeFacts":
        if self.kind == "transfer_in" and self.sub and self.sub not in option_names(Receipt):
            raise FactsError(
                _("sub: %(value)s is none of %(options)s"),
                value=repr(self.sub),
                options=", ".join(option_names(Receipt)),
            )
        if self.annual is not None and self.annual < 0 and self.kind not in ("business", "property"):
            raise FactsError(_("annual: only a business or property result can be below nothing"))
        return self


class ExpenseFacts(Facts):
    """What a person paid out of their own pocket in twelve months."""

    p: str
    kind: Literal["medical", "rehab", "education"]
    annual_self_paid: YuanNotNegative | None = None
    recognised: YuanNotNegative | None = None

    @model_validator(mode="after")
    def _amount_said(self) -> "ExpenseFacts":
        if not self.model_fields_set & {"annual_self_paid", "recognised"}:
            raise FactsError.at("annual_self_paid", _("Give this field."))
        return self


class VehicleFacts(Facts):
    """A vehicle; only a car counts."""

    type: Literal["car", "disability_mobility", "farm_vehicle", "motorcycle"]
    value: YuanNotNegative = 0


class EntityFacts(Facts):
    """A registered business."""

    type: Literal["company", "self_employed_no_staff"]
    capital: YuanNotNegative = 0


class AssetFacts(Facts):
    """What the household owns."""

    financial: YuanNotNegative | None = 0
    vehicles: list[VehicleFacts] | None = []
    homes: Annotated[int, Field(ge=0, le=100)] | None = 1
    homes_area_total: SquareMetres | None = 0
    entities: list[EntityFacts] | None = []


class SupporterApartFacts(Facts):
    """A relative who owes support and lives in another household."""

    household_size: int = Field(default=1, ge=1, le=100)
    household_income_monthly: YuanNotNegative | None = None
    court_amount_monthly: YuanNotNegative | None = None


class HouseholdFacts(Facts):
    """A household that applies."""

    members: list[MemberFacts] = Field(min_length=1, max_length=40)
    income: list[IncomeFacts] = []
    expenses: list[ExpenseFacts] = []
    assets: AssetFacts = AssetFacts()
    supporters_apart: list[SupporterApartFacts] = Field(default=[], max_length=100)
    aux_flags: list[str] = []
    consent_refused: bool = False

    @model_validator(mode="after")
    def _people_known(self) -> "HouseholdFacts":
        check_people(self.members, [*self.income, *self.expenses])
        return self


def check_people(members: list[MemberFacts], entries: list[Any]) -> None:
    """Each reference is given once and each entry speaks of a member."""
    refs = [member.ref for member in members]
    if len(set(refs)) != len(refs):
        raise FactsError(_("members: a ref is given twice"))
    for entry in entries:
        if entry.p not in refs:
            raise FactsError(_("p: %(value)s is not the ref of a member"), value=repr(entry.p))
