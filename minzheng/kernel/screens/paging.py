"""Paging by key: the next page begins after the last row shown, however long the list and whatever came in between."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet

#: Beyond so many, rows are not counted: "more than 10,000" is all that anybody needs.
COUNTED = 10_000
#: Of a list under filters fewer are counted: each may have to be looked for among many others.
COUNTED_NARROWED = 1000

_SALT = "minzheng.page"

Order = tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """Some rows in order, and the cursors of the pages before and after; None where there is none."""

    rows: list[Any]
    earlier: str | None
    further: str | None
    count: int
    counted: int = COUNTED

    @property
    def is_more(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.count > self.counted


def page_of(
    rows: QuerySet[Any], order: Order, size: int, after: str = "", before: str = "", counted: int = COUNTED
) -> Page:
    """The page after (or before) a cursor.  A cursor that cannot be read gives the first page.

    counted how many rows are counted at most.
    order   fields of the model that are never empty, a minus for descending; the id is added so that no two are alike.
    """
    full = whole(order)
    cursor = _read(after or before, full)
    backwards = bool(before) and cursor is not None
    way = reverse(full) if backwards else full
    asked = rows.order_by(*way)
    if cursor is not None:
        asked = asked.filter(beyond(way, cursor))
    ids = list(asked.values_list("pk", flat=True)[: size + 1])
    more, found = len(ids) > size, list(rows.filter(pk__in=ids[:size]).order_by(*way))
    if backwards:
        found.reverse()
    earlier = more if backwards else cursor is not None
    further = True if backwards else more
    return Page(
        found,
        _write(found[0], full) if found and earlier else None,
        _write(found[-1], full) if found and further else None,
        rows.order_by()[: counted + 1].count(),
        counted,
    )


def first(rows: QuerySet[Any], most: int) -> list[Any]:
    """The first rows of an ordered queryset with all that it joins.

    The ids are asked for first, from the one table and its index: with the joins in one question, a planner that cannot
    tell how many rows a scope leaves begins at the wrong end (seconds, at three million people).
    """
    ids = list(rows.values_list("pk", flat=True)[:most])
    return list(rows.filter(pk__in=ids))


def whole(order: Order) -> Order:
    """The order with the id at its end."""
    return order if {"id", "-id"} & set(order) else (*order, "-id" if order[-1:] and order[-1][0] == "-" else "id")


def reverse(order: Order) -> Order:
    """The same order from the other end."""
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def beyond(order: Order, values: list[Any]) -> Q:
    """Rows that come after these values in an order.

    The bound on the first field is said once more by itself, so that an index on it serves.
    """
    first, value = order[0], values[0]
    condition = Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": value})
    later, same = Q(), Q()
    for name, bound in zip(order, values, strict=True):
        field, towards = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        later |= same & Q(**{f"{field}__{towards}": bound})
        same &= Q(**{field: bound})
    return condition & later


def _write(row: Any, order: Order) -> str:
    """A cursor: the row's place in the order, signed, so that nobody writes one by hand."""
    return signing.dumps([_value(row, name.lstrip("-")) for name in order], salt=_SALT, compress=True)


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row.isoformat() if isinstance(row, (date, datetime)) else row


def _read(cursor: str, order: Order) -> list[Any] | None:
    try:
        values = signing.loads(cursor, salt=_SALT) if cursor else None
    except signing.BadSignature:
        return None
    return values if isinstance(values, list) and len(values) == len(order) else None
