"""When people whom the lists know, or knew, need more than they have.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.monitoring.rules_need_health import BILL
from minzheng.monitoring.rules_need_livelihood import LOW_INCOME
from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

AID_DAYS = Parameter(
    key="monitoring.student_aid_days",
    kind=COUNT,
    law="local-rules#study-aid",
    label=_("Days after a term began by which aid for a poor student is there"),
)
REFUSED_MONTHS = Parameter(
    key="monitoring.refused_months",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Months after a refusal within which a new blow opens the case again"),
)
STOPPED_LATELY = Parameter(
    key="monitoring.stopped_months",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Months after an allowance ended within which somebody looks how the household fares"),
)
TIMES = Parameter(
    key="monitoring.temporary_aid_times",
    kind=COUNT,
    law="sc-2014-649#art-47",
    label=_("Times of temporary assistance in twelve months from which lasting help is tested"),
)
declare(AID_DAYS, REFUSED_MONTHS, STOPPED_LATELY, TIMES)


@rule(law="local-rules#study-aid", label=_("A poor student without aid"))
def student_without_aid(listed: bool, aided: bool, days: int, line: int) -> bool:
    """Whether somebody of a low-income household went to college so many days ago and no aid was granted."""
    return listed and not aided and days >= line


class StudentWithoutAid(Facts):
    """What the rule sees, amounts by month and in yuan."""

    listed: bool
    aided: bool
    days: Annotated[int, Field(ge=0)]


answers("E07", _("A poor student without aid"), student_without_aid, StudentWithoutAid, line=AID_DAYS)


@rule(law="sc-2014-649#art-14", label=_("An allowance where support in extreme poverty fits better"))
def fits_support(supported: bool, living: int, unable: int, owns: bool, known_income: int, line: int) -> bool:
    """Whether nobody of a household on the allowance can work or has means."""
    return not supported and 0 < living == unable and not owns and known_income < line


class FitsSupport(Facts):
    """What the rule sees, amounts by month and in yuan."""

    supported: bool
    living: Annotated[int, Field(ge=0)]
    unable: Annotated[int, Field(ge=0)]
    owns: bool
    known_income: Yuan


answers(
    "E15", _("An allowance where support in extreme poverty fits better"), fits_support, FitsSupport, line=LOW_INCOME
)


@rule(law="sc-2023-39#sec-2", label=_("Refused, and then a new blow"))
def blow_after_refusal(months: int, blow: bool, bill: int, helped: bool, line: int, large: int) -> bool:
    """Whether a household that was refused lately has since had a death, lost work, a disaster or a large bill."""
    return months <= line and not helped and (blow or bill >= large)


class BlowAfterRefusal(Facts):
    """What the rule sees, amounts by month and in yuan."""

    months: Annotated[int, Field(ge=0)]
    blow: bool
    bill: Yuan
    helped: bool


answers("E17", _("Refused, and then a new blow"), blow_after_refusal, BlowAfterRefusal, line=REFUSED_MONTHS, large=BILL)


@rule(law="mca-2022-83#sec-1-3", label=_("An allowance ended, and income is low"))
def stopped_and_poor(months: int, listed: bool, living: int, known_income: int, line: int, low: int) -> bool:
    """Whether an allowance ended lately, nothing came after it, and known income is below the line."""
    return 0 < months <= line and not listed and living > 0 and known_income < low


class StoppedAndPoor(Facts):
    """What the rule sees, amounts by month and in yuan."""

    months: Annotated[int, Field(ge=0)]
    listed: bool
    living: Annotated[int, Field(ge=0)]
    known_income: Yuan


answers(
    "E18",
    _("An allowance ended, and income is low"),
    stopped_and_poor,
    StoppedAndPoor,
    line=STOPPED_LATELY,
    low=LOW_INCOME,
)


@rule(law="mca-2021-57#art-8", label=_("A marginal household below the line"))
def marginal_below(helped: bool, recognised_income: int, lost_income: bool, known_income: int, line: int) -> bool:
    """Whether the income of a marginal household, as recognised or after a loss, lies below the line."""
    return not helped and (recognised_income < line or (lost_income and known_income < line))


class MarginalBelow(Facts):
    """What the rule sees, amounts by month and in yuan."""

    helped: bool
    recognised_income: Yuan
    lost_income: bool
    known_income: Yuan


answers("E19", _("A marginal household below the line"), marginal_below, MarginalBelow, line=LOW_INCOME)


@rule(law="sc-2014-649#art-47", label=_("Temporary assistance again and again"))
def relief_again(times: int, listed: bool, line: int) -> bool:
    """Whether temporary assistance was given so often in a year to a household on no list."""
    return times >= line and not listed


class ReliefAgain(Facts):
    """What the rule sees, amounts by month and in yuan."""

    times: Annotated[int, Field(ge=0)]
    listed: bool


answers("E24", _("Temporary assistance again and again"), relief_again, ReliefAgain, line=TIMES)
