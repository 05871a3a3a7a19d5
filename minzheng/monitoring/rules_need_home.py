"""When where somebody is, or who is gone from home, is a sign of need.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.monitoring.rules_need_livelihood import LOW_EARNINGS
from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

HELD_LINE = Parameter(
    key="monitoring.earner_held_days",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Days in custody still to come from which a household without its earner is visited"),
)
POWER_LINE = Parameter(
    key="monitoring.power_used",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Power used in a month, in kilowatt hours, at which somebody looks after an old person alone"),
)
ALONE_AGE = Parameter(
    key="monitoring.alone_age",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Age from which somebody who lives alone is looked after when no power is used"),
)
MOVE_MONTHS = Parameter(
    key="monitoring.relocation_months",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Months after a relocation within which lost help is restored"),
)
HOME_DAYS = Parameter(
    key="monitoring.sent_home_days",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Days after coming home from an assistance station by which somebody has been there"),
)
LAPSE_MONTHS = Parameter(
    key="monitoring.insurance_lapse_months",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Months after medical insurance lapsed within which somebody asks why"),
)
SIXTY_MONTHS = Parameter(
    key="monitoring.sixty_months",
    kind=COUNT,
    law="sc-2014-649#art-14",
    label=_("Months after a sixtieth birthday within which services and support are looked at"),
)
declare(HELD_LINE, POWER_LINE, ALONE_AGE, MOVE_MONTHS, HOME_DAYS, LAPSE_MONTHS, SIXTY_MONTHS)

#: Of working age: grown up, and not of an age to retire.
GROWN, RETIRED = 18, 60
#: A homecoming is old news after so many days.
A_SEASON = 90


@rule(law="sc-2023-39#sec-2", label=_("The earner of the household is held"))
def earner_held(days: int, age: int, dependants: int, known_income: int, line: int, low: int) -> bool:
    """Whether somebody of working age is held for long, children or old people are left, and known income is low."""
    return days >= line and GROWN <= age < RETIRED and dependants > 0 and known_income < low


class EarnerHeld(Facts):
    """What the rule sees, amounts by month and in yuan."""

    days: Annotated[int, Field(ge=0)]
    age: Annotated[int, Field(ge=0)]
    dependants: Annotated[int, Field(ge=0)]
    known_income: Yuan


answers("E22", _("The earner of the household is held"), earner_held, EarnerHeld, line=HELD_LINE, low=LOW_EARNINGS)


@rule(law="sc-2023-39#sec-2", label=_("Lives alone, and no power is used"))
def silent_home(alone: bool, age: int, used: int, known_elsewhere: bool, line: int, old: int) -> bool:
    """Whether somebody old who lives alone used no power, and is not known to be elsewhere (in hospital, held)."""
    return alone and age >= old and used <= line and not known_elsewhere


class SilentHome(Facts):
    """What the rule sees, amounts by month and in yuan."""

    alone: bool
    age: Annotated[int, Field(ge=0)]
    used: Annotated[int, Field(ge=0)]
    known_elsewhere: bool


answers("E26", _("Lives alone, and no power is used"), silent_home, SilentHome, line=POWER_LINE, old=ALONE_AGE)


@rule(law="sc-2023-39#sec-2", label=_("Relocated, and help was lost"))
def cover_lost(months: int, covered_before: bool, helped: bool, line: int) -> bool:
    """Whether a household that moved lately drew an allowance before and draws none now."""
    return months <= line and covered_before and not helped


class CoverLost(Facts):
    """What the rule sees, amounts by month and in yuan."""

    months: Annotated[int, Field(ge=0)]
    covered_before: bool
    helped: bool


answers("E27", _("Relocated, and help was lost"), cover_lost, CoverLost, line=MOVE_MONTHS)


@rule(law="sc-2014-649#art-48", label=_("Home from an assistance station, and nobody followed up"))
def not_followed_up(days: int, arranged: bool, helped: bool, visited: bool, line: int) -> bool:
    """Whether somebody came home from an assistance station, nothing was arranged, and nobody has been there."""
    return line <= days <= A_SEASON and not arranged and not helped and not visited


class NotFollowedUp(Facts):
    """What the rule sees, amounts by month and in yuan."""

    days: Annotated[int, Field(ge=0)]
    arranged: bool
    helped: bool
    visited: bool


answers(
    "E28", _("Home from an assistance station, and nobody followed up"), not_followed_up, NotFollowedUp, line=HOME_DAYS
)


@rule(law="sc-2023-39#sec-2", label=_("Low income, and no longer insured"))
def insurance_lapsed(listed: bool, months: int, insured_at_work: bool, line: int) -> bool:
    """Whether somebody of a low-income household is lately no longer on the list of the insured."""
    return listed and 0 < months <= line and not insured_at_work


class InsuranceLapsed(Facts):
    """What the rule sees, amounts by month and in yuan."""

    listed: bool
    months: Annotated[int, Field(ge=0)]
    insured_at_work: bool


answers("E29", _("Low income, and no longer insured"), insurance_lapsed, InsuranceLapsed, line=LAPSE_MONTHS)


@rule(law="sc-2014-649#art-14", label=_("Turned sixty in a low-income household"))
def turned_sixty(listed: bool, months: int, line: int) -> bool:
    """Whether somebody of a low-income household turned sixty lately."""
    return listed and months <= line


class TurnedSixty(Facts):
    """What the rule sees, amounts by month and in yuan."""

    listed: bool
    months: Annotated[int, Field(ge=0)]


answers("E36", _("Turned sixty in a low-income household"), turned_sixty, TurnedSixty, line=SIXTY_MONTHS)
