"""The policy sheet made readable: what is in force in a place, at which level it was set, and each rule in words."""

import inspect
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.registers.divisions.names import name as division_name
from minzheng.rulekit import registry, statutes
from minzheng.rulekit.errors import ParameterMissing
from minzheng.rulekit.kinds import Kind
from minzheng.rulekit.money import fen_to_yuan
from minzheng.rulekit.parameters import NATIONAL, Dated, Parameters, Provenance, parameter_for
from minzheng.rulekit.place import RESIDENCES
from minzheng.rulekit.rule import Rule, reached
from minzheng.rulekit.showing import in_force
from minzheng.web.desk.policy_words import CONFIDENCE, OPTIONS, label_of


@dataclass(frozen=True)
class Cell:
    """What one level has set for a key, and whether it is what counts."""

    shown: str
    counts: bool


@dataclass(frozen=True)
class Row:
    """One value of the sheet: what counts here, and what each level from the nation down has set."""

    key: str
    label: str
    unit: str
    cells: list[Cell]
    why: Provenance | None
    own: bool

    @property
    def now(self) -> str:
        """The value that counts; a dash where none is set."""
        return next((cell.shown for cell in self.cells if cell.counts), "–")

    @property
    def confidence(self) -> str:
        """How sure we are of its document, in words."""
        return str(CONFIDENCE.get(self.why.reference.confidence, "")) if self.why else ""

    @property
    def from_whom(self) -> str:
        """Whose value counts."""
        return place_name(self.why.division) if self.why else ""


@dataclass(frozen=True)
class Group:
    """The values that one rule reads first."""

    name: str
    label: str
    rows: list[Row]


@dataclass(frozen=True)
class RuleText:
    """One function of the law: what it is called, its article and gist, and its code."""

    label: str
    law: str
    gist: str
    code: str


@dataclass(frozen=True)
class Input:
    """One field that a rule asks for."""

    name: str
    kind: str
    needed: bool


@dataclass(frozen=True)
class Change:
    """A value of one level on the time line of a key."""

    place: str
    shown: str
    dated: Dated
    counts: bool


def county_of(actor: Actor, asked: str, parameters: Parameters) -> str:
    """The place whose sheet is shown: the one asked for if it has values, else that of the actor's post."""
    if asked in parameters.names:
        return asked
    return str(actor.division)[:6] if actor.division else NATIONAL


def place_name(division: str) -> str:
    """What a place is called."""
    return _("Nation") if division == NATIONAL else division_name(int(division) * 10**6)


def shown(kind: Kind, value: Any) -> str:
    """A value in words: codes by what they are called, no value as a dash."""
    if value is None:
        return "–"
    if kind.options:
        words = kind.show(value).split(", ")
        return "、".join(str(OPTIONS.get(word, word)) for word in words)
    return f"{fen_to_yuan(value):,}" if kind.name in ("money", "standard") else kind.show(value)


def sheet(parameters: Parameters, division: str, day: date) -> list[Group]:
    """Every value of the schemes, under the first rule that reads it; households first."""
    seen: set[str] = set()
    groups = []
    for name in sorted(registry.names(), key=lambda n: (n != "assistance.household", n)):
        asked = registry.get(name)
        found = in_force(parameters, asked.parameters, division, day, RESIDENCES)
        new = [each for each in found if each.key not in seen]
        seen |= {each.key for each in new}
        if new:
            rows = [row_of(parameters, each.key, division, day) for each in new]
            groups.append(Group(name, gettext(asked.about), rows))
    return groups


def row_of(parameters: Parameters, key: str, division: str, day: date) -> Row:
    """One value at a place on a day."""
    parameter = parameter_for(key)
    try:
        why: Provenance | None = parameters.why(key, division, day)
    except ParameterMissing:
        why = None
    levels = list(reversed(parameters.above(division)))
    cells = [Cell(_set_by(parameters, key, code, day), why is not None and why.division == code) for code in levels]
    return Row(
        key, label_of(key), gettext(parameter.kind.unit), cells, why, why is not None and why.division == division
    )


def _set_by(parameters: Parameters, key: str, division: str, day: date) -> str:
    values = [each for each in parameters.series(key, division) if each.valid_from <= day]
    return shown(parameter_for(key).kind, values[-1].value) if values else ""


def time_line(parameters: Parameters, key: str, division: str, day: date) -> list[Change]:
    """Every value of a key here and above, newest first; the one that counts on the day is marked."""
    kind = parameter_for(key).kind
    try:
        counting: Dated | None = parameters.find(key, division, day)[1]
    except ParameterMissing:
        counting = None
    changes = [
        Change(place_name(code), shown(kind, dated.value), dated, dated is counting)
        for code in parameters.above(division)
        for dated in parameters.series(key, code)
    ]
    return sorted(changes, key=lambda change: change.dated.valid_from, reverse=True)


def texts_of(name: str) -> list[RuleText]:
    """The functions of the law behind a rule, outermost first, each as words beside its code."""
    rules = _rules_of(registry.get(name).function)
    return [
        RuleText(
            gettext(r.label), article.short, article.zh if _chinese() else article.en, inspect.getsource(r.function)
        )
        for r, article in ((r, statutes.article(r.law)) for r in rules)
    ]


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _rules_of(start: Any) -> list[Rule]:
    """The rules a function comes to, in the order in which it comes to them."""
    functions = reached(start)
    known = {value.function: value for f in functions for value in f.__globals__.values() if isinstance(value, Rule)}
    return [known[function] for function in functions if function in known]


def inputs_of(name: str) -> list[Input]:
    """The facts a rule asks for, as paths of its schema."""
    model = registry.get(name).facts
    if model is None:
        return []
    schema = model.model_json_schema()
    return list(_inputs(schema, schema.get("$defs", {}), ""))


def _inputs(schema: dict[str, Any], definitions: dict[str, Any], path: str) -> list[Input]:
    found = []
    for field, told in schema.get("properties", {}).items():
        inner, kind = _resolved(told, definitions)
        found.append(Input(path + field, kind, field in schema.get("required", ())))
        if inner:
            found += _inputs(inner, definitions, f"{path}{field}.")
    return found


def _resolved(told: dict[str, Any], definitions: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    """What is inside a field, if it has fields of its own, and how its kind is called."""
    options = [each for each in told.get("anyOf", [told]) if each.get("type") != "null"]
    one = options[0] if options else told
    if "$ref" in one:
        return definitions[one["$ref"].rsplit("/", 1)[1]], _("object")
    if one.get("type") == "array" and "$ref" in one.get("items", {}):
        return definitions[one["items"]["$ref"].rsplit("/", 1)[1]], _("list")
    if "enum" in one:
        return None, " | ".join(map(str, one["enum"]))
    return None, _kind_words().get(one.get("format") or one.get("type", ""), str(one.get("type", "")))


def _kind_words() -> dict[str, str]:
    return {
        "string": _("words"), "number": _("number"), "integer": _("whole number"), "boolean": _("yes or no"),
        "date": _("date"), "array": _("list"),
    }  # fmt: skip
