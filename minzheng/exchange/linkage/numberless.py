"""Rows without an identity number, weighed against the register: whom they may mean is for an officer to say.

A row is weighed once, and again only where somebody whose name is like the one in it came into the register since.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date
from typing import Any

import duckdb
from django.db.models import Q, QuerySet

from minzheng.exchange import lake
from minzheng.exchange.lines import kept
from minzheng.exchange.linkage.actions import find_links
from minzheng.exchange.linkage.monthly import MOST
from minzheng.exchange.linkage.names import forms
from minzheng.exchange.linkage.queries import how_many_of, names_after, newest_person
from minzheng.exchange.linkage.rows import Unlinked, money_of, unlinked
from minzheng.exchange.linkage.villages import place_named
from minzheng.exchange.models import Batch, RowError
from minzheng.exchange.setaside import MISSING, rows_set_aside
from minzheng.exchange.taking import mark_alone
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.declare import registry
from minzheng.rulekit.months import add_months

#: Among more people nobody is looked for: what it takes grows with them.
MOST_PEOPLE = 300_000
#: Rows of older files are weighed no more: what they told was acted on, or was not.
_MONTHS = 12
#: The fields of contracts that say where somebody lives, or was.
_PLACES = ("place", "address")


def weigh_the_numberless(date: Date) -> dict[str, int]:
    """Look whom rows without a number may mean, by name and what goes with it.

    Returns how many rows were weighed, how many pairs an officer is asked about, and how many rows were left since too
    many people live in their county.  Of many rows, the rest comes next time.
    """
    newest, told = newest_person(), {"weighed": 0, "asked": 0, "left": 0}
    by_county: dict[int, list[Unlinked]] = {}
    done = []
    with lake.opened() as duck:
        for batch in _files(newest, date):
            rows = _worth_a_look(batch, list(_numberless(duck, batch)))
            if told["weighed"] and told["weighed"] + len(rows) > MOST:
                break
            told["weighed"] += len(rows)
            by_county.setdefault(batch.division_code, []).extend(rows)
            done.append(batch.pk)
    for county, rows in by_county.items():
        if how_many_of(county) > MOST_PEOPLE:
            told["left"] += len(rows)
        elif rows:
            told["asked"] += find_links(rows=rows, place=county, actor=SYSTEM, date=date).asked
    mark_alone()  # retention may be letting files go meanwhile
    Batch.objects.filter(pk__in=done).update(weighed_to=newest)
    return told


def _files(newest: int, date: Date) -> QuerySet[Batch]:
    """The files that may have rows without a number, and were not weighed against everybody yet, oldest first."""
    without = [feed.code for feed in registry.feeds if any(feed.column(number).blank for _name, number in feed.persons)]
    missing = RowError.objects.filter(code__in=MISSING, mended_on=None).values("batch")
    since = add_months(date.replace(day=1), -_MONTHS)
    return Batch.objects.filter(
        Q(feed__in=without, unmatched__gt=0) | Q(pk__in=missing), status=Batch.Status.LOADED, month__gte=since,
        weighed_to__lt=newest,
    ).order_by("id")  # fmt: skip


def _numberless(duck: duckdb.DuckDBPyConnection, batch: Batch) -> Iterator[Unlinked]:
    """The rows of a file that have no number: those that were taken, and those that were not for that alone."""
    fields = [f"_{column.field}" for column in kept(registry.feeds[batch.feed])]
    told = ", ".join(f'"{field}"' for field in fields)
    lines = lake.show(duck, batch.feed, [batch], filled_in=False)
    duck.execute(
        f"SELECT key, name, {told} FROM {lines} WHERE person IS NULL AND hash IS NULL AND name <> '' LIMIT {MOST + 1}"
    )
    found = duck.fetchall()
    for key, name, *values in found if len(found) <= MOST else ():
        said = {field[1:]: value for field, value in zip(fields, values, strict=True)}
        village, town = _place(batch, said)
        yield Unlinked(batch.feed, key, name, money_fen=money_of(batch.feed, said), village=village, town=town)
    for row in rows_set_aside(batch, MISSING, MOST):
        if row.name:
            village, town = _place(batch, row.values)
            yield unlinked(row, village=village, town=town)


def _place(batch: Batch, values: Mapping[str, Any]) -> tuple[int, int]:
    """The village and the township that a row names."""
    return place_named(batch.division_code, " ".join(str(values.get(field) or "") for field in _PLACES))


def _worth_a_look(batch: Batch, rows: list[Unlinked]) -> list[Unlinked]:
    """All rows of a file that was never weighed; of another, those with a name like that of somebody who came since."""
    if not batch.weighed_to or not rows:
        return rows
    came: set[str] = set()
    for name in names_after(batch.weighed_to):
        came.update(_heard(name))
    return [row for row in rows if not came.isdisjoint(_heard(row.name))]


def _heard(name: str) -> Iterable[str]:
    """By what a name is found to be like another."""
    heard = forms(name)
    return (heard.sound, heard.shape, *heard.near)
