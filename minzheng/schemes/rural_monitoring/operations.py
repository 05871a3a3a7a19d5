"""`assistance.monitor`: the monitoring class of a rural household."""

from typing import Literal

from minzheng.rulekit.facts import Facts, YuanNotNegative
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.reasons import Reason
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.rural_monitoring.rules import Watched, monitoring_class

LINE = "monitor_line_annual"
declare(Parameter(LINE, MONEY, "rural-2021-7#line", _("Monitoring line per head and year")))
SENTENCES = {
    Watched.NONE: _("The household is not one to be monitored: no risk under the line, no sudden blow above it."),
    Watched.UNSTABLE_OUT_OF_POVERTY: _("Out of poverty, but under the line and at risk."),
    Watched.EDGE_OF_POVERTY: _("An ordinary household under the line and at risk."),
    Watched.SUDDEN_HARDSHIP: _("A sudden blow endangers the household's basic life."),
}


class RuralFacts(Facts):
    """A rural household: income per head and year, and what was found on the visit."""

    kind: Literal["fpm"] = "fpm"
    pc_income: YuanNotNegative
    out_of_poverty: bool = False
    risk: bool = False
    sudden: bool = False


@operation(
    "assistance.monitor",
    label=_("Rural monitoring class"),
    law=("rural-2021-7#objects", "rural-2021-7#line"),
    facts=RuralFacts,
    parameters=(LINE,),
)
def monitor(facts: RuralFacts, context: CaseContext) -> Answer:
    """The class of the household; being monitored neither gives dibao nor bars it."""
    line = context.values.get(LINE)
    found = Watched(monitoring_class(facts.pc_income, line, facts.out_of_poverty, facts.risk, facts.sudden))
    return Answer({"cls": found.name}, [Reason(found.name, SENTENCES[found])])
