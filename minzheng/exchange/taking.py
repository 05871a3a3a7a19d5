"""Which lines of a file are new, and which say something else than was known of the same event."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
from django.db import connection

from minzheng.exchange import lake
from minzheng.exchange.lines import kept
from minzheng.exchange.models import Batch
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.declare import Feed

#: The new lines of a file, as a view of the place they are asked in.
NEW = "new_lines"


@dataclass(frozen=True)
class Compared:
    """A file's lines beside what was known.

    rows        how many rows of the file have a line that is new.
    conflicts   the rows whose event is known already under another person or with other values.
    """

    rows: int
    conflicts: list[int]


def one_at_a_time(feed: Feed) -> None:
    """Of one data set, files are taken in one after the other: each is laid beside all that is known."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"exchange.{feed.code}"])


def mark_alone() -> None:
    """Whoever marks many files in one transaction does so alone: two would come to wait for each other's rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('exchange.files'))")


def compare(duck: duckdb.DuckDBPyConnection, feed: Feed, lines: pa.Table) -> Compared:
    """Lay a file's lines beside those known; the new ones can be asked for as the view `new_lines`."""
    duck.register("incoming", lines)
    with in_scope(EVERYTHING):
        every = lake.show(duck, feed.code, filled_in=False)  # a right row is worth more than one filled in
    duck.execute(f"CREATE OR REPLACE TEMP TABLE known AS FROM {every} SEMI JOIN incoming USING (key)")
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE {NEW} AS FROM incoming ANTI JOIN known USING (key)"
        " QUALIFY row_number() OVER (PARTITION BY key ORDER BY row) = 1"
    )
    (rows,) = _one(duck, f"SELECT count(DISTINCT row) FROM {NEW}")
    differ = " OR ".join(f"incoming.{name} IS DISTINCT FROM before.{name}" for name in _told(feed))
    duck.execute(
        f"SELECT DISTINCT incoming.row FROM incoming JOIN (FROM known UNION ALL BY NAME FROM {NEW}) before USING (key)"
        f" WHERE {differ} ORDER BY incoming.row"
    )
    return Compared(rows, [row for (row,) in duck.fetchall()])


def store(duck: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Keep the new lines of a file beside those that were taken of it before, and count them in the batch."""
    before = lake.show(duck, batch.feed, [batch], filled_in=False)
    select = f"SELECT * FROM (FROM {before} UNION ALL BY NAME FROM {NEW})"
    count, batch.newest = _one(duck, f"SELECT count(*), max(as_of) FROM ({select})")
    if count:
        batch.part = lake.write(duck, batch.feed, select, matched=False)
    count_people(duck, batch)


def count_people(duck: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Count the lines of a file that have their people, have them under another name, or have none."""
    lines = lake.show(duck, batch.feed, [batch], filled_in=False)
    batch.matched, batch.other_name, batch.unmatched = _one(
        duck,
        f"SELECT count(*) FILTER (agrees), count(*) FILTER (NOT agrees), count(*) FILTER (person IS NULL) FROM {lines}",
    )


def _told(feed: Feed) -> Iterable[str]:
    """What a line says of its event."""
    return ("hash", *(f'"_{column.field}"' for column in kept(feed)))


def _one(duck: duckdb.DuckDBPyConnection, select: str) -> tuple[Any, ...]:
    return duck.execute(select).fetchone() or ()
