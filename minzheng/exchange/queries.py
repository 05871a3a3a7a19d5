"""Reading what departments sent."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from minzheng.exchange.health import feed_health as feed_health
from minzheng.exchange.models import Batch, HeaderName, Record, RowError
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.declare import Feed, registry
from minzheng.kernel.documents import vault
from minzheng.kernel.figures import rounded_ratio
from minzheng.kernel.tables.opening import open_table
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


def faulty_rows(batch: Batch) -> tuple[list[str], list[tuple[RowError, list[str]]]]:
    """The header and, for each row not taken, its error and its cells as they came, for the sender to mend."""
    errors = {error.row: error for error in row_errors(batch)}
    table = open_table(vault.fetch(batch.digest), contract_of(batch.feed).headers)
    return table.header, [(errors[number], cells) for number, cells in table.rows if number in errors]


def evidence(person_id: int, feed: str, after: date, until: date) -> list[Any]:
    """The events of a person that a fact is made of, oldest first: the name agrees, the date lies in (after, until].

    Each has `file_name`, the file it came in.  The county's files are not open to a township; of them, the name alone
    is read here, with the scope of the system.
    """
    events = Record.objects.filter(
        person_id=person_id, feed=feed, name_agrees=True, as_of__gt=after, as_of__lte=until
    ).order_by("as_of", "id")
    found: list[Any] = list(events)
    with in_scope(EVERYTHING):
        names = dict(Batch.objects.filter(pk__in={e.batch_id for e in found}).values_list("pk", "file_name"))
    for event in found:
        event.file_name = names[event.batch_id]
    return found


def feeds_at_hand(month: date) -> set[str]:
    """The data sets of which a file of the month, or of the one before, was taken in."""
    files = Batch.objects.filter(status=Batch.Status.LOADED, month__lte=month, month__gte=add_months(month, -1))
    return set(files.values_list("feed", flat=True))


def match_counts(feed: str) -> dict[str, int]:
    """How many rows of a data set are matched, unmatched, or matched with another name."""
    return Record.objects.filter(feed=feed).aggregate(
        matched=Count("id", filter=Q(name_agrees=True)),
        other_name=Count("id", filter=Q(name_agrees=False)),
        unmatched=Count("id", filter=Q(person=None)),
    )


def batch(batch_id: int) -> Batch | None:
    """One file received, if it is in scope."""
    return Batch.objects.filter(pk=batch_id).first()


#: Day of the following month by which departments send the data of a month.
DUE_DAY = 10


def due_on(feed: Feed, month: date) -> date:
    """The day by which the data of a month are due."""
    return add_months(month, 1).replace(day=DUE_DAY)


@dataclass(frozen=True)
class BoardCell:
    """What came of one data set for one month.

    state       on_time, late, refused (a file came and could not be taken), silent (due and not there), waiting (not
                due yet).
    rows, loaded, faulty   summed over the files that were taken; `batch` is the newest file.
    """

    month: date
    state: str
    due: date
    batch: Batch | None = None
    files: int = 0
    rows: int = 0
    loaded: int = 0
    faulty: int = 0

    @property
    def faulty_permille(self) -> int | None:
        """The share of rows to mend, in thousandths."""
        return rounded_ratio(self.faulty * 1000, self.rows)


def board(scope: Scope, month: date, months: int, on: date) -> list[tuple[Feed, list[BoardCell]]]:
    """The data sets by month, up to a month, as they stand on a day.  One query."""
    wanted = [add_months(month, -n) for n in reversed(range(months))]
    files: dict[tuple[str, date], list[Batch]] = {}
    for batch in batches_in(scope).filter(month__gte=wanted[0], month__lte=month).order_by("id"):
        files.setdefault((batch.feed, batch.month), []).append(batch)
    return [
        (feed, [_cell(feed, each, files.get((feed.code, each), []), on) for each in wanted]) for feed in registry.feeds
    ]


def silent_feeds(scope: Scope, on: date) -> list[Feed]:
    """The data sets of the newest month that was due before a day of which nothing could be taken."""
    due = add_months(on.replace(day=1), -1 if on.day > DUE_DAY else -2)
    return [feed for feed, (cell,) in board(scope, due, 1, on) if cell.state in ("silent", "refused")]


def _cell(feed: Feed, month: date, files: list[Batch], on: date) -> BoardCell:
    due = due_on(feed, month)
    taken = [batch for batch in files if batch.status == Batch.Status.LOADED]
    if not taken:
        state = "refused" if files else "silent" if on > due else "waiting"
        return BoardCell(month, state, due, files[-1] if files else None, len(files))
    state = "on_time" if min(batch.received_on for batch in taken) <= due else "late"
    rows, loaded, faulty = (sum(getattr(batch, what) for batch in taken) for what in ("rows", "loaded", "faulty"))
    return BoardCell(month, state, due, taken[-1], len(taken), rows, loaded, faulty)
