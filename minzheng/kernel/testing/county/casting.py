"""Who plays which part in a scenario: households are cast once, so that one hardship never hides another."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from minzheng.kernel.testing.county.arrays import Flags, Floats, Ints
from minzheng.kernel.testing.county.benefits import DIBAO, TEKUN
from minzheng.kernel.testing.county.life import NEVER
from minzheng.kernel.testing.county.people import SPOUSE
from minzheng.kernel.testing.county.world import World

PLANTED, DECOY = "planted", "decoy"


@dataclass(frozen=True, slots=True)
class Part:
    """One household in a scenario: a planted hardship, or a decoy that looks like one and, by variety, is none."""

    case: int
    kind: str
    role: str
    variety: str
    household: int
    person: int
    day: np.datetime64


class Casting:
    """Hands out households that fit and are not cast yet, and keeps the list of parts."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.dice = world.plan.dice("casting")
        self.parts: list[Part] = []
        self.cases = max(2, round(len(world.people) / 4_000))
        self._case = 0
        n = len(world.households)
        self._used = np.zeros(n, bool)
        condition, household = world.condition, world.people.household
        income = np.bincount(household, condition.pay + condition.pension, n) / world.households.size
        self.rank: Floats = income.argsort(kind="stable").argsort(kind="stable") / n
        self.aided: Flags = world.benefits.household_has(DIBAO, n) | world.benefits.household_has(TEKUN, n)
        dies = np.bincount(household, world.life.dead_on != NEVER, n) > 0
        self._quiet = ~dies
        spouse = world.people.relation == SPOUSE
        self.partner = np.full(n, -1)
        self.partner[household[spouse]] = np.flatnonzero(spouse)

    @property
    def poor(self) -> Flags:
        """Households of the lower third that draw no allowance."""
        return (self.rank < 0.34) & ~self.aided

    @property
    def well_off(self) -> Flags:
        """Households of the upper fifth."""
        return self.rank > 0.8

    @property
    def heads_of_age(self) -> Flags:
        """Households whose head is between 25 and 58."""
        age = self.world.people.age_on(self.world.plan.start)[self.world.households.head]
        return (age >= 25) & (age <= 58)

    def play(self, kind: str, *actors: tuple[str, str, Flags, "Actor"]) -> None:
        """Play a scenario as often as the county is large, while there are households for every actor.

        An actor is (role, variety, who fits, what happens).
        """
        for _ in range(self.cases):
            cast = self._cast([fits for _, _, fits, _ in actors])
            if not cast:
                return
            self._case += 1
            for (role, variety, _, act), household in zip(actors, cast, strict=True):
                day = self.some_day()
                person = act(household, int(self.world.households.head[household]), day)
                about = int(self.world.people.household[person])
                self.parts.append(Part(self._case, kind, role, variety, about, person, day))

    def is_free(self, person: Ints) -> Flags:
        """Which of the people live in households that are in no scenario and see no other death."""
        household = self.world.people.household[person]
        return ~self._used[household] & self._quiet[household]

    def claim(self, person: int) -> None:
        """Keep somebody's household out of every other part."""
        self._used[self.world.people.household[person]] = True

    def _cast(self, wanted: list[Flags]) -> list[int]:
        """A household for every actor, or none at all: a hardship never goes without its decoys."""
        chosen: list[int] = []
        for fits in wanted:
            free = np.setdiff1d(np.flatnonzero(fits & ~self._used & self._quiet), chosen)
            if not len(free):
                return []
            chosen.append(int(self.dice.choice(free)))
        self._used[chosen] = True
        return chosen

    def some_day(self) -> np.datetime64:
        """A day in the middle of the run, so that there is time to notice."""
        span = int((self.world.plan.stop - self.world.plan.start).astype(int))
        return self.world.plan.start + int(self.dice.integers(span // 5, max(span * 3 // 4, span // 5 + 1)))


Actor = Callable[[int, int, np.datetime64], int]
"""What happens to a household (its position, its head, a day); returns the person it is about."""
