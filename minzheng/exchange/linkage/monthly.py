"""Links in the month: whom the rows may mean whose number is nobody's, or is none."""

from collections.abc import Iterator
from datetime import date as Date

import duckdb

from minzheng.exchange import lake
from minzheng.exchange.linkage.actions import link_near_numbers
from minzheng.exchange.linkage.numbers import hashes
from minzheng.exchange.linkage.rows import Unlinked, unlinked
from minzheng.exchange.models import Batch
from minzheng.exchange.queries import contract_of
from minzheng.exchange.setaside import FAULTY, rows_set_aside
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.documents import vault
from minzheng.kernel.tables.opening import open_table

#: A file of which more lines than these have nobody is of another place, or of no use: nobody is looked for one by one.
MOST = 2000


def look_for_the_rest(month: Date, date: Date) -> dict[str, int]:
    """Look whom the rows of a month's files may mean whose number is nobody's, as slips of the hand go.

    Most are rows that were not taken, since their number is none of anybody's; they are looked for all the same.
    """
    files = Batch.objects.filter(month=month, status=Batch.Status.LOADED, removed_on=None).order_by("id")
    rows = [row for batch in files.filter(faulty__gt=0) for row in _faulty(batch)]
    with lake.opened() as duck:
        rows += [row for batch in files.filter(unmatched__range=(1, MOST)) for row in _of_nobody(duck, batch)]
    if not rows:
        return {"linked": 0, "asked": 0}
    found = link_near_numbers(rows=rows, actor=SYSTEM, date=date)
    return {"linked": found.linked, "asked": found.asked}


def _faulty(batch: Batch) -> Iterator[Unlinked]:
    """The rows of a file in which nothing is wrong but a number, with the numbers that it may be."""
    for row in rows_set_aside(batch, FAULTY, MOST):
        yield unlinked(row, numbers=hashes(row.typed), has_number=True)


def _of_nobody(duck: duckdb.DuckDBPyConnection, batch: Batch) -> Iterator[Unlinked]:
    """The lines of a file that have nobody, with the numbers that theirs may mean; those without a number are left."""
    lines = lake.show(duck, batch.feed, [batch], filled_in=False)
    duck.execute(f"SELECT key, row, name FROM {lines} WHERE person IS NULL AND hash IS NOT NULL")
    waiting = duck.fetchall()
    typed = _numbers_typed(batch, {row for _key, row, _name in waiting})
    for key, row, name in waiting:
        if number := typed.get((row, name.replace(" ", ""))):
            yield Unlinked(batch.feed, key, name, numbers=hashes(number), has_number=True)


def _numbers_typed(batch: Batch, rows: set[int]) -> dict[tuple[int, str], str]:
    """What stands in the file for the numbers of everybody in these rows, by row and name: it is kept nowhere else."""
    contract = contract_of(batch.feed)
    table = open_table(vault.fetch(batch.digest), contract.headers)
    at = {column.field: table.header.index(header) for column in contract.columns
          for header in reversed(column.headers) if header in table.header}  # fmt: skip
    pairs = [(at[name], at[number]) for name, number in contract.persons if name in at and number in at]
    wide = [(number, cells) for number, cells in table.rows if number in rows and len(cells) == len(table.header)]
    return {(row, cells[name].replace(" ", "").strip()): cells[number]
            for row, cells in wide for name, number in pairs}  # fmt: skip
