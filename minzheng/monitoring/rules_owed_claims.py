"""When means, subsidies or refusals call for a look at what is paid.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.monitoring.rules_owed_means import MEANS
from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

ASSET_MONTHS = Parameter(
    key="monitoring.asset_months",
    kind=COUNT,
    law="mca-2021-57#art-14",
    label=_("Months of the standard that a household may have saved per head"),
)
RENEW_DAYS = Parameter(
    key="monitoring.card_renewal_days",
    kind=COUNT,
    law="sc-2015-52#sec-2",
    label=_("Days after a card ended within which it may be renewed while the subsidy goes on"),
)
NEAR = Parameter(
    key="monitoring.staff_relation",
    kind=COUNT,
    law="mca-2021-57#art-31",
    label=_("How near relatives of staff are put on file (3: brothers and sisters)"),
)
FEE = Parameter(
    key="monitoring.nursing_fee",
    kind=MONEY,
    law="sc-2015-52#coordination",
    label=_("Nursing fee after an injury at work above which no disability subsidy is paid"),
)
NURSING_LINE = Parameter(
    key="monitoring.nursing_benefits",
    kind=COUNT,
    law="sc-2015-52#coordination",
    label=_("Benefits for one person's nursing from which on they are too many"),
)
REFUSALS_LINE = Parameter(
    key="monitoring.job_refusals",
    kind=COUNT,
    law="mca-2021-57#art-33",
    label=_("Offers of work refused without a reason from which on the person is heard"),
)
declare(ASSET_MONTHS, RENEW_DAYS, NEAR, FEE, NURSING_LINE, REFUSALS_LINE)

#: Levels 1 and 2 are severe (重度): the nursing subsidy is for them.
SEVERE = 2


@rule(law="mca-2021-57#art-14", label=_("Savings above the limit"))
def savings_above(allowance: bool, per_head: int, months: int, standard: int) -> bool:
    """Whether financial assets per head are more than so many months of the standard while an allowance is drawn."""
    return allowance and per_head > months * standard


class SavingsAbove(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    per_head: Yuan


answers("I07", _("Savings above the limit"), savings_above, SavingsAbove, months=ASSET_MONTHS, standard=MEANS)


@rule(law="sc-2015-52#sec-2", label=_("A card that no longer holds"))
def card_lapsed(card_lost: bool, level: int, nursing: bool, days_over: int, line: int) -> bool:
    """Whether a disability subsidy is drawn on a card that is cancelled, too low for it, or ended long ago."""
    return card_lost or (nursing and level > SEVERE) or days_over > line


class CardLapsed(Facts):
    """What the rule sees, amounts by month and in yuan."""

    card_lost: bool
    level: Annotated[int, Field(ge=0)]
    nursing: bool
    days_over: Annotated[int, Field(ge=0)]


answers("I19", _("A card that no longer holds"), card_lapsed, CardLapsed, line=RENEW_DAYS)


@rule(law="mca-2021-57#art-31", label=_("A relative of staff not on file"))
def relative_unfiled(listed: bool, degree: int, filed: bool, line: int) -> bool:
    """Whether somebody of a household that is helped is a near relative of staff and was not put on file."""
    return listed and 1 <= degree <= line and not filed


class RelativeUnfiled(Facts):
    """What the rule sees, amounts by month and in yuan."""

    listed: bool
    degree: Annotated[int, Field(ge=0)]
    filed: bool


answers("I26", _("A relative of staff not on file"), relative_unfiled, RelativeUnfiled, line=NEAR)


@rule(law="sc-2015-52#coordination", label=_("A nursing fee and a disability subsidy"))
def fee_and_subsidy(fee: int, subsidised: bool, line: int) -> bool:
    """Whether somebody draws a disability subsidy beside a nursing fee after an injury at work."""
    return fee > line and subsidised


class FeeAndSubsidy(Facts):
    """What the rule sees, amounts by month and in yuan."""

    fee: Yuan
    subsidised: bool


answers("I29", _("A nursing fee and a disability subsidy"), fee_and_subsidy, FeeAndSubsidy, line=FEE)


@rule(law="sc-2015-52#coordination", label=_("Two benefits for nursing"))
def nursing_twice(benefits: int, line: int) -> bool:
    """Whether several benefits are drawn for one person's nursing."""
    return benefits >= line


class NursingTwice(Facts):
    """What the rule sees, amounts by month and in yuan."""

    benefits: Annotated[int, Field(ge=0)]


answers("I30", _("Two benefits for nursing"), nursing_twice, NursingTwice, line=NURSING_LINE)


@rule(law="mca-2021-57#art-33", label=_("Work refused three times"))
def work_refused(helped: bool, refusals: int, line: int) -> bool:
    """Whether somebody of a household on an allowance refused work so often without a reason."""
    return helped and refusals >= line


class WorkRefused(Facts):
    """What the rule sees, amounts by month and in yuan."""

    helped: bool
    refusals: Annotated[int, Field(ge=0)]


answers("I34", _("Work refused three times"), work_refused, WorkRefused, line=REFUSALS_LINE)
