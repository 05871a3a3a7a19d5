"""When illness and disability are a sign of need.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

BILL = Parameter(
    key="monitoring.large_bill",
    kind=MONEY,
    law="sc-2023-39#sec-2",
    label=_("Medical costs paid by the person in one month that call for a visit"),
)
CARER_AGE = Parameter(
    key="monitoring.carer_age",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Age from which parents can no longer be expected to care for a severely disabled grown child"),
)
declare(BILL, CARER_AGE)

#: Levels 1 and 2 are severe (重度).
SEVERE = 2
GROWN = 18


@rule(law="sc-2023-39#sec-2", label=_("One very large medical bill"))
def large_bill(self_paid: int, known_income: int, line: int) -> bool:
    """Whether what somebody paid themselves in one month reaches the line, and known income does not carry it."""
    return self_paid >= line and known_income < line


class LargeBill(Facts):
    """What the rule sees, amounts by month and in yuan."""

    self_paid: Yuan
    known_income: Yuan


answers("E02", _("One very large medical bill"), large_bill, LargeBill, line=BILL)


@rule(law="mca-2021-57#art-5", label=_("Severely disabled and cared for by old parents"))
def old_carers(level: int, age: int, youngest_parent: int, helped: bool, line: int) -> bool:
    """Whether a severely disabled grown-up without help lives with parents who are old."""
    return level <= SEVERE and age >= GROWN and youngest_parent >= line and not helped


class OldCarers(Facts):
    """What the rule sees, amounts by month and in yuan."""

    level: Annotated[int, Field(ge=1, le=4)]
    age: Annotated[int, Field(ge=0)]
    youngest_parent: Annotated[int, Field(ge=0)]
    helped: bool


answers("E35", _("Severely disabled and cared for by old parents"), old_carers, OldCarers, line=CARER_AGE)
