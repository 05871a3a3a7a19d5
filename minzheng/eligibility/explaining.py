"""What is kept of an answer so that people can read it years later: lines, plain words, what would change it."""

from dataclasses import asdict, dataclass
from typing import Any

from minzheng.eligibility.models import Assessment
from minzheng.rulekit.decision import Decision, replay
from minzheng.rulekit.explain import Said, other_help, plain_words, reading_lines, what_would_change

#: How deep the way there is shown; what lies below is detail of single sums.
READING_DEPTH = 4


def explanation_of(answer: Decision) -> dict[str, Any]:
    """The explanation of an answer as JSON: English msgids with the values that fill them."""
    return {
        "lines": [asdict(line) for line in reading_lines(answer, READING_DEPTH)],
        "plain": [_said(said) for said in plain_words(answer)],
        "changes": [_said(change.said) for change in what_would_change(answer)],
        "help": [_said(said) for said in other_help(answer)],
    }


def _said(said: Said) -> dict[str, Any]:
    return {"sentence": said.sentence, "values": dict(said.values)}


@dataclass(frozen=True)
class Again:
    """A kept answer beside the one the rulebook gives now to the same question under the values of that time.

    same       whether outcome, reasons and what is unknown are the same.
    amended    whether the rules themselves have been amended since.
    """

    same: bool
    amended: bool


def compared(assessment: Assessment) -> Again | None:
    """Come to a kept answer once more and hold it against what was kept; None where it cannot be asked any more."""
    try:
        now = decided_again(assessment).as_json()
    except (LookupError, ValueError):
        return None
    kept = {name: value for name, value in assessment.outcome.items() if name != "fen"}
    same = (now["outcome"], now["reasons"], now["unknown"]) == (kept, assessment.reasons, assessment.unknown)
    return Again(same, now["rules_digest"] != assessment.rules_digest)


def decided_again(assessment: Assessment) -> Decision:
    """Ask the rulebook the kept question once more, under the values of that time and no others."""
    return replay(
        {
            "name": assessment.operation,
            "as_of": assessment.as_of.isoformat(),
            "division": str(assessment.division_code)[:6],
            "residence": assessment.household.area,
            "facts": assessment.facts,
            "values": assessment.values,
            "profile": None,
            "holidays": None,
        }
    )
