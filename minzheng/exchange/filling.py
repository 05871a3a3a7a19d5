"""Lines of rows not taken for their number, and judged to be somebody's: read with that number filled in.

They lie in a part of their own beside that of their file, and give way to a right row of the same event, or to the
sender's own mending of the row: nothing is lost meanwhile, and nothing counts twice.
"""

from collections.abc import Iterable
from datetime import date

import duckdb
from django.db.models import F

from minzheng.exchange import lake
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.models import Batch, RowError
from minzheng.exchange.taking import NEW


def give_way(duck: duckdb.DuckDBPyConnection, feed: str, date: date) -> None:
    """Take lines out that were filled in for an event of which a right row lies among the new lines."""
    for batch in Batch.objects.filter(feed=feed).exclude(filled_in=""):
        lines = lake.lines_in(batch.filled_in)
        duck.execute(f"SELECT DISTINCT row FROM {lines} SEMI JOIN {NEW} USING (key) WHERE linked")
        if rows := [row for (row,) in duck.fetchall()]:
            settle(batch, rows, date)
            take_out(duck, batch, rows)


def came_right(batch: Batch, rows: Iterable[int], date: date) -> None:
    """Note that rows of a file came right by themselves: what was filled in for them counts no more."""
    right = list(rows)
    settle(batch, right, date)
    batch.refresh_from_db(fields=["filled_in"])
    if right and batch.filled_in:
        with lake.opened() as duck:
            take_out(duck, batch, right)


def came_right_in(batch: Batch, date: date) -> None:
    """Note it of those rows of a file read anew of which somebody was asked, and which are errors no more."""
    asked = LinkCandidate.objects.filter(batch=batch, settled_on=None).values_list("row", flat=True)
    errors = set(batch.row_errors.filter(mended_on=None).values_list("row", flat=True))
    came_right(batch, {row for row in asked if row is not None and row not in errors}, date)


def settle(batch: Batch, rows: list[int], date: date) -> None:
    """Rows of a file are errors no more, and whom they may mean is asked no more."""
    found = RowError.objects.filter(batch=batch, row__in=rows, mended_on=None).update(mended_on=date)
    Batch.objects.filter(pk=batch.pk).update(faulty=F("faulty") - found)
    LinkCandidate.objects.filter(batch=batch, row__in=rows, settled_on=None).update(settled_on=date)


def take_out(duck: duckdb.DuckDBPyConnection, batch: Batch, rows: list[int]) -> None:
    """Write the lines filled in for a file anew, without those of some rows."""
    name_part(duck, batch, f"SELECT * FROM {lake.lines_in(batch.filled_in)} WHERE NOT list_contains({rows}, row)")


def name_part(duck: duckdb.DuckDBPyConnection, batch: Batch, select: str, field: str = "filled_in") -> None:
    """Write the lines of a SELECT as those filled in for a file, or as its own (`part`), and have it name them."""
    (count,) = duck.execute(f"SELECT count(*) FROM ({select})").fetchone() or (0,)
    setattr(batch, field, lake.write(duck, batch.feed, select) if count else "")
    batch.save(update_fields=[field])
