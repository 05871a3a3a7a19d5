"""When a fact is a sign.  Plain rules like those of the schemes: they see figures, no people and no database."""

from datetime import date
from typing import Annotated

from pydantic import Field

from minzheng.monitoring import (  # noqa: F401 - the rulebook asks for one module; these belong to it
    limits,
    rules_need_care,
    rules_need_health,
    rules_need_home,
    rules_need_listed,
    rules_need_livelihood,
    rules_need_people,
    rules_owed_claims,
    rules_owed_life,
    rules_owed_means,
    rules_owed_people,
    rules_own_due,
    rules_own_paid,
    rules_tips,
)
from minzheng.monitoring.asking import answers
from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, Parameter
from minzheng.rulekit.months import month_number
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.rule import rule

LINE = Parameter(
    key="monitoring.high_medical_cost",
    kind=MONEY,
    law="sc-2023-39#sec-2",
    label=_("Medical costs paid by the person in 12 months that call for a visit"),
)
CARD_DAYS = Parameter(
    key="monitoring.severe_card_days",
    kind=COUNT,
    law="sc-2015-52#sec-2",
    label=_("Days after a severe disability card was issued within which a subsidy should be drawn"),
)
GRACE = Parameter(
    key="monitoring.months_paid_after_death",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Months after that of a death for which a household may still be paid as before"),
)
declare(LINE, CARD_DAYS, GRACE)

#: Levels 1 and 2 are severe (重度).
SEVERE = 2


@rule(law="sc-2023-39#sec-2", label=_("Medical costs call for a visit"))
def high_medical_cost(self_paid: int, line: int) -> bool:
    """Whether what somebody paid themselves in 12 months reaches the line of the place.  Both in fen."""
    return self_paid >= line


class MedicalCost(Facts):
    """What somebody paid themselves for medical care in twelve months."""

    self_paid: Yuan


answers("E01", _("High medical costs paid by the person"), high_medical_cost, MedicalCost, line=LINE)


@rule(law="sc-2015-52#sec-2", label=_("A severe disability card without a subsidy calls for a visit"))
def severe_card_without_subsidy(level: int, days: int, subsidised: bool, line: int) -> bool:
    """Whether somebody with a severe card has drawn no disability subsidy for so many days since it was issued."""
    return level <= SEVERE and days >= line and not subsidised


class SevereCard(Facts):
    """A disability card newly issued or regraded: its level, its age in days, whether a disability subsidy is drawn."""

    level: Annotated[int, Field(ge=1, le=4)]
    days: Annotated[int, Field(ge=0)]
    subsidised: bool


@operation(
    "alert.E03",
    label=_("New severe disability card without a subsidy"),
    law=("sc-2015-52#sec-2",),
    facts=SevereCard,
    parameters=(CARD_DAYS.key,),
)
def e03(facts: SevereCard, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and after how many days."""
    line = context.values.get(CARD_DAYS.key)
    return {"alert": severe_card_without_subsidy(facts.level, facts.days, facts.subsidised, line), "days": line}


@rule(law="mca-2022-83#sec-1-3", label=_("A payment after a death calls for a check"))
def paid_after_death(died: int, paid: int, grace: int) -> bool:
    """Whether a household was paid for a month too long after a death.  Months are numbers that count on by one."""
    return paid > died + grace


class PaidAfterDeath(Facts):
    """A reported death and the last month for which the household draws a benefit."""

    died: date
    last_month: date


@operation(
    "alert.I01",
    label=_("Died and still paid"),
    law=("mca-2022-83#sec-1-3",),
    facts=PaidAfterDeath,
    parameters=(GRACE.key,),
)
def i01(facts: PaidAfterDeath, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and after how many months of grace."""
    grace = context.values.get(GRACE.key)
    raised = paid_after_death(month_number(facts.died), month_number(facts.last_month), grace)
    return {"alert": raised, "months": grace}
