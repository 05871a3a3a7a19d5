"""The conditions a reader sets on a list: read from the address, put on the rows, shown as controls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.scope import subtree
from minzheng.kernel.declare import Filter, Register
from minzheng.kernel.identity import places
from minzheng.kernel.screens.cells import field_of
from minzheng.rulekit.months import add_months

#: Takes a default away.
ALL = "all"

#: Kinds with a lower and an upper bound.
BETWEEN = frozenset({"date", "number"})


class NotUnderstood(ValueError):
    """What was typed into a filter is no value of its kind."""


@dataclass(frozen=True)
class Control:
    """A filter as the page shows it."""

    filter: Filter
    label: str
    name: str
    value: str
    upper_name: str = ""
    upper: str = ""
    options: tuple[tuple[str, str], ...] = ()
    wrong: bool = False

    @property
    def is_set(self) -> bool:
        """Whether the reader set it."""
        return bool(self.upper or self.value) and self.value != self.filter.default


def set_to(declared: Filter, asked: Mapping[str, str]) -> str:
    """What a filter stands at: what the reader set, else its default unless something is searched for."""
    if declared.default and declared.name not in asked:
        return "" if asked.get("q", "").strip() else declared.default
    return asked.get(declared.name, "").strip()


def label_of(register: Register, declared: Filter) -> str:
    """What a filter is called: as declared, else as its field is."""
    field = field_of(register, declared.field)
    return str(declared.label or (field.verbose_name if field else declared.field))


def conditions(register: Register, asked: Mapping[str, str], actor: Actor) -> tuple[Q, list[str]]:
    """The condition that the set filters make together, and the names of those that were not understood."""
    together, wrong = Q(), []
    for declared in register.filters:
        try:
            together &= condition(register, declared, asked, actor)
        except (NotUnderstood, ValueError, OverflowError):
            wrong.append(declared.name)
    return together, wrong


def condition(register: Register, declared: Filter, asked: Mapping[str, str], actor: Actor) -> Q:
    """The condition of one filter.  Raises NotUnderstood or ValueError for what is no value of its kind."""
    value, upper = set_to(declared, asked), asked.get(f"{declared.name}-to", "").strip()
    if declared.kind in BETWEEN:
        return _between(declared, value, upper)
    if not value or value == ALL:
        return Q()
    if declared.condition:
        return declared.condition(value, actor)
    return _READERS[declared.kind](register, declared, value)


def _between(declared: Filter, lower: str, upper: str) -> Q:
    read = date.fromisoformat if declared.kind == "date" else int
    bounds = {f"{declared.field}__{end}": read(text) for end, text in (("gte", lower), ("lte", upper)) if text}
    return Q(**bounds)


def _choice(register: Register, declared: Filter, value: str) -> Q:
    field = field_of(register, declared.field)
    if value not in {code for code, _label in options(register, declared)}:
        raise NotUnderstood(value)
    return Q(**{declared.field: field.to_python(value) if field is not None else value})


def _place(register: Register, declared: Filter, value: str) -> Q:
    low, high = subtree(value)
    return Q(**{f"{declared.field}__gte": low, f"{declared.field}__lt": high})


def _month(register: Register, declared: Filter, value: str) -> Q:
    first = date.fromisoformat(f"{value}-01")
    return Q(**{f"{declared.field}__gte": first, f"{declared.field}__lt": add_months(first, 1)})


def _flag(register: Register, declared: Filter, value: str) -> Q:
    if value not in ("yes", "no"):
        raise NotUnderstood(value)
    return Q(**{declared.field: value == "yes"})


def _text(register: Register, declared: Filter, value: str) -> Q:
    return Q(**{declared.field: value})


_READERS = {"choice": _choice, "place": _place, "month": _month, "flag": _flag, "text": _text}


def options(register: Register, declared: Filter) -> list[tuple[str, str]]:
    """The choices of a filter with their labels; an empty one cannot be told from none that was made."""
    if declared.kind == "flag":
        return [("yes", _("yes")), ("no", _("no"))]
    field: Any = field_of(register, declared.field)
    found: Iterable[Any] = declared.choices() if declared.choices else (getattr(field, "choices", None) or ())
    return [(str(code), str(label)) for code, label in found if str(code)]


def controls(register: Register, asked: Mapping[str, str], wrong: Iterable[str], actor: Actor) -> list[Control]:
    """The filters as controls, with what was set."""
    return [_control(register, declared, asked, declared.name in wrong, actor) for declared in register.filters]


def _control(register: Register, declared: Filter, asked: Mapping[str, str], wrong: bool, actor: Actor) -> Control:
    ranged = declared.kind in BETWEEN
    found = options(register, declared)
    if declared.kind == "place":
        found = [(str(code), name) for code, name in places.below(actor.division)]
    return Control(
        declared, label_of(register, declared), declared.name, set_to(declared, asked),
        f"{declared.name}-to" if ranged else "", asked.get(f"{declared.name}-to", "") if ranged else "",
        tuple(found), wrong,
    )  # fmt: skip


def unfiltered_fields(register: Register) -> set[str]:
    """Fields of the model that no filter is about and that are not excused: the guard test wants none."""
    about = {declared.field.split("__")[0] for declared in register.filters}
    excused = set(register.unfiltered or ())
    return {
        field.name for field in register.model._meta.concrete_fields
        if not isinstance(field, (models.AutoField, models.BigAutoField))
    } - about - excused  # fmt: skip


def narrowed(rows: QuerySet[Any], asked: Q) -> QuerySet[Any]:
    """The rows under a condition."""
    return rows.filter(asked) if asked else rows
