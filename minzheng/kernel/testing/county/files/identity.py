"""The columns by which departments name people, and rows that come again every month."""

from collections.abc import Sequence

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Flags, Ints, Texts, texts
from minzheng.kernel.testing.county.people import MALE
from minzheng.kernel.testing.county.world import World


def named(world: World, person: Ints | Sequence[int], id_header: str = "身份证号") -> dict[str, Texts]:
    """Name and identity number of people, by position."""
    who = np.asarray(person, dtype=np.int64)
    return {"姓名": world.people.name[who], id_header: world.people.resident_id[who]}


def sex_words(world: World, person: Ints | Sequence[int]) -> Texts:
    """男 or 女."""
    return texts(np.where(world.people.sex[np.asarray(person, dtype=np.int64)] == MALE, "男", "女"))


def village_names(world: World, person: Ints | Sequence[int]) -> Texts:
    """Township and village people are registered in."""
    seats = world.households.village[world.people.household[np.asarray(person, dtype=np.int64)]]
    return texts([world.villages[seat].town + world.villages[seat].name for seat in seats])


def every_month(world: World, flags: Flags) -> tuple[Ints, Days]:
    """For flags per person (row) and month (column): the person and the first day of the month of each set one."""
    month, person = np.nonzero(flags.T)
    return person, world.plan.month_starts[month]


def days_of(values: Sequence[np.datetime64]) -> Days:
    """A column of days, for papers kept one by one."""
    return np.array(values, dtype="datetime64[D]")
