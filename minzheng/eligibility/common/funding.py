"""Which level of government bears how much of what is paid: dated shares, what they leave is the county's."""

from typing import Any

from minzheng.rulekit.errors import RulebookError
from minzheng.rulekit.facts import Facts, YuanNotNegative
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import RATE, Parameter
from minzheng.rulekit.lint import shares
from minzheng.rulekit.money import PERMILLE, Fen
from minzheng.rulekit.place import At, Place
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.rule import rule

_BUDGET = "sc-2014-649#art-5"
LEVELS = ("central", "province", "city", "county")

FUNDING = Place(
    At("central", Parameter("funding.central", RATE, _BUDGET, _("Share of the central budget"))),
    At("province", Parameter("funding.province", RATE, _BUDGET, _("Share of the province"))),
    At("city", Parameter("funding.city", RATE, _BUDGET, _("Share of the city"))),
)

shares(*(at.parameter.key for at in FUNDING.bound))


@rule(law=_BUDGET, label=_("Borne by a level of government"), unit="fen")
def borne(amount, share):
    """A share in thousandths, rounded down to the fen; the county bears what is left."""
    return amount * share // PERMILLE


def split(amount: int, place: Any) -> dict[str, int]:
    """An amount of fen by level, the parts adding up to it; RulebookError when the shares are more than the whole."""
    part_of = {"central": place.central, "province": place.province, "city": place.city}
    if sum(part_of.values()) > PERMILLE:
        told = ", ".join(f"funding.{level} {share / 10:g}%" for level, share in part_of.items())
        raise RulebookError(f"the shares of the levels of government are more than the whole: {told}")
    parts = {level: borne(amount, share) for level, share in part_of.items()}
    return {**parts, "county": amount - sum(parts.values())}


class FundingFacts(Facts):
    """What is paid."""

    amount: YuanNotNegative


@operation(
    "assistance.funding",
    label=_("Which level of government bears how much"),
    law=(_BUDGET,),
    facts=FundingFacts,
    parameters=tuple(at.parameter.key for at in FUNDING.bound),
)
def funding(facts: FundingFacts, context: CaseContext) -> dict[str, Any]:
    """The amount by level of government."""
    return {level: Fen(part) for level, part in split(facts.amount, context.place(FUNDING)).items()}
