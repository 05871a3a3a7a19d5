"""Which benefits may stand together: a dated matrix, asked at decision time and every night.

It proposes and never cuts: what is proposed goes to a person.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from minzheng.rulekit import statutes, yaml_lines
from minzheng.rulekit.errors import RulebookError
from minzheng.rulekit.facts import Facts, YuanNotNegative
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import Fen
from minzheng.rulekit.registry import CaseContext, operation

RULES = {
    "no": _("Never together: one of the two has to end."),
    "choose": _("The person chooses one of the two."),
    "high": _("Only the higher of the two is paid."),
    "diff": _("The second pays only the difference to its rate."),
    "yes": _("Both are paid."),
    "local": _("The place decides."),
    "once": _("Paid once per person."),
}
_FILE = Path(__file__).with_name("conflicts.yaml")


@dataclass(frozen=True)
class Pair:
    """What the law says of two benefits from one day on."""

    a: str
    b: str
    rule: str
    valid_from: date
    law: str


@cache
def matrix(path: Path = _FILE) -> tuple[Pair, ...]:
    """All pairs, oldest first; RulebookError names the line of a row that is wrong."""
    rows = []
    for row in yaml_lines.read(path)["pairs"]:
        where = f"{path}:{row.line}"
        if set(row) != {"a", "b", "rule", "from", "law"}:
            raise RulebookError(f"{where}: a row holds a, b, rule, from and law")
        if row["rule"] not in RULES:
            raise RulebookError(f"{where}: rule: {row['rule']!r} is none of {', '.join(RULES)}")
        try:
            statutes.article(row["law"])
        except RulebookError as error:
            raise RulebookError(f"{where}: law: {error}") from None
        rows.append(Pair(row["a"], row["b"], row["rule"], row["from"], row["law"]))
    return tuple(sorted(rows, key=lambda pair: pair.valid_from))


def in_force(on: date) -> dict[frozenset[str], Pair]:
    """The pairs in force on a day."""
    return {frozenset((pair.a, pair.b)): pair for pair in matrix() if pair.valid_from <= on}


class BenefitsFacts(Facts):
    """The benefits of one person with their monthly amounts, the one in payment first."""

    benefits: dict[str, YuanNotNegative]


@operation(
    "assistance.conflicts",
    label=_("Which benefits may stand together"),
    law=("sc-2015-52#coordination", "sc-2016-14#coordination", "mca-2019-62#sec-3-1"),
    facts=BenefitsFacts,
)
def conflicts(facts: BenefitsFacts, context: CaseContext) -> dict[str, Any]:
    """Each pair that may not simply stand together, with what is proposed."""
    found = []
    names = list(facts.benefits)
    for pair in in_force(context.day).values():
        if pair.a != pair.b and pair.a in names and pair.b in names and pair.rule != "yes":
            found.append(_proposal(pair, facts.benefits))
    return {"conflicts": found}


def _proposal(pair: Pair, benefits: dict[str, int]) -> dict[str, Any]:
    proposal: dict[str, Any] = {"a": pair.a, "b": pair.b, "rule": pair.rule, "law": pair.law, "says": RULES[pair.rule]}
    if pair.rule == "high":
        order = list(benefits)  # at a tie the one in payment, which stands first
        kept = max((pair.a, pair.b), key=lambda name: (benefits[name], -order.index(name)))
        proposal["keep"], proposal["amount"] = kept, Fen(benefits[kept])
    return proposal
