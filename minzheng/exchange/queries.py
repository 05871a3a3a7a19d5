"""Reading what departments sent."""

from dataclasses import replace
from datetime import date

from django.db.models import Count, Q, QuerySet

from minzheng.exchange.health import feed_health as feed_health
from minzheng.exchange.models import Batch, HeaderName, Record, RowError
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Feed, registry
from minzheng.kernel.documents import vault
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


def evidence(person_id: int, feed: str, after: date, until: date) -> QuerySet[Record]:
    """The events of a person that a fact is made of, oldest first: the name agrees, the date lies in (after, until]."""
    return (
        Record.objects.filter(person_id=person_id, feed=feed, name_agrees=True, as_of__gt=after, as_of__lte=until)
        .select_related("batch")
        .order_by("as_of", "id")
    )


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
