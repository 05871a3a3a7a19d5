"""When a fact is a sign.  Plain rules like those of the schemes: they see figures, no people and no database."""

from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

declare(
    Parameter(
        key="monitoring.high_medical_cost",
        kind=MONEY,
        law="sc-2023-39#sec-2",
        label=_("Medical costs paid by the person in 12 months that call for a visit"),
    )
)


@rule(law="sc-2023-39#sec-2", label=_("Medical costs call for a visit"))
def high_medical_cost(self_paid: int, line: int) -> bool:
    """Whether what somebody paid themselves in 12 months reaches the line of the place.  Both in fen."""
    return self_paid >= line
