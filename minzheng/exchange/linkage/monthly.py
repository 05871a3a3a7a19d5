"""Links in the month: rows whose number is nobody's, and having what was judged of pairs count in the lake."""

from collections.abc import Iterator
from datetime import date as Date

import duckdb

from minzheng.exchange import lake
from minzheng.exchange.linkage.actions import link_near_numbers
from minzheng.exchange.linkage.numbers import hashes
from minzheng.exchange.linkage.queries import feeds_linked, links_of
from minzheng.exchange.linkage.rows import Unlinked
from minzheng.exchange.models import Batch
from minzheng.exchange.queries import contract_of
from minzheng.exchange.taking import count_people
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.documents import vault
from minzheng.kernel.tables.opening import open_table

#: A file of which more lines than these have nobody is of another place, or of no use: nobody is looked for one by one.
_MOST = 2000
#: Lines whose people a link tells, or told; `links` are those that count, and what the lines become by them.
_BY_LINK = "(line.person IS NULL OR line.linked)"
_AS_JUDGED = f"""
    SELECT line.* REPLACE (
        CASE WHEN {_BY_LINK} THEN links.person ELSE line.person END AS person,
        CASE WHEN {_BY_LINK} THEN links.person IS NOT NULL OR NULL ELSE line.agrees END AS agrees,
        CASE WHEN {_BY_LINK} THEN links.person IS NOT NULL ELSE line.linked END AS linked)
      FROM {{lines}} line LEFT JOIN links USING (key)"""


def look_for_the_rest(month: Date, date: Date) -> dict[str, int]:
    """Look whom the lines of a month's files may mean whose number is nobody's, as slips of the hand go."""
    files = Batch.objects.filter(month=month, unmatched__gt=0, unmatched__lte=_MOST).order_by("id")
    with lake.opened() as duck:
        rows = [row for batch in files for row in _rows(duck, batch)]
    if not rows:
        return {"linked": 0, "asked": 0}
    found = link_near_numbers(rows=rows, actor=SYSTEM, date=date)
    return {"linked": found.linked, "asked": found.asked}


def count_judged() -> int:
    """Have every link that counts count in the lake, and none that was taken back; returns how many files changed."""
    changed = 0
    with lake.opened() as duck:
        for feed in feeds_linked():
            duck.register("links", links_of(feed))
            lines = lake.show(duck, feed)
            duck.execute(
                f"SELECT DISTINCT line.batch FROM {lines} line LEFT JOIN links USING (key)"
                f" WHERE {_BY_LINK} AND line.person IS DISTINCT FROM links.person"
            )
            for batch in Batch.objects.filter(pk__in=[pk for (pk,) in duck.fetchall()]):
                _write_anew(duck, batch)
                changed += 1
    return changed


def _write_anew(duck: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    lines = lake.show(duck, batch.feed, [batch])
    batch.part = lake.write(duck, batch.feed, _AS_JUDGED.format(lines=lines))
    count_people(duck, batch)
    batch.save(update_fields=["part", "matched", "other_name", "unmatched"])


def _rows(duck: duckdb.DuckDBPyConnection, batch: Batch) -> Iterator[Unlinked]:
    """The lines of a file that have nobody, with the numbers that theirs may mean; those without a number are left."""
    lines = lake.show(duck, batch.feed, [batch])
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
