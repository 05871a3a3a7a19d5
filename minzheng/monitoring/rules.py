"""When a fact is a sign.  Plain rules like those of the schemes: they see figures, no people and no database."""

from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.money import Fen
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.rule import rule

LINE = Parameter(
    key="monitoring.high_medical_cost",
    kind=MONEY,
    law="sc-2023-39#sec-2",
    label=_("Medical costs paid by the person in 12 months that call for a visit"),
)
declare(LINE)


@rule(law="sc-2023-39#sec-2", label=_("Medical costs call for a visit"))
def high_medical_cost(self_paid: int, line: int) -> bool:
    """Whether what somebody paid themselves in 12 months reaches the line of the place.  Both in fen."""
    return self_paid >= line


class MedicalCost(Facts):
    """What somebody paid themselves for medical care in twelve months."""

    self_paid: Yuan


@operation(
    "alert.E01",
    label=_("High medical costs paid by the person"),
    law=("sc-2023-39#sec-2",),
    facts=MedicalCost,
    parameters=(LINE.key,),
)
def e01(facts: MedicalCost, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and at which line."""
    line = context.values.get(LINE.key)
    return {"alert": high_medical_cost(facts.self_paid, line), "line": Fen(line)}
