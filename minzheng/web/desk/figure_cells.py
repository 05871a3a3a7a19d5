"""The rows behind a figure as a table: what a cell says, and where a row leads."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minzheng.kernel.declare import Column, Measure, registry
from minzheng.kernel.identity.masking import mask_name
from minzheng.kernel.screens.cells import as_text
from minzheng.registers.divisions import names


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and whether it is a number, set to the right."""

    text: str
    is_number: bool = False


def cells(measure: Measure, row: Any) -> list[Cell]:
    """The cells of one row, in the order of the measure's columns."""
    return [_cell(row, path) for _label, path in measure.columns]


def link_of(row: Any) -> str:
    """The page that shows more of a row: its household, its person, its file; empty where there is none."""
    kind = row._meta.model_name
    if kind in ("household", "person", "batch"):
        return reverse(kind, args=[row.pk])
    for field, route in (("household_id", "household"), ("person_id", "person"), ("batch_id", "batch")):
        if number := getattr(row, field, None):
            return reverse(route, args=[number])
    return ""


def _cell(row: Any, path: str) -> Cell:
    if path == "household":
        home = row if row._meta.model_name == "household" else row.household
        return Cell(_("%(name)s's household") % {"name": mask_name(home.head.name)})
    if path == "person":
        return Cell(mask_name((row if row._meta.model_name == "person" else row.person).name))
    if path == "batch":
        return Cell(row.file_name)
    return _value(row, path)


_NAMED = {
    "division_code": names.short_path,
    "rule": lambda code: str(registry.alerts[code].label),
    "scheme": lambda code: str(registry.schemes[code].label),
    "feed": lambda code: str(registry.feeds[code].label),
}


def _value(row: Any, path: str) -> Cell:
    value = Column(path).value(row)
    last = path.rpartition(".")[2]
    if value is None or value == "":
        return Cell("–")
    if last in _NAMED:
        return Cell(_NAMED[last](value))
    if last == "month":
        return Cell(f"{value:%Y-%m}")
    if isinstance(value, date):
        return Cell(f"{value:%Y-%m-%d}")
    if last.endswith("_fen"):
        return Cell(as_text(value, "money"), is_number=True)
    display = getattr(row, f"get_{last}_display", None)
    if isinstance(value, bool):
        return Cell(_("yes") if value else _("no"))
    return Cell(str(display())) if display else Cell(str(value), is_number=isinstance(value, int))
