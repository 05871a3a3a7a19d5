"""When a change in the family, or a second benefit, calls for a look.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

HELD_DAYS = Parameter(
    key="monitoring.held_days",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Days in custody still to come with which a payment is looked at again"),
)
PAIRS = Parameter(
    key="monitoring.incompatible_benefits",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Benefits for the same need from which on they are too many"),
)
CHANGE_MONTHS = Parameter(
    key="monitoring.family_change_months",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Months after a marriage, divorce or birth within which a benefit is looked at again"),
)
declare(HELD_DAYS, PAIRS, CHANGE_MONTHS)


@rule(law="mca-2022-83#sec-1-3", label=_("In prison and still counted"))
def held_and_paid(drawn: bool, days: int, line: int) -> bool:
    """Whether somebody for whom a benefit is drawn is held for so many days yet."""
    return drawn and days >= line


class HeldAndPaid(Facts):
    """What the rule sees, amounts by month and in yuan."""

    drawn: bool
    days: Annotated[int, Field(ge=0)]


answers("I08", _("In prison and still counted"), held_and_paid, HeldAndPaid, line=HELD_DAYS)


@rule(law="sc-2014-649#art-14", label=_("Two benefits that exclude each other"))
def double_benefit(benefits: int, line: int) -> bool:
    """Whether too many benefits for one need are drawn."""
    return benefits >= line


class DoubleBenefit(Facts):
    """What the rule sees, amounts by month and in yuan."""

    benefits: Annotated[int, Field(ge=0)]


answers("I12", _("Two benefits that exclude each other"), double_benefit, DoubleBenefit, line=PAIRS)


@rule(law="mca-2022-83#sec-1-3", label=_("Married, and the household unchanged"))
def family_changed(allowance: bool, months: int, line: int) -> bool:
    """Whether a household drew an allowance when its family changed, so many months ago at most."""
    return allowance and months <= line


class FamilyChanged(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    months: Annotated[int, Field(ge=0)]


answers("I13", _("Married, and the household unchanged"), family_changed, FamilyChanged, line=CHANGE_MONTHS)
answers("I14", _("Divorced while an allowance is drawn"), family_changed, FamilyChanged, line=CHANGE_MONTHS)
answers("E33", _("A newborn not yet counted"), family_changed, FamilyChanged, line=CHANGE_MONTHS)
