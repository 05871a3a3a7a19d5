"""When means lost, or never there, are a sign of need.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

LOW_INCOME = Parameter(
    key="monitoring.low_income",
    kind=MONEY,
    law="sc-2023-39#sec-2",
    label=_("Known monthly income per head below which a household may be in need"),
)
LOW_EARNINGS = Parameter(
    key="monitoring.low_earnings",
    kind=MONEY,
    law="sc-2023-39#sec-2",
    label=_("Known monthly income per head below which a household that lost its earner may be in need"),
)
GAP = Parameter(
    key="monitoring.months_without_work",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Months without insurance after which work counts as lost"),
)
EARNER_MONTHS = Parameter(
    key="monitoring.earner_death_months",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Months after the death of an earner within which the household is visited"),
)
CALL_DAYS = Parameter(
    key="monitoring.call_days",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Days after a call for help within which somebody goes"),
)
STOPPED_MONTHS = Parameter(
    key="monitoring.pension_stopped_months",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Months after a pension stopped within which somebody asks why"),
)
DAMAGE_LEVEL = Parameter(
    key="monitoring.damage_level",
    kind=COUNT,
    law="sc-2014-649#art-47",
    label=_("Level of damage to a house from which somebody goes at once (3: moderate)"),
)
declare(LOW_INCOME, LOW_EARNINGS, GAP, EARNER_MONTHS, CALL_DAYS, STOPPED_MONTHS, DAMAGE_LEVEL)

A_YEAR = 12
#: Of working age: grown up, and not of an age to retire.
GROWN, RETIRED = 18, 60


@rule(law="sc-2023-39#sec-2", label=_("Lost the work they were insured in"))
def lost_work(months: int, retired: bool, known_income: int, gap: int, line: int) -> bool:
    """Whether work ended so many months ago, within the year, and the others' known income per head is low."""
    return gap <= months <= A_YEAR and not retired and known_income < line


class LostWork(Facts):
    """What the rule sees, amounts by month and in yuan."""

    months: Annotated[int, Field(ge=0)]
    retired: bool
    known_income: Yuan


answers("E05", _("Lost the work they were insured in"), lost_work, LostWork, gap=GAP, line=LOW_EARNINGS)


@rule(law="sc-2023-39#sec-2", label=_("A pension stopped"))
def pension_stopped(months: int, line: int) -> bool:
    """Whether a pension stopped lately, though nobody reported a death."""
    return 0 < months <= line


class PensionStopped(Facts):
    """What the rule sees, amounts by month and in yuan."""

    months: Annotated[int, Field(ge=0)]


answers("E06", _("A pension stopped"), pension_stopped, PensionStopped, line=STOPPED_MONTHS)


@rule(law="sc-2023-39#sec-2", label=_("A pupil in hardship, and a second sign"))
def pupil_in_hardship(hardship: bool, second_sign: bool, helped: bool, known_income: int, line: int) -> bool:
    """Whether the school found hardship, another department did too, and no allowance is drawn."""
    return hardship and second_sign and not helped and known_income < line


class PupilInHardship(Facts):
    """What the rule sees, amounts by month and in yuan."""

    hardship: bool
    second_sign: bool
    helped: bool
    known_income: Yuan


answers("E08", _("A pupil in hardship, and a second sign"), pupil_in_hardship, PupilInHardship, line=LOW_INCOME)


@rule(law="sc-2014-649#art-47", label=_("House damaged by a disaster"))
def house_damaged(damage: int, line: int) -> bool:
    """Whether the damage to a house is so grave that somebody goes at once."""
    return damage >= line


class HouseDamaged(Facts):
    """What the rule sees, amounts by month and in yuan."""

    damage: Annotated[int, Field(ge=0)]


answers("E09", _("House damaged by a disaster"), house_damaged, HouseDamaged, line=DAMAGE_LEVEL)


@rule(law="sc-2014-649#art-14", label=_("Old, alone and next to nothing to live on"))
def old_and_alone(alone: bool, helped: bool, homes_bought: int, known_income: int, line: int) -> bool:
    """Whether somebody old lives alone without an allowance, a second home bought, or known income to speak of."""
    return alone and not helped and homes_bought <= 1 and known_income < line


class OldAndAlone(Facts):
    """What the rule sees, amounts by month and in yuan."""

    alone: bool
    helped: bool
    homes_bought: Annotated[int, Field(ge=0)]
    known_income: Yuan


answers("E14", _("Old, alone and next to nothing to live on"), old_and_alone, OldAndAlone, line=LOW_INCOME)


@rule(law="sc-2023-39#sec-2", label=_("Watched by agriculture, outside all schemes"))
def watched_outside(removed: bool, helped: bool, known_income: int, line: int) -> bool:
    """Whether a household is watched against poverty, its risk is not removed, and nothing is drawn or earned."""
    return not removed and not helped and known_income < line


class WatchedOutside(Facts):
    """What the rule sees, amounts by month and in yuan."""

    removed: bool
    helped: bool
    known_income: Yuan


answers("E16", _("Watched by agriculture, outside all schemes"), watched_outside, WatchedOutside, line=LOW_INCOME)


@rule(law="sc-2023-39#sec-2", label=_("The earner of the household died"))
def earner_died(months: int, age: int, dependants: int, known_income: int, recent: int, line: int) -> bool:
    """Whether somebody of working age died lately, children or old people are left, and known income is low."""
    return months <= recent and GROWN <= age < RETIRED and dependants > 0 and known_income < line


class EarnerDied(Facts):
    """What the rule sees, amounts by month and in yuan."""

    months: Annotated[int, Field(ge=0)]
    age: Annotated[int, Field(ge=0)]
    dependants: Annotated[int, Field(ge=0)]
    known_income: Yuan


answers("E21", _("The earner of the household died"), earner_died, EarnerDied, recent=EARNER_MONTHS, line=LOW_EARNINGS)


@rule(law="sc-2023-39#sec-2", label=_("A call for help"))
def called_for_help(days: int, helped: bool, known_income: int, recent: int, line: int) -> bool:
    """Whether somebody called for help lately, draws no allowance and has little known income."""
    return days <= recent and not helped and known_income < line


class CalledForHelp(Facts):
    """What the rule sees, amounts by month and in yuan."""

    days: Annotated[int, Field(ge=0)]
    helped: bool
    known_income: Yuan


answers("E25", _("A call for help"), called_for_help, CalledForHelp, recent=CALL_DAYS, line=LOW_INCOME)
