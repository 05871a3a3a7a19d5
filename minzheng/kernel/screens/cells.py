"""What stands in a cell: the value of a column of a row, in words, for a reader."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Column, Register
from minzheng.kernel.identity import places
from minzheng.kernel.identity.fields import FenField

NOTHING = "–"
#: What a column is of: a register, or the model of rows beside it.
Of = Register | type[models.Model]

#: Set right in a table.
FIGURES = frozenset({"money", "number"})


@dataclass(frozen=True)
class Cell:
    """One cell: its text, how it is set, and whether it is closed to the reader."""

    column: Column
    text: str
    kind: str
    closed: bool = False
    tag: str | None = None  # the look of a value that is set as a tag

    @property
    def css(self) -> str:
        """The classes of the cell."""
        names = (
            ["num"] if self.kind in FIGURES else ["fig"] if self.kind in ("date", "month", "code", "instant") else []
        )
        return " ".join(names + ([] if self.column.small else ["hide-small"]))


def field_of(of: Of, path: str) -> Any | None:
    """The model field at the end of a path, following relations; None where it is no field."""
    model: Any = of.model if isinstance(of, Register) else of
    found: Any = None
    for part in path.replace("__", ".").split("."):
        try:
            found = model._meta.get_field(part)
        except (FieldDoesNotExist, AttributeError):
            return None
        model = found.related_model
    return found if isinstance(found, models.Field) else None


def label_of(of: Of, column: Column) -> str:
    """What a column is called."""
    if column.label:
        return str(column.label)
    field = field_of(of, column.path)
    return str(field.verbose_name) if field else column.path


def kind_of(of: Of, column: Column) -> str:
    """How a column is set: as declared, else by the model's field."""
    if column.kind:
        return column.kind
    field = field_of(of, column.path)
    if column.text or getattr(field, "choices", None):
        return "text"
    kinds: tuple[tuple[type, str], ...] = (
        (models.DateTimeField, "instant"), (models.DateField, "date"), (FenField, "money"),
        (models.BooleanField, "flag"), (models.ForeignKey, "text"), (models.IntegerField, "number"),
    )  # fmt: skip
    if column.path.endswith("_code"):
        return "place"
    return next((kind for type_, kind in kinds if isinstance(field, type_)), "text")


def cell(of: Of, column: Column, row: Any, actor: Actor, revealed: bool = False) -> Cell:
    """The cell of a column in a row: closed where the reader's work does not need it, masked without a purpose."""
    kind = kind_of(of, column)
    if column.care and not (column.care.allows(actor) and revealed):
        return Cell(column, _("closed"), kind, closed=True)
    text = in_words(column, column.value(row), kind, row)
    if column.mask and not revealed and text != NOTHING:
        text = column.mask(text)
    tag = column.tags.get(column.value(row), "") if column.tags is not None and text != NOTHING else None
    return Cell(column, text, kind, tag=tag)


def in_words(column: Column, value: Any, kind: str, row: Any = None) -> str:
    """A value as text: by the column's own words, the name of a choice, or the manner of its kind."""
    if value is None or value == "":
        return NOTHING
    if column.text:
        return str(column.text(value))
    named = getattr(row, f"get_{column.path}_display", None)
    return str(named()) if named else as_text(value, kind)


def as_text(value: Any, kind: str) -> str:
    """A value in the manner of its kind."""
    if isinstance(value, (str, Promise)):
        return str(value)
    if kind == "money":
        return f"{'−' if value < 0 else ''}¥{abs(value) // 100:,}.{abs(value) % 100:02d}"
    if kind == "month":
        return f"{value:%Y-%m}"
    if kind == "place":
        return places.short(value) if value else NOTHING  # 0: of no place, as an act over many counties
    if isinstance(value, list):
        return "、".join(places.short(each) if kind == "places" else str(each) for each in value) or NOTHING
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:,}" if kind == "number" and isinstance(value, int) else str(value)


def plain(register: Register, column: Column, row: Any, actor: Actor, revealed: bool = False) -> Any:
    """The value for a file: figures as figures (money in yuan), everything else as the cell's text; closed is empty."""
    shown = cell(register, column, row, actor, revealed)
    if shown.closed or shown.text == NOTHING:
        return ""
    value = column.value(row)
    if shown.kind == "money" and isinstance(value, int):
        return value / 100 if value % 100 else value // 100
    return value if shown.kind == "number" and isinstance(value, int) and not column.text else shown.text
