"""Reading what departments sent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pyarrow as pa
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from minzheng.exchange import lake
from minzheng.exchange.health import feed_health as feed_health
from minzheng.exchange.lines import kept
from minzheng.exchange.models import Batch, HeaderName, Refutation, RowError
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.declare import Feed, registry
from minzheng.kernel.documents import vault
from minzheng.kernel.tables.opening import open_table
from minzheng.registers.models import Person
from minzheng.registers.queries import survivors
from minzheng.rulekit.months import add_months


def contract_of(feed: str) -> Feed:
    """The contract of a data set, with the headers that its sender is known to use."""
    contract, names = registry.feeds[feed], HeaderName.objects.filter(feed=feed)
    known: dict[str, tuple[str, ...]] = {}
    for name in names:
        known[name.field] = (*known.get(name.field, ()), name.header)
    columns = (
        replace(column, headers=(*column.headers, *known[column.field])) if column.field in known else column
        for column in contract.columns
    )
    return replace(contract, columns=tuple(columns)) if known else contract


def batches_in(scope: Scope) -> QuerySet[Batch]:
    """The files received in a scope: of its places, or of its departments."""
    return Batch.objects.filter(scope.q("division_code", department="department"))


def row_errors(batch: Batch) -> QuerySet[RowError]:
    """The rows of a file that were not taken and are not mended yet."""
    return RowError.objects.filter(batch=batch, mended_on=None).order_by("row")


def removed_sentence(batch: Batch) -> str:
    """That a file is kept no more, since when, and why; empty where it is kept."""
    if not batch.removed_on:
        return ""
    words = _(
        "The file was removed on %(day)s, under retention of %(days)s days. Its counts stay on record; it cannot be"
        " read again, and rows that were never mended have to come in a new file."
    )
    return words % {"day": f"{batch.removed_on:%Y-%m-%d}", "days": batch.removed_after}


def faulty_rows(batch: Batch) -> tuple[list[str], list[tuple[RowError, list[str]]]]:
    """The header and, for each row not taken, its error and its cells as they came, for the sender to mend.

    None of a file that is not kept any more.
    """
    if batch.removed_on:
        return [], []
    errors = {error.row: error for error in row_errors(batch)}
    table = open_table(vault.fetch(batch.digest), contract_of(batch.feed).headers)
    return table.header, [(errors[number], cells) for number, cells in table.rows if number in errors]


@dataclass(frozen=True)
class Event:
    """One event that a department reported of somebody, such as one settled bill; without any identity number.

    key         tells it from every other event of the data set.
    row         its row in the file.
    agrees      whether the register knows the person by the name in the file; None where nobody was found.
    refuted_on  the day on which somebody went and found it wrong.
    """

    feed: str
    person_id: int | None
    name: str
    as_of: date
    row: int
    batch_id: int
    agrees: bool | None
    key: bytes
    values: dict[str, Any] = field(default_factory=dict)
    refuted_on: date | None = None
    file_name: str = ""


#: Where an event's own fields lie in a line.
_PLAIN = {"person_id": "person", "name": "name", "as_of": "as_of", "row": "row", "batch_id": "batch",
          "agrees": "agrees", "key": "key"}  # fmt: skip


def evidence(person_id: int, feed: str, after: date, until: date) -> list[Event]:
    """The events of a person that a fact is made of, oldest first: the name agrees, the date lies in (after, until].

    None of somebody out of scope.  The county's files are not open to a township; of them, the name alone is told.
    """
    if not Person.objects.filter(pk=person_id).exists():
        return []
    records = [person_id, *(alias for alias, survivor in survivors().items() if survivor == person_id)]
    told = "list_contains(?, person) AND agrees AND as_of > ? AND as_of <= ?"
    found = events(feed, told, [records, after, until])
    with in_scope(EVERYTHING):
        names = dict(Batch.objects.filter(pk__in={e.batch_id for e in found}).values_list("pk", "file_name"))
        wrong = dict(Refutation.objects.filter(person=person_id, feed=feed).values_list("as_of", "refuted_on"))
    return [replace(e, file_name=names.get(e.batch_id, ""), refuted_on=wrong.get(e.as_of)) for e in found]


def events(feed: str, condition: str = "true", values: Iterable[Any] = ()) -> list[Event]:
    """The events of a data set that meet a condition on their lines (see `lake`), oldest first.

    Whoever asks sees to the scope.
    """
    fields = [f"_{column.field}" for column in kept(registry.feeds[feed])]
    with lake.opened() as duck:
        with in_scope(EVERYTHING):
            lines = lake.show(duck, feed)
        told = [*_PLAIN.values(), *(f'"{field}"' for field in fields)]
        rows = duck.execute(
            f"SELECT {', '.join(told)} FROM {lines} WHERE {condition} ORDER BY as_of, batch, row", list(values)
        ).fetchall()
    names = [field[1:] for field in fields]
    return [
        Event(
            feed=feed,
            values=dict(zip(names, row[len(_PLAIN) :], strict=True)),
            **dict(zip(_PLAIN, row, strict=False)),
        )
        for row in rows
    ]


def lists_back(feed: str, month: date, back: int) -> pa.Table:
    """For every file of a data set, as batch and month: the month of its sender's list that lies so many lists back.

    Of each sender's lists up to a month those count that came in whole; one with less than four fifths of the rows of
    the largest within twelve months was cut short.
    """
    files = Batch.objects.filter(feed=feed, status=Batch.Status.LOADED, month__lte=month)
    rows: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for batch in files:
        rows[batch.division_code][batch.month] += batch.loaded + batch.repeated
    months = {sender: sorted(_whole(lists), reverse=True) for sender, lists in rows.items()}
    found = [(b.pk, months[b.division_code][back - 1]) for b in files if len(months[b.division_code]) >= back]
    return pa.table(
        {
            "batch": pa.array([pk for pk, _at in found], pa.int64()),
            "month": pa.array([at for _pk, at in found], pa.date32()),
        }
    )


def _whole(lists: dict[date, int]) -> list[date]:
    def largest(month: date) -> int:
        return max(count for other, count in lists.items() if other > add_months(month, -12))

    return [month for month, count in lists.items() if count * 5 >= 4 * largest(month)]


def feeds_at_hand(month: date) -> set[str]:
    """The data sets of which a file of the month, or of the one before, was taken in."""
    files = Batch.objects.filter(status=Batch.Status.LOADED, month__lte=month, month__gte=add_months(month, -1))
    return set(files.values_list("feed", flat=True))


def batch(batch_id: int) -> Batch | None:
    """One file received, if it is in scope."""
    return Batch.objects.filter(pk=batch_id).first()
