"""What a decision says to the one it is about, in the words of its scheme."""

from collections.abc import Mapping
from typing import Any

from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.models import Assessment, Decision
from minzheng.kernel.declare import registry


def sentence_of(decision: Decision) -> str:
    """The sentence of the letter: the scheme's, with the figures of the assessment in it."""
    scheme = registry.schemes[decision.scheme]
    said = scheme.grant if decision.verdict == Verdict.GRANT else scheme.refusal
    month = f"{decision.first_month:%Y-%m}" if decision.first_month else ""
    return str(said) % {**_figures(decision.assessment.outcome), "amount": yuan(decision.monthly_fen), "month": month}


def amount_of(assessment: Assessment) -> int | None:
    """What an assessment would pay, in fen; None where its rule belongs to no benefit."""
    scheme = next((one for one in registry.schemes if one.operation == assessment.operation), None)
    return assessment.outcome["fen"].get(scheme.amount) if scheme else None


def _figures(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an outcome as a sentence has them: amounts in yuan, lists by their number."""
    others = {name: len(value) if isinstance(value, list) else value for name, value in outcome.items()}
    return others | {name: yuan(fen) for name, fen in outcome["fen"].items() if _is_money(outcome.get(name), fen)}


def _is_money(shown: Any, fen: Any) -> bool:
    """Whether a value is an amount: it stands in yuan among the values shown and in fen beside them."""
    return isinstance(fen, int) and not isinstance(fen, bool) and round(float(shown or 0) * 100) == fen


def yuan(fen: int) -> str:
    """Fen as 1,234 or 1,234.50."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'−' if fen < 0 else ''}{whole:,}" + (f".{rest:02d}" if rest else "")
