"""From a decision to what people read: lines for a page, plain words for the resident, what would change the answer.

The lines come from the trace of any decision.  Plain words and changes are written beside the scheme that knows what
its answer means, and registered here by the name of the operation; without them the reasons speak.

Every sentence is an English msgid; its values are given apart, so that the catalogue translates the sentence whole.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from minzheng.rulekit import statutes
from minzheng.rulekit.decision import Decision
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import fen_to_yuan, yearly_nearest_fen

UNITS = {
    "exact": _("yuan a year"),
    "fen": _("yuan"),
    "fen of a share": _("yuan, all heads together"),
    "people": _("people"),
    "months": _("months"),
    "years": _("years of age"),
    "grams": _("grams"),
}
WORDS = {
    "True": _("yes"),
    "False": _("no"),
    "PASS": _("met"),
    "FAIL": _("not met"),
    "UNKNOWN": _("cannot be judged"),
    "NONE": _("none"),
    "REACHED": _("reached"),
    "HIGHER_CLASS_REACHED": _("not tested"),
    "NOBODY_COUNTED": _("nobody is counted"),
    "INCOME_NOT_BELOW_LIMIT": _("income not below the limit"),
    "ASSETS_ABOVE_LIMIT": _("assets above the limit"),
    "SPENDING_NOT_ABOVE_RATIO": _("spending not above the share"),
    "FACTS_MISSING": _("facts missing"),
    "DIBAO": _("dibao"),
    "EDGE": _("marginal household"),
    "RIGID": _("essential-expense hardship"),
    "TERMINATED": _("ended without a verdict"),
    "FINANCIAL": _("savings"),
    "VEHICLE": _("car"),
    "HOUSING": _("homes"),
    "ENTITY": _("company share"),
    "INCOME": _("income"),
    "EXPENSES": _("expenses"),
    "SUPPORT": _("means of relatives living apart"),
    "VEHICLES": _("vehicles"),
    "HOMES": _("homes"),
    "HOME_AREA": _("area of the homes"),
    "ENTITIES": _("company shares"),
    "HEALTH": _("disability"),
    "WORK": _("work"),
    "EDGE_HOUSEHOLD": _("severely disabled or seriously ill in a marginal household"),
    "UNEMPLOYED_SEVERELY_DISABLED": _("adult, unemployed and severely disabled"),
}


@dataclass(frozen=True)
class Line:
    """One line of the page: what was found out, about whom, under which article.

    label    English msgid.
    value    as text; when it is a word it is a msgid too; "" for a line that only heads those below it.
    unit     English msgid or "".
    about    ref of the person, or "".
    law      short name of the law and number of the article.
    depth    how many lines it stands under.
    """

    label: str
    value: str
    unit: str
    about: str
    law: str
    law_id: str
    depth: int


@dataclass(frozen=True)
class Said:
    """One sentence for the resident, with the values that fill its %(name)s places.

    A value that is a list holds words, each an English msgid of its own.
    """

    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % {k: ", ".join(v) if isinstance(v, list) else v for k, v in self.values.items()}


@dataclass(frozen=True)
class Change:
    """What would change the answer: of what, by how many yuan a year or heads, and what would then come out."""

    of: str
    by: int
    outcome: str
    monthly: int | float
    said: Said


Explainer = Callable[[Decision], list[Said]]
Changer = Callable[[Decision], list[Change]]
_explainers: dict[str, Explainer] = {}
_changers: dict[str, Changer] = {}
_advisers: dict[str, Explainer] = {}


def plain_words_of(name: str) -> Callable[[Explainer], Explainer]:
    """Register the plain words of an operation."""

    def register(function: Explainer) -> Explainer:
        _explainers[name] = function
        return function

    return register


def changes_of(name: str) -> Callable[[Changer], Changer]:
    """Register what would change the answer of an operation."""

    def register(function: Changer) -> Changer:
        _changers[name] = function
        return function

    return register


def other_help_of(name: str) -> Callable[[Explainer], Explainer]:
    """Register what else people in such a case may try."""

    def register(function: Explainer) -> Explainer:
        _advisers[name] = function
        return function

    return register


def plain_words(decision: Decision) -> list[Said]:
    """Why, and why not, for the resident."""
    explain = _explainers.get(decision.name)
    return explain(decision) if explain else [Said(reason.sentence) for reason in decision.reasons]


def what_would_change(decision: Decision) -> list[Change]:
    """The nearest changes of income, size and spending that would change the answer, exact to the yuan."""
    change = _changers.get(decision.name)
    return change(decision) if change else []


def other_help(decision: Decision) -> list[Said]:
    """What else to try, whatever came out."""
    advise = _advisers.get(decision.name)
    return advise(decision) if advise else []


def reading_lines(decision: Decision, depth: int = 9) -> list[Line]:
    """The trace as lines to read, outermost first, down to `depth`."""
    refs = [member.get("ref", "") for member in decision.facts.get("members", [])]
    return list(_lines(_without_repeats(decision.trace), refs, 0, depth))


def _without_repeats(trace: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The trace without rules that were asked again after they had been answered: a reader wants the line once."""
    told: list[tuple[str, dict[str, Any], Any]] = []
    kept = []
    for line in trace:
        if _what(line) not in told:
            kept.append(line)
        told += [_what(each) for each in _every(line)]
    return kept


def _what(line: Mapping[str, Any]) -> tuple[str, dict[str, Any], Any]:
    return line["rule"], line["args"], line["value"]


def _every(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield line
    for inner in line["lines"]:
        yield from _every(inner)


def _lines(trace: list[dict[str, Any]], refs: list[str], level: int, depth: int) -> Iterator[Line]:
    for told in trace if level < depth else []:
        unit = told["unit"]
        yield Line(
            label=told["label"], value=_shown(told["value"], unit, refs), unit=UNITS.get(unit, ""),
            about=_about(told["args"], refs), law=statutes.article(told["law"]).short, law_id=told["law"], depth=level,
        )  # fmt: skip
        yield from _lines(told["lines"], refs, level + 1, depth)


def _shown(value: Any, unit: str, refs: list[str]) -> str:
    if unit == "exact":
        return f"{fen_to_yuan(yearly_nearest_fen(value)):,}"
    if unit in ("fen", "fen of a share"):
        return f"{fen_to_yuan(value):,}"
    if unit == "members":
        return ", ".join(ref for index, ref in enumerate(refs) if value >> index & 1)
    if isinstance(value, list):
        return ", ".join(WORDS.get(str(each), str(each)) for each in value) or WORDS["NONE"]
    if isinstance(value, (bool, str)):
        return WORDS.get(str(value), str(value))
    if isinstance(value, dict):
        code = str(value.get("household_class", ""))
        return WORDS.get(code, code)
    return str(value)


def _about(args: Mapping[str, Any], refs: list[str]) -> str:
    """The person a line speaks of, from the record it was given."""
    for told in args.values():
        if isinstance(told, str) and told.startswith("Member "):
            return refs[int(told.removeprefix("Member ")) - 1]
    return ""


def least_that(holds: Callable[[int], bool], most: int, near: int = 0) -> int | None:
    """The least whole number from 0 to `most` for which a test holds that, once it holds, goes on holding.

    near    where it is expected: it is looked for there first, since every test asks the whole rulebook.
    """
    if not holds(most):
        return None
    low, high = _around(holds, most, near) if 0 < near < most else (0, most)
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _around(holds: Callable[[int], bool], most: int, near: int) -> tuple[int, int]:
    """The least and the most it can be, found by steps that grow away from where it is expected."""
    step, found = 1, holds(near)
    low, high = (0, near) if found else (near + 1, most)
    while near - step > 0 if found else near + step < most:
        other = near - step if found else near + step
        if holds(other) != found:
            return (other + 1, high) if found else (low, other)
        low, high = (low, other) if found else (other + 1, high)
        step *= 8
    return low, high
