"""Having what was judged of pairs count in the lake, and what was taken back count no more."""

from collections.abc import Mapping
from datetime import date as Date
from typing import Any

import duckdb
import pyarrow as pa
from django.db.models import Q

from minzheng.exchange import lake
from minzheng.exchange.filling import name_part, settle
from minzheng.exchange.lines import COMMON, lines_of
from minzheng.exchange.linkage.choices import COUNTING
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.linkage.queries import feeds_linked, links_of, people_by_number
from minzheng.exchange.models import Batch
from minzheng.exchange.queries import contract_of
from minzheng.exchange.reading import ROW
from minzheng.exchange.setaside import NOBODYS_NUMBER, read_filled_in
from minzheng.exchange.taking import count_people
from minzheng.registers.models import Person

#: Lines whose people a link tells, or told; `links` are those that count, and what the lines become by them.
_BY_LINK = "(line.person IS NULL OR line.linked)"
_AS_JUDGED = f"""
    SELECT line.* REPLACE (
        CASE WHEN {_BY_LINK} THEN links.person ELSE line.person END AS person,
        CASE WHEN {_BY_LINK} THEN links.person IS NOT NULL OR NULL ELSE line.agrees END AS agrees,
        CASE WHEN {_BY_LINK} THEN links.person IS NOT NULL ELSE line.linked END AS linked)
      FROM {{lines}} line LEFT JOIN links USING (key)"""


def count_judged(date: Date) -> int:
    """Have every link that counts count in the lake, and none that was taken back; returns how many files changed."""
    with lake.opened() as duck:
        return _count_taken(duck) + _count_set_aside(duck, date)


def _count_taken(duck: duckdb.DuckDBPyConnection) -> int:
    """Of rows that were taken: their lines are written anew with whom they are."""
    changed = 0
    for feed in feeds_linked():
        duck.register("links", links_of(feed))
        lines = lake.show(duck, feed, filled_in=False)
        duck.execute(
            f"SELECT DISTINCT line.batch FROM {lines} line LEFT JOIN links USING (key)"
            f" WHERE {_BY_LINK} AND line.person IS DISTINCT FROM links.person"
        )
        for batch in Batch.objects.filter(pk__in=[pk for (pk,) in duck.fetchall()]):
            _write_anew(duck, batch)
            changed += 1
    return changed


def _write_anew(duck: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    lines = lake.show(duck, batch.feed, [batch], filled_in=False)
    batch.part = lake.write(duck, batch.feed, _AS_JUDGED.format(lines=lines))
    count_people(duck, batch)
    batch.save(update_fields=["part", "matched", "other_name", "unmatched"])


def _count_set_aside(duck: duckdb.DuckDBPyConnection, date: Date) -> int:
    """Of rows that were not taken for their number: their lines are read with the number of whom they are."""
    wanted: dict[int, dict[int, LinkCandidate]] = {}
    links = LinkCandidate.objects.filter(status__in=COUNTING, settled_on=None, row__isnull=False)
    for link in links.select_related("person"):
        wanted.setdefault(link.batch_id or 0, {})[link.row or 0] = link
    changed = 0
    for batch in Batch.objects.filter(Q(pk__in=wanted) | ~Q(filled_in="")).order_by("id"):
        links_of_file, there = wanted.get(batch.pk, {}), _filled_in(duck, batch)
        if there != {row: link.person_id for row, link in links_of_file.items()}:
            changed += _fill_in(duck, batch, there, links_of_file, date)
    return changed


def _filled_in(duck: duckdb.DuckDBPyConnection, batch: Batch) -> dict[int, int]:
    """Whose the rows of a file are that were filled in."""
    if not batch.filled_in:
        return {}
    duck.execute(f"SELECT row, person FROM {lake.lines_in(batch.filled_in)} WHERE linked")
    return dict(duck.fetchall())


def _fill_in(
    duck: duckdb.DuckDBPyConnection, batch: Batch, there: Mapping[int, int], links: Mapping[int, LinkCandidate],
    date: Date,
) -> bool:  # fmt: skip
    """Have those rows of a file be filled in that are judged, and none else; whether that changed anything.

    A row whose event is there already, told by a right row, came right by that.
    """
    stays = [row for row, person in there.items() if row in links and links[row].person_id == person]
    duck.register("filled", _lines(batch, {row: link for row, link in links.items() if row not in stays}))
    known = lake.show(duck, batch.feed, filled_in=False)
    duck.execute(f"SELECT DISTINCT row FROM filled SEMI JOIN {known} USING (key) WHERE linked")
    settle(batch, [row for (row,) in duck.fetchall()], date)
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE filled_new AS SELECT * FROM filled ANTI JOIN {lake.show(duck, batch.feed)}"
        " USING (key) QUALIFY row_number() OVER (PARTITION BY key ORDER BY row) = 1"
    )
    (new,) = duck.execute("SELECT count(*) FROM filled_new").fetchone() or (0,)
    if not new and len(stays) == len(there):
        return False  # the file is no longer kept, or another row tells the same
    select = "FROM filled_new"
    if batch.filled_in:
        stay = f"FROM {lake.lines_in(batch.filled_in)} WHERE list_contains({stays}::INTEGER[], row)"
        select = f"SELECT * FROM (({stay}) UNION ALL BY NAME ({select}))"
    name_part(duck, batch, select)
    return True


def _lines(batch: Batch, links: Mapping[int, LinkCandidate]) -> pa.Table:
    """The lines of rows as they read with the numbers of whom they are."""
    numbers = {row: str(link.person.resident_id or NOBODYS_NUMBER) for row, link in links.items()}
    lines = lines_of(contract_of(batch.feed), read_filled_in(batch, numbers), batch.pk)
    by_number = people_by_number({each for each in lines["hash"].to_pylist() if each})
    told = [_told(line, links[line[ROW]], by_number) for line in lines.select(COMMON.names).to_pylist()]
    for name in ("key", "hash", "person", "agrees", "linked"):
        at = lines.schema.get_field_index(name)
        column = pa.array([each[name] for each in told], lines.schema.field(at).type)
        lines = lines.set_column(at, lines.schema.field(at), column)
    return lines


def _told(line: dict[str, Any], link: LinkCandidate, by_number: Mapping[bytes, Person]) -> dict[str, Any]:
    """Whose a line is: the one whom its row was judged to mean, or another whom the row is about as well.

    Where the one who is meant has no number, the row's own key stands for the event's.
    """
    person = by_number.get(line["hash"])
    if person is None and not link.person.resident_id and line["name"] == link.name:
        return line | {"key": bytes(link.key), "hash": None, "person": link.person_id, "agrees": True, "linked": True}
    if person is not None and person.pk == link.person_id:
        return line | {"person": person.pk, "agrees": True, "linked": True}
    agrees = None if person is None else person.name == line["name"].replace(" ", "")
    return line | {"person": person.pk if person else None, "agrees": agrees, "linked": False}
