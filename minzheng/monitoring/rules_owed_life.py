"""When a turn of life calls for a look at what is paid.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.monitoring.rules_owed_people import HeldAndPaid, held_and_paid
from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

DETOX_DAYS = Parameter(
    key="monitoring.detox_days",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Days of compulsory detoxification still to come with which a payment is looked at again"),
)
MOVED_MONTHS = Parameter(
    key="monitoring.moved_out_months",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Months after a registration was moved away within which the benefit is handed over"),
)
ABROAD_DAYS = Parameter(
    key="monitoring.abroad_days",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Days abroad from which an allowance is looked at again"),
)
GROWN_AGE = Parameter(
    key="monitoring.child_benefit_age",
    kind=COUNT,
    law="mca-2019-62#sec-1",
    label=_("Age at which a child's benefit ends unless the child is at school"),
)
SUPPORTER_MONTHS = Parameter(
    key="monitoring.supporter_months",
    kind=COUNT,
    law="mca-2021-43#art-24",
    label=_("Months after a marriage within which support in extreme poverty is tested again"),
)
FREED_DAYS = Parameter(
    key="monitoring.freed_days",
    kind=COUNT,
    law="mca-2019-62#sec-1",
    label=_("Days after a parent came free within which the child's benefit is tested again"),
)
TRACE_MONTHS = Parameter(
    key="monitoring.months_unseen",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Months without a sign of life after which somebody looks"),
)
declare(DETOX_DAYS, MOVED_MONTHS, ABROAD_DAYS, GROWN_AGE, SUPPORTER_MONTHS, FREED_DAYS, TRACE_MONTHS)

#: A youth of eighteen is looked at as long as this; later on it is another matter.
YOUTH = 19

answers("I09", _("In compulsory detoxification and still counted"), held_and_paid, HeldAndPaid, line=DETOX_DAYS)


@rule(law="mca-2022-83#sec-1-3", label=_("The registration was moved away"))
def moved_away(drawn: bool, months: int, back: bool, line: int) -> bool:
    """Whether somebody for whom an allowance is drawn moved their registration away lately and not back."""
    return drawn and not back and months <= line


class MovedAway(Facts):
    """What the rule sees, amounts by month and in yuan."""

    drawn: bool
    months: Annotated[int, Field(ge=0)]
    back: bool


answers("I15", _("The registration was moved away"), moved_away, MovedAway, line=MOVED_MONTHS)


@rule(law="mca-2022-83#sec-1-3", label=_("Abroad for long"))
def abroad(drawn: bool, days: int, back: bool, line: int) -> bool:
    """Whether somebody for whom something is drawn left the country so many days ago and did not come back."""
    return drawn and not back and days >= line


class Abroad(Facts):
    """What the rule sees, amounts by month and in yuan."""

    drawn: bool
    days: Annotated[int, Field(ge=0)]
    back: bool


answers("I16", _("Abroad for long"), abroad, Abroad, line=ABROAD_DAYS)


@rule(law="mca-2019-62#sec-1", label=_("Eighteen, and not at school"))
def grown_off_school(age: int, child_benefit: bool, at_school: bool, line: int) -> bool:
    """Whether somebody with a child's benefit has come of age and is at no school."""
    return line <= age < YOUTH and child_benefit and not at_school


class GrownOffSchool(Facts):
    """What the rule sees, amounts by month and in yuan."""

    age: Annotated[int, Field(ge=0)]
    child_benefit: bool
    at_school: bool


answers("I17", _("Eighteen, and not at school"), grown_off_school, GrownOffSchool, line=GROWN_AGE)


@rule(law="mca-2021-43#art-24", label=_("Somebody new who can support them"))
def supporter_new(supported: bool, months: int, line: int) -> bool:
    """Whether somebody supported in extreme poverty married lately."""
    return supported and months <= line


class SupporterNew(Facts):
    """What the rule sees, amounts by month and in yuan."""

    supported: bool
    months: Annotated[int, Field(ge=0)]


answers("I18", _("Somebody new who can support them"), supporter_new, SupporterNew, line=SUPPORTER_MONTHS)


@rule(law="mca-2019-62#sec-1", label=_("A parent is free again"))
def parent_back(child_benefit: bool, freed: bool, days: int, line: int) -> bool:
    """Whether a parent of a child with a benefit for children without carers came free lately."""
    return child_benefit and freed and days <= line


class ParentBack(Facts):
    """What the rule sees, amounts by month and in yuan."""

    child_benefit: bool
    freed: bool
    days: Annotated[int, Field(ge=0)]


answers("I20", _("A parent is free again"), parent_back, ParentBack, line=FREED_DAYS)


@rule(law="mca-2022-83#sec-1-3", label=_("No sign of life"))
def no_sign_of_life(drawn: bool, months: int, line: int) -> bool:
    """Whether nobody saw somebody very old, for whom something is drawn, for so many months."""
    return drawn and months >= line


class NoSignOfLife(Facts):
    """What the rule sees, amounts by month and in yuan."""

    drawn: bool
    months: Annotated[int, Field(ge=0)]


answers("I31", _("No sign of life"), no_sign_of_life, NoSignOfLife, line=TRACE_MONTHS)
