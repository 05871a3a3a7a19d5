"""`assistance.elder`: the old-age allowance, or all elderly allowances of one person."""

from datetime import date
from typing import Literal

from minzheng.eligibility.common.intake import age_on
from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, Parameter
from minzheng.rulekit.lint import rises
from minzheng.rulekit.money import Fen
from minzheng.rulekit.months import month_number
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.place import At, Place
from minzheng.rulekit.reasons import Reason
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.old_age.rules import age_in_month, nursing_subsidy, old_age_allowance, service_subsidy

_SERVICE, _NURSING, _AGE = "npc-elderly#art-37", "npc-elderly#art-30", "npc-elderly#art-33"

PLACE = Place(
    At("service_age", Parameter("elder_service.age", COUNT, _SERVICE, _("Service subsidy from age"))),
    At("service_amount", Parameter("elder_service.amount", MONEY, _SERVICE, _("Service subsidy a month"))),
    At("nursing_age", Parameter("elder_nursing.age", COUNT, _NURSING, _("Elder nursing subsidy from age"))),
    At("nursing_amount", Parameter("elder_nursing.amount", MONEY, _NURSING, _("Elder nursing subsidy a month"))),
)
rises("advanced_age.80", "advanced_age.90", "advanced_age.100")
declare(Parameter("advanced_age.*", MONEY, _AGE, _("Old-age allowance from this age a month")))
TOO_YOUNG = _("The age of the first old-age allowance is not reached in this month.")


class ElderFacts(Facts):
    """An elderly person."""

    kind: Literal["adv_age", "elder_bundle"]
    birth: date
    dibao: bool = False
    tekun: bool = False
    disabled_adl: bool = False


@operation(
    "assistance.elder",
    label=_("Elderly allowances"),
    law=("npc-elderly#art-30", "npc-elderly#art-33", "npc-elderly#art-37", "mof-2014-113#subsidies"),
    facts=ElderFacts,
    parameters=("advanced_age.", *(at.parameter.key for at in PLACE.bound)),
)
def elder(facts: ElderFacts, context: CaseContext) -> Answer:
    """The old-age allowance from the month of the birthday; the bundle adds service and nursing subsidy of the poor."""
    age_on(facts.birth, context.day)  # a birth after the day is refused
    steps = tuple(sorted((int(age), fen) for age, fen in context.values.family("advanced_age.").items()))
    reached = age_in_month(month_number(facts.birth), month_number(context.day))
    lines = {"advanced_age": Fen(old_age_allowance(reached, steps))}
    if facts.kind == "elder_bundle":
        lines.update(_subsidies(facts, context))
    reasons = [] if lines["advanced_age"] else [Reason("AGE_NOT_REACHED", TOO_YOUNG, "advanced_age")]
    paid = {name: fen for name, fen in lines.items() if fen}
    cls = "ADV_AGE" if facts.kind == "adv_age" else "ELDER"
    return Answer({"cls": cls, "lines": paid, "monthly_total": Fen(sum(paid.values()))}, reasons)


def _subsidies(facts: ElderFacts, context: CaseContext) -> dict[str, Fen]:
    place = context.place(PLACE)
    age = age_on(facts.birth, context.day)
    poor = facts.dibao or facts.tekun
    nursing = nursing_subsidy(age, poor, facts.disabled_adl, facts.tekun, place.nursing_age, place.nursing_amount)
    return {
        "elder_service": Fen(service_subsidy(age, poor, place.service_age, place.service_amount)),
        "elder_nursing": Fen(nursing),
    }
