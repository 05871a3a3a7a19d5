"""When age, childhood and schooling are a sign of need.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

CUSTODY_DAYS = Parameter(
    key="monitoring.custody_days",
    kind=COUNT,
    law="mca-2019-62#sec-1",
    label=_("Days of custody from which a parent counts as unable to care"),
)
OLD_AGE = Parameter(
    key="monitoring.allowance_age",
    kind=COUNT,
    law="npc-elderly#art-33",
    label=_("Age from which an allowance of old age is drawn"),
)
SCHOOL_AGE = Parameter(
    key="monitoring.compulsory_school_age",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Age up to which a child is to be at school"),
)
CHILD_AGE = Parameter(
    key="monitoring.child_age",
    kind=COUNT,
    law="sc-2010-54#basic",
    label=_("Age at which a child is grown up"),
)
declare(CUSTODY_DAYS, OLD_AGE, SCHOOL_AGE, CHILD_AGE)

SCHOOL_BEGINS = 6


@rule(law="sc-2010-54#basic", label=_("Both parents dead"))
def orphaned(parents: int, dead: int, age: int, grown: int) -> bool:
    """Whether no parent of a child is left alive; a child of whose parents nothing is known is none."""
    return age < grown and parents > 0 and dead == parents


class Orphaned(Facts):
    """What the rule sees, amounts by month and in yuan."""

    parents: Annotated[int, Field(ge=0)]
    dead: Annotated[int, Field(ge=0)]
    age: Annotated[int, Field(ge=0)]


answers("E10", _("Both parents dead"), orphaned, Orphaned, grown=CHILD_AGE)


@rule(law="mca-2019-62#sec-1", label=_("No parent who can care"))
def without_carers(parents: int, dead: int, unable: int) -> bool:
    """Whether every parent of a child is dead, held for long or severely disabled, and not all of them dead."""
    return parents > 0 and dead < parents and dead + unable >= parents


class WithoutCarers(Facts):
    """What the rule sees, amounts by month and in yuan."""

    parents: Annotated[int, Field(ge=0)]
    dead: Annotated[int, Field(ge=0)]
    unable: Annotated[int, Field(ge=0)]


answers("E11", _("No parent who can care"), without_carers, WithoutCarers, days=CUSTODY_DAYS)


@rule(law="npc-elderly#art-33", label=_("Of age for an allowance that is not drawn"))
def allowance_not_drawn(age: int, drawn: bool, line: int) -> bool:
    """Whether somebody is old enough for the allowance of old age and nobody pays it."""
    return age >= line and not drawn


class AllowanceNotDrawn(Facts):
    """What the rule sees, amounts by month and in yuan."""

    age: Annotated[int, Field(ge=0)]
    drawn: bool


answers("E12", _("Of age for an allowance that is not drawn"), allowance_not_drawn, AllowanceNotDrawn, line=OLD_AGE)


@rule(law="sc-2023-39#sec-2", label=_("Left school early in a poor household"))
def left_school(age: int, helped: bool, line: int) -> bool:
    """Whether a child of school age is no longer on any school's list, in a household that draws an allowance."""
    return SCHOOL_BEGINS <= age < line and helped


class LeftSchool(Facts):
    """What the rule sees, amounts by month and in yuan."""

    age: Annotated[int, Field(ge=0)]
    helped: bool


answers("E37", _("Left school early in a poor household"), left_school, LeftSchool, line=SCHOOL_AGE)
