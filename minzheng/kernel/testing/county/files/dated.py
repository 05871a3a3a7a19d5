"""Files made of what became of people one by one: moves, journeys, boards, offers, lists of a month."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Texts, texts
from minzheng.kernel.testing.county.circumstances import Circumstance
from minzheng.kernel.testing.county.files.dataset import Rows, months_of, plain_dates
from minzheng.kernel.testing.county.files.identity import days_of, named
from minzheng.kernel.testing.county.life import NEVER
from minzheng.kernel.testing.county.world import World

#: A row as (person, day, cells by header).
Row = tuple[int, np.datetime64, Mapping[str, str]]


def of_kind(world: World, kind: str) -> list[Circumstance]:
    """What became of people of one kind, in order of the day."""
    return [each for each in world.circumstances if each.kind == kind]


def rows_of(
    world: World, told: Iterable[Row], headers: Iterable[str], names: tuple[str, str] = ("姓名", "身份证号"),
    date_header: str = "",
) -> Rows:  # fmt: skip
    """The rows that fall into the run, in order; the date under a header of its own where one is named."""
    kept = sorted((row for row in told if row[1] < world.plan.stop), key=lambda row: (row[1], row[0]))
    day = days_of([row[1] for row in kept])
    who = named(world, [row[0] for row in kept])
    columns: dict[str, Texts] = {names[0]: who["姓名"], names[1]: who["身份证号"]}
    if date_header:
        columns[date_header] = plain_dates(day)
    for header in headers:
        columns[header] = texts([row[2][header] for row in kept])
    return Rows(columns, np.maximum(day, world.plan.start))


def each_month(
    world: World, told: Iterable[Circumstance], cells: Callable[[Circumstance], Mapping[str, str]]
) -> list[Row]:
    """A row in every month in which it goes on on the first day."""
    return [
        (each.person, month, {**cells(each), "所属月份": written(month)})
        for each in told for month in world.plan.month_starts if each.day <= month < each.until
    ]  # fmt: skip


def written(month: np.datetime64) -> str:
    """A month as 202610."""
    return str(months_of(np.array([month], dtype="datetime64[D]"))[0])


def day_text(day: np.datetime64) -> str:
    """A day as 2026-10-03; empty for one that never comes."""
    return "" if day >= NEVER else str(plain_dates(_one(day))[0])


def _one(day: np.datetime64) -> Days:
    return np.array([day], dtype="datetime64[D]")
