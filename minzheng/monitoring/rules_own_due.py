"""When our own work is overdue.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.monitoring.limits import REFERRAL_DAYS
from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

RAISE_DAYS = Parameter(
    key="monitoring.standard_raised_days",
    kind=COUNT,
    law="sc-2014-649#art-10",
    label=_("Days after a standard was raised by which every amount follows"),
)
PRICE_RUNNING = Parameter(
    key="monitoring.price_mechanism_running",
    kind=COUNT,
    law="ndrc-2021-1553#trigger",
    label=_("Whether prices rose enough for the supplement this month (1: it is owed)"),
)
ENDS_DAYS = Parameter(
    key="monitoring.recognition_ends_days",
    kind=COUNT,
    law="mca-2024-rigid#art-10",
    label=_("Days before a recognition ends in which the household is reminded"),
)
WINTER_DAYS = Parameter(
    key="monitoring.winter_aid_days",
    kind=COUNT,
    law="sc-2014-649#art-47",
    label=_("Days after a household was put on the list for the winter by which the aid is there"),
)
RECHECK_MONTHS = Parameter(
    key="monitoring.recheck_months",
    kind=COUNT,
    law="mca-2021-57#art-31",
    label=_("Months after which a household that draws an allowance is checked again"),
)
GRACE_MONTHS = Parameter(
    key="monitoring.grace_months",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Months of grace after which an allowance has to be decided on"),
)
OVER_DAYS = Parameter(
    key="monitoring.recognition_over_days",
    kind=COUNT,
    law="mca-2024-rigid#art-10",
    label=_("Days after its end for which a recognition may stand in a list"),
)
declare(RAISE_DAYS, PRICE_RUNNING, ENDS_DAYS, WINTER_DAYS, RECHECK_MONTHS, GRACE_MONTHS, OVER_DAYS)


@rule(law="sc-2014-649#art-10", label=_("The standard was raised, and the amount was not"))
def amount_behind(days: int, line: int) -> bool:
    """Whether a higher standard has been owed for so many days without the amount being reckoned anew."""
    return days >= line


class AmountBehind(Facts):
    """What the rule sees, amounts by month and in yuan."""

    days: Annotated[int, Field(ge=0)]


answers("E31", _("The standard was raised, and the amount was not"), amount_behind, AmountBehind, line=RAISE_DAYS)


@rule(law="ndrc-2021-1553#trigger", label=_("The price-linked supplement was not paid"))
def supplement_unpaid(allowance: bool, paid: bool, running: int) -> bool:
    """Whether a household on an allowance got no supplement for a month in which it is owed."""
    return running > 0 and allowance and not paid


class SupplementUnpaid(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    paid: bool


answers(
    "E34", _("The price-linked supplement was not paid"), supplement_unpaid, SupplementUnpaid, running=PRICE_RUNNING
)


@rule(law="sc-2023-39#sec-2", label=_("A referral that nothing came of"))
def referral_unanswered(days: int, line: int) -> bool:
    """Whether a referral has waited longer for an answer than it may."""
    return days > line


class ReferralUnanswered(Facts):
    """What the rule sees, amounts by month and in yuan."""

    days: Annotated[int, Field(ge=0)]


answers("E38", _("A referral that nothing came of"), referral_unanswered, ReferralUnanswered, line=REFERRAL_DAYS)


@rule(law="mca-2024-rigid#art-10", label=_("A recognition ends soon"))
def recognition_ends(days_left: int, asked: bool, helped: bool, line: int) -> bool:
    """Whether a recognition ends soon, nobody asked for it again, and no allowance is drawn instead."""
    return days_left <= line and not asked and not helped


class RecognitionEnds(Facts):
    """What the rule sees, amounts by month and in yuan."""

    days_left: Annotated[int, Field(ge=0)]
    asked: bool
    helped: bool


answers("E39", _("A recognition ends soon"), recognition_ends, RecognitionEnds, line=ENDS_DAYS)


@rule(law="sc-2014-649#art-47", label=_("Aid for the winter did not come"))
def winter_aid_missing(delivered: bool, days: int, line: int) -> bool:
    """Whether aid for the winter has not come so many days after the household was listed."""
    return not delivered and days >= line


class WinterAidMissing(Facts):
    """What the rule sees, amounts by month and in yuan."""

    delivered: bool
    days: Annotated[int, Field(ge=0)]


answers("E40", _("Aid for the winter did not come"), winter_aid_missing, WinterAidMissing, line=WINTER_DAYS)


@rule(law="mca-2021-57#art-31", label=_("A check that is overdue"))
def check_overdue(helped: bool, months: int, line: int) -> bool:
    """Whether a household that draws an allowance was not assessed for longer than it may be."""
    return helped and months > line


class CheckOverdue(Facts):
    """What the rule sees, amounts by month and in yuan."""

    helped: bool
    months: Annotated[int, Field(ge=0)]


answers("I21", _("A check that is overdue"), check_overdue, CheckOverdue, line=RECHECK_MONTHS)


@rule(law="mca-2022-83#sec-1-3", label=_("Grace longer than allowed"))
def grace_over(months: int, helped: bool, line: int) -> bool:
    """Whether an allowance is paid on in grace for longer than it may be."""
    return helped and months > line


class GraceOver(Facts):
    """What the rule sees, amounts by month and in yuan."""

    months: Annotated[int, Field(ge=0)]
    helped: bool


answers("I22", _("Grace longer than allowed"), grace_over, GraceOver, line=GRACE_MONTHS)


@rule(law="mca-2024-rigid#art-10", label=_("A recognition that is over and still used"))
def recognition_over(days: int, asked: bool, line: int) -> bool:
    """Whether a recognition still stands in the lists after its end, and nobody asked for it again."""
    return days > line and not asked


class RecognitionOver(Facts):
    """What the rule sees, amounts by month and in yuan."""

    days: Annotated[int, Field(ge=0)]
    asked: bool


answers("I23", _("A recognition that is over and still used"), recognition_over, RecognitionOver, line=OVER_DAYS)
