"""A list as a reader asked for it: search, filters, order, page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Column, Register, registry
from minzheng.kernel.screens import cells, filtering, paging
from minzheng.kernel.search.queries import matching

PAGE_ROWS = 40


@dataclass(frozen=True)
class Listing:
    """One page of a list with everything around it."""

    register: Register
    heads: list[tuple[Column, str, str, str]]  # column, label, css, the sort that a click asks for
    lines: list[tuple[Any, list[cells.Cell]]]
    page: paging.Page
    controls: list[filtering.Control]
    query: str
    sort: str
    found_by_search: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether the reader set anything that leaves rows out."""
        return bool(self.query) or any(control.is_set for control in self.controls)


def rows_asked(
    register: Register, actor: Actor, day: date, asked: Mapping[str, str]
) -> tuple[QuerySet[Any], list[str]]:
    """The rows that a reader sees under what they asked for, unordered, and the filters not understood.

    The list, its count, exports and the API all go through here, and here alone.
    """
    condition, wrong = filtering.conditions(register, asked, actor)
    rows = filtering.narrowed(register.rows(actor, day), condition)
    text = asked.get("q", "").strip()
    if text and register.search:
        rows = rows.filter(searched(register, actor, text))
    return rows, wrong


def searched(register: Register, actor: Actor, text: str) -> Q:
    """The condition that a typed text makes."""
    search = register.search
    if search is None:
        return Q()
    if search.exact and (exact := search.exact(text)) is not None:
        return exact
    groups = search.query(text)
    found = Q(pk__in=matching(groups, actor.scope)) if groups else Q(pk__in=[])
    if search.through:
        code, field = search.through.split(":")
        other = registry.registers[code].search
        theirs = other.query(text) if other else None
        if theirs:
            found |= Q(pk__in=_through(register, field, matching(theirs, actor.scope)))
    return found


def _through(register: Register, field: str, ids: list[int]) -> Any:
    return register.model._default_manager.filter(**{f"{field}__in": ids}).values("pk")


def order_asked(register: Register, asked: Mapping[str, str]) -> paging.Order:
    """The order asked for, if it is by a column that can be sorted by; the register's own otherwise."""
    wanted = asked.get("sort", "")
    sortable = {column.path for column in register.columns if column.order}
    return (wanted,) if wanted.lstrip("-") in sortable and wanted.count("-") <= 1 else register.order


def listing(register: Register, actor: Actor, day: date, asked: Mapping[str, str], size: int = PAGE_ROWS) -> Listing:
    """The page of a list that was asked for."""
    rows, wrong = rows_asked(register, actor, day, asked)
    order = order_asked(register, asked)
    controls = filtering.controls(register, asked, wrong, actor)
    counted = paging.COUNTED_NARROWED if any(control.is_set for control in controls) else paging.COUNTED
    page = paging.page_of(rows, order, size, asked.get("after", ""), asked.get("before", ""), counted)
    lines = [(row, [cells.cell(register, column, row, actor) for column in register.columns]) for row in page.rows]
    return Listing(
        register, heads(register, asked.get("sort", "")), lines, page,
        controls, asked.get("q", "").strip(), asked.get("sort", ""),
        bool(asked.get("q", "").strip()),
    )  # fmt: skip


def heads(register: Register, sort: str) -> list[tuple[Column, str, str, str]]:
    """The heads of the columns: a second click turns the order round."""
    found = []
    for column in register.columns:
        css = ("num " if cells.kind_of(register, column) in cells.FIGURES else "") + (
            "" if column.small else "hide-small"
        )
        next_sort = "" if not column.order else f"-{column.path}" if sort == column.path else column.path
        found.append((column, cells.label_of(register, column), css.strip(), next_sort))
    return found
