"""Turns a life can take, from which scenarios are put together."""

import numpy as np

from minzheng.kernel.testing.county.arrays import Flags
from minzheng.kernel.testing.county.casting import Casting
from minzheng.kernel.testing.county.illness import WARD, Bills, make_bills
from minzheng.kernel.testing.county.world import World


def add_bills(cast: Casting, person: int, day: np.datetime64, taken_back: bool = False) -> int:
    """Four bills of one grave disease, in the months from a day on; returns what the person has to pay of them, fen."""
    world = cast.world
    first = int(np.searchsorted(world.plan.month_starts, day, side="right")) - 1
    months = np.minimum(first + np.arange(4), world.plan.months - 1)
    who = np.full(4, person)
    which = np.full(4, int(cast.dice.integers(int(0.12 * 2**30), int(0.34 * 2**30))))
    added = make_bills(
        world.plan, cast.dice, who, months, "grave_diseases", WARD, np.zeros(len(world.people), bool), which
    )
    added.taken_back[:] = taken_back
    world.bills = Bills.joined([world.bills, added])
    return int(added.self_paid.sum())


def dies_on(world: World, person: int, day: np.datetime64) -> None:
    """Let somebody die on a day."""
    world.life.dead_on[person] = day


def give(world: World, household: int, day: np.datetime64, fen: int, once: bool) -> None:
    """Money that comes to a household in the month of a day, or every month from then on."""
    month = int(np.searchsorted(world.plan.month_starts, day, side="right")) - 1
    world.gifts[household, month : month + 1 if once else None] += fen


def has_member(world: World, relations: tuple[int, ...], youngest: int, oldest: int) -> Flags:
    """Households with a member of one of the relations and of an age between both, ends included."""
    age = world.people.age_on(world.plan.start)
    fits = np.isin(world.people.relation, relations) & (age >= youngest) & (age <= oldest)
    found: Flags = np.bincount(world.people.household, fits, len(world.households)) > 0
    return found
