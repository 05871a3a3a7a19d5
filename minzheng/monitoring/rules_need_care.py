"""When illness, disability and care show that a benefit is missing.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.monitoring.rules_need_livelihood import LOW_INCOME
from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

GRAVE_COSTS = Parameter(
    key="monitoring.grave_illness_costs",
    kind=MONEY,
    law="mca-2021-57#art-5",
    label=_("Medical costs in 12 months by which an illness counts as grave"),
)
ABILITY_LINE = Parameter(
    key="monitoring.ability",
    kind=COUNT,
    law="npc-elderly#art-30",
    label=_("Loss of ability from which old people are offered care (3: moderate)"),
)
LEAST_SPENT = Parameter(
    key="monitoring.essential_expense_least",
    kind=MONEY,
    law="mca-2024-rigid#art-4",
    label=_("Medical costs of a household in 12 months from which its essential expense is looked at"),
)
SPENT_RATIO = Parameter(
    key="monitoring.essential_expense_ratio",
    kind=COUNT,
    law="mca-2024-rigid#art-4",
    label=_("Share of income in percent from which essential expense is hardship"),
)
DISPOSABLE = Parameter(
    key="monitoring.disposable_income_month",
    kind=MONEY,
    law="mca-2024-rigid#art-4",
    label=_("Disposable income per head and month of the year before"),
)
MENTAL_LINE = Parameter(
    key="monitoring.mental_risk",
    kind=COUNT,
    law="sc-2023-39#sec-2",
    label=_("Grade of danger of a mental illness from which help with a card is offered"),
)
TIER_DAYS = Parameter(
    key="monitoring.tier_days",
    kind=COUNT,
    law="mca-2021-43#art-22",
    label=_("Days after an assessment within which the tier of support follows"),
)
REGRADE_DAYS = Parameter(
    key="monitoring.regrade_days",
    kind=COUNT,
    law="sc-2015-52#sec-2",
    label=_("Days after a regraded card within which the subsidy follows"),
)
declare(GRAVE_COSTS, ABILITY_LINE, LEAST_SPENT, SPENT_RATIO, DISPOSABLE, MENTAL_LINE, TIER_DAYS, REGRADE_DAYS)

#: Levels 1 and 2 are severe (重度); at level 3 a disability of intellect or mind opens the same door (57号, article 5).
SEVERE, MIDDLE = 2, 3
#: From this age on somebody is old (老年人).
OLD = 60
GROWN = 18
PERCENT, A_YEAR = 100, 12


@rule(law="mca-2021-57#art-5", label=_("Severely ill or disabled in a marginal household"))
def single_in_marginal(marginal: bool, level: int, of_mind: bool, self_paid: int, alone_drawn: bool, line: int) -> bool:
    """Whether somebody of a marginal household may draw the allowance alone: severely disabled or gravely ill."""
    return marginal and not alone_drawn and (1 <= level <= SEVERE or (level == MIDDLE and of_mind) or self_paid >= line)


class SingleInMarginal(Facts):
    """What the rule sees, amounts by month and in yuan."""

    marginal: bool
    level: Annotated[int, Field(ge=0)]
    of_mind: bool
    self_paid: Yuan
    alone_drawn: bool


answers(
    "E04", _("Severely ill or disabled in a marginal household"), single_in_marginal, SingleInMarginal, line=GRAVE_COSTS
)


@rule(law="npc-elderly#art-30", label=_("Old, poor and in need of care without a subsidy"))
def care_missing(age: int, ability: int, listed: bool, subsidised: bool, line: int) -> bool:
    """Whether somebody old of a low-income household was found to need care, and no subsidy for it is drawn."""
    return age >= OLD and ability >= line and listed and not subsidised


class CareMissing(Facts):
    """What the rule sees, amounts by month and in yuan."""

    age: Annotated[int, Field(ge=0)]
    ability: Annotated[int, Field(ge=0)]
    listed: bool
    subsidised: bool


answers("E13", _("Old, poor and in need of care without a subsidy"), care_missing, CareMissing, line=ABILITY_LINE)


@rule(law="mca-2024-rigid#art-4", label=_("Essential expense eats up the income"))
def essential_expense(
    spent: int, living: int, known_income: int, answered: bool, least: int, ratio: int, disposable: int, assumed: int
) -> bool:
    """Whether a year's medical costs take such a share of the income; where little is known, a low one is assumed."""
    return (
        not answered
        and living > 0
        and spent >= least
        and known_income < disposable
        and spent * PERCENT >= ratio * max(known_income, assumed) * living * A_YEAR
    )


class EssentialExpense(Facts):
    """What the rule sees, amounts by month and in yuan."""

    spent: Yuan
    living: Annotated[int, Field(ge=0)]
    known_income: Yuan
    answered: bool


answers(
    "E20",
    _("Essential expense eats up the income"),
    essential_expense,
    EssentialExpense,
    least=LEAST_SPENT,
    ratio=SPENT_RATIO,
    disposable=DISPOSABLE,
    assumed=LOW_INCOME,
)


@rule(law="sc-2015-52#sec-2", label=_("A severe mental illness without a disability card"))
def mind_without_card(risk: int, has_card: bool, line: int) -> bool:
    """Whether somebody with a severe mental illness of some danger has no disability card."""
    return risk >= line and not has_card


class MindWithoutCard(Facts):
    """What the rule sees, amounts by month and in yuan."""

    risk: Annotated[int, Field(ge=0)]
    has_card: bool


answers(
    "E23", _("A severe mental illness without a disability card"), mind_without_card, MindWithoutCard, line=MENTAL_LINE
)


@rule(law="mca-2021-43#art-22", label=_("Less able, and the tier of support unchanged"))
def tier_behind(supported: bool, ability: int, before: int, days: int, reckoned_since: bool, line: int) -> bool:
    """Whether somebody supported in extreme poverty can do less than before, and nobody reckoned their support anew."""
    return supported and 0 < before < ability and days >= line and not reckoned_since


class TierBehind(Facts):
    """What the rule sees, amounts by month and in yuan."""

    supported: bool
    ability: Annotated[int, Field(ge=0)]
    before: Annotated[int, Field(ge=0)]
    days: Annotated[int, Field(ge=0)]
    reckoned_since: bool


answers("E30", _("Less able, and the tier of support unchanged"), tier_behind, TierBehind, line=TIER_DAYS)


@rule(law="sc-2015-52#sec-2", label=_("A card regraded, and the subsidy unchanged"))
def subsidy_behind(level: int, days: int, drawn: bool, adjusted: bool, line: int) -> bool:
    """Whether a card was raised to a severe level and the subsidy drawn has not followed."""
    return 1 <= level <= SEVERE and days >= line and drawn and not adjusted


class SubsidyBehind(Facts):
    """What the rule sees, amounts by month and in yuan."""

    level: Annotated[int, Field(ge=0)]
    days: Annotated[int, Field(ge=0)]
    drawn: bool
    adjusted: bool


answers("E32", _("A card regraded, and the subsidy unchanged"), subsidy_behind, SubsidyBehind, line=REGRADE_DAYS)
