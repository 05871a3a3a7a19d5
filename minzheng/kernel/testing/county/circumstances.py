"""What else becomes of people that other offices write down: moved, sent home, boarded, relocated, helped once.

Each is true or only looks so.  It is drawn after everything else, with dice of its own, among households that play no
part in a scenario, so that it changes nothing of what was there before.  There is no line in it: how much of anything
calls for a visit is not for the generator to say.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from minzheng.kernel.testing.county.arrays import Dice, Flags
from minzheng.kernel.testing.county.benefits import DIBAO, NURSING, TEKUN
from minzheng.kernel.testing.county.life import NEVER

if TYPE_CHECKING:
    from minzheng.kernel.testing.county.world import World


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What somebody went through, from a day on and, where it ends, up to another.

    variety   of what kind it is; `is_so` says whether it really is what the files make it look like.
    figure    an amount in fen, a number, a level: whatever the office writes with it.
    """

    kind: str
    variety: str
    person: int
    day: np.datetime64
    until: np.datetime64 = NEVER
    figure: int = 0
    is_so: bool = True


@dataclass
class Lot:
    """Who may be drawn, and a day for each."""

    world: "World"
    dice: Dice
    used: Flags
    found: list[Circumstance] = field(default_factory=list)

    def draw(self, fits: Flags, number: int) -> list[int]:
        """Some of the people who fit and are not drawn yet; each household is drawn once."""
        household = self.world.people.household
        free = np.flatnonzero(fits & ~self.used[household])
        chosen: list[int] = []
        for person in self.dice.permutation(free).tolist():
            if len(chosen) == number:
                break
            if not self.used[household[person]]:
                self.used[household[person]] = True
                chosen.append(person)
        return sorted(chosen)

    def day(self) -> np.datetime64:
        """A day of the middle of the run, so that there is time to notice."""
        start, stop = self.world.plan.start, self.world.plan.stop
        span = int((stop - start).astype(int))
        return start + int(self.dice.integers(span // 6, max(span * 3 // 4, span // 6 + 1)))

    def play(self, kind: str, number: int, *parts: "Variety") -> None:
        """So many of each variety of a kind, while there are people for it."""
        for variety, fits, is_so, more in parts:
            for person in self.draw(fits, number):
                told = more(self, person)
                day = self.day()
                ends = told.pop("after", None)
                until = NEVER if ends is None else day + ends
                self.found.append(Circumstance(kind, variety, person, day, until, told.get("figure", 0), is_so))


#: Its name, who fits, whether it is so, and what else there is to tell: a figure, an end after so many days.
Variety = tuple[str, Flags, bool, Callable[[Lot, int], dict[str, int]]]


def happen(world: "World") -> list[Circumstance]:
    """Everything of that kind in a county whose scenarios are played."""
    used = np.zeros(len(world.households), bool)
    used[[part.household for part in world.parts]] = True
    dies = np.bincount(world.people.household, world.life.dead_on != NEVER, len(world.households)) > 0
    lot = Lot(world, world.plan.dice("circumstances"), used | dies)
    for stage in (_moves, _abroad, _boarded, _sent_home, _work_offers, _injuries, _relatives, _savings, _relocations,
                  _winter, _relief, _elsewhere, _silence, _recognised):  # fmt: skip
        stage(lot, _Who(world))
    return sorted(lot.found, key=lambda each: (each.day, each.person, each.kind))


class _Who:
    """People by what they are and draw."""

    def __init__(self, world: "World") -> None:
        people, benefits = world.people, world.benefits
        n, homes = len(people), len(world.households)
        self.age = people.age_on(world.plan.start)
        self.dibao = benefits.household_has(DIBAO, homes)[people.household]
        self.tekun = benefits.person_has(TEKUN, n)
        self.nursing = benefits.person_has(NURSING, n)
        self.head = np.zeros(n, bool)
        self.head[world.households.head] = True
        self.aided = self.dibao | benefits.household_has(TEKUN, homes)[people.household]
        self.grown = (self.age >= 18) & (self.age < 58)
        self.alone = (world.households.size == 1)[people.household] & (self.age >= 70)
        condition = world.condition
        income = np.bincount(people.household, condition.pay + condition.pension, homes) / world.households.size
        self.income = income[people.household]
        self.rank = (income.argsort(kind="stable").argsort(kind="stable") / homes)[people.household]
        self.poor = self.rank < 0.34
        self.rural = ~np.array([seat.is_urban for seat in world.villages])[world.households.village[people.household]]
        self.well = np.bincount(world.bills.person, minlength=n) == 0
        self.number = max(2, round(n / 4_000))


def _plain(lot: Lot, person: int) -> dict[str, int]:
    return {}


def _for(low: int, high: int) -> Callable[[Lot, int], dict[str, int]]:
    return lambda lot, person: {"after": int(lot.dice.integers(low, high))}


def _of(low: int, high: int) -> Callable[[Lot, int], dict[str, int]]:
    return lambda lot, person: {"figure": int(lot.dice.integers(low, high))}


def _recognised(lot: Lot, who: _Who) -> None:
    """Households recognised for a year without money; a few stay in the list when it is over."""
    world, dice = lot.world, lot.world.plan.dice("recognitions")
    n = len(who.age)
    severe = (world.condition.card_level > 0) & (world.condition.card_level <= 2)
    strained = np.isin(world.people.household, world.people.household[severe])
    for variety, fits, share in (
        ("marginal", who.head & ~who.aided & (who.rank > 0.1) & (who.rank < 0.34), np.where(strained, 0.12, 0.03)),
        ("essential_expense", who.head & ~who.aided & (who.rank > 0.2) & (who.rank < 0.5), np.full(n, 0.006)),
    ):
        for person in np.flatnonzero(fits & (dice.random(n) < share)).tolist():
            since = world.plan.start - int(dice.integers(0, 330))
            stays = bool(dice.random() < 0.1)
            lot.found.append(
                Circumstance("recognised", variety, person, since, since + 364, int(who.income[person]), stays)
            )


def _moves(lot: Lot, who: _Who) -> None:
    lot.play(
        "registration_moved", who.number,
        ("moved_away", who.head & who.dibao, True, _plain),
        ("came_back", who.head & who.dibao, False, _for(15, 28)),
        ("draws_nothing", who.head & ~who.aided, False, _plain),
        ("a_student", (who.age >= 17) & (who.age < 23) & ~who.aided, False, _plain),
    )  # fmt: skip


def _abroad(lot: Lot, who: _Who) -> None:
    lot.play(
        "abroad", who.number,
        ("stays_away", who.grown & who.dibao, True, _plain),
        ("short_journey", who.grown & who.dibao, False, _for(5, 40)),
        ("draws_nothing", who.grown & ~who.aided, False, _plain),
        ("trader", who.grown & ~who.aided, False, _for(3, 20)),
    )  # fmt: skip


def _boarded(lot: Lot, who: _Who) -> None:
    old = who.age >= 60
    lot.play(
        "boarded", who.number,
        ("paid_twice", who.tekun & old, True, _plain),
        ("at_own_cost", old & ~who.aided, False, _of(2, 3)),
        ("draws_nothing", old & ~who.aided, False, _plain),
        ("short_stay", old & ~who.aided, False, _for(20, 60)),
    )  # fmt: skip


def _sent_home(lot: Lot, who: _Who) -> None:
    lot.play(
        "sent_home", who.number,
        ("nobody_came", who.grown & who.poor & ~who.aided, True, _plain),
        ("help_arranged", who.grown & ~who.aided, False, _of(1, 2)),
        ("helped_already", who.grown & who.dibao, False, _plain),
        ("went_elsewhere", who.grown & ~who.aided, False, _of(2, 3)),
    )  # fmt: skip


def _work_offers(lot: Lot, who: _Who) -> None:
    lot.play(
        "work_offered", who.number,
        ("refuses", who.grown & who.dibao, True, _of(3, 6)),
        ("unfit", who.grown & who.dibao, False, _of(3, 6)),
        ("refuses_once", who.grown & who.dibao, False, _of(1, 3)),
        ("draws_nothing", who.grown & ~who.aided, False, _of(3, 6)),
    )  # fmt: skip


def _injuries(lot: Lot, who: _Who) -> None:
    lot.play(
        "injured_at_work", who.number,
        ("fee_and_subsidy", who.nursing & ~who.tekun, True, _of(60_000, 200_000)),
        ("no_fee", who.nursing & ~who.tekun, False, _plain),
        ("no_subsidy", who.grown & ~who.aided & ~who.nursing, False, _of(60_000, 200_000)),
        ("neither", who.grown & ~who.aided & ~who.nursing, False, _plain),
    )  # fmt: skip


def _relatives(lot: Lot, who: _Who) -> None:
    lot.play(
        "relative_of_staff", who.number,
        ("not_on_file", who.head & who.dibao, True, _plain),
        ("on_file", who.head & who.dibao, False, _plain),
        ("far_relative", who.head & who.dibao, False, _plain),
        ("draws_nothing", who.head & ~who.aided, False, _plain),
    )  # fmt: skip


def _savings(lot: Lot, who: _Who) -> None:
    """What the checking office found; a compensation, or another's money, lies there too."""
    lot.play(
        "savings", who.number,
        ("hidden", who.head & who.dibao, True, _of(12_000_000, 30_000_000)),
        ("little", who.head & who.dibao, False, _of(10_000, 900_000)),
        ("draws_nothing", who.head & ~who.aided, False, _of(5_000_000, 40_000_000)),
        ("another_s_money", who.head & who.dibao, False, _of(12_000_000, 20_000_000)),
    )  # fmt: skip


def _relocations(lot: Lot, who: _Who) -> None:
    lot.play(
        "relocated", who.number,
        ("help_lost", who.head & who.dibao, True, _of(2, 3)),
        ("booked_as_before", who.head & who.dibao & who.rural, True, _of(1, 2)),
        ("help_goes_on", who.head & who.dibao, False, _of(2, 3)),
        ("never_helped", who.head & ~who.aided, False, _of(1, 3)),
    )  # fmt: skip


def _winter(lot: Lot, who: _Who) -> None:
    lot.play(
        "winter_aid", who.number,
        ("never_came", who.head & who.poor, True, _plain),
        ("came", who.head & who.poor, False, _for(3, 20)),
        ("came_late", who.head & who.poor, False, _for(20, 28)),
        ("came_at_once", who.head & who.dibao, False, _for(0, 3)),
    )  # fmt: skip


def _relief(lot: Lot, who: _Who) -> None:
    lot.play(
        "temporary_relief", who.number,
        ("again_and_again", who.head & who.poor & ~who.aided, True, _of(2, 4)),
        ("once", who.head & who.poor & ~who.aided, False, _of(1, 2)),
        ("on_the_allowance", who.head & who.dibao, False, _of(2, 4)),
        ("once_and_well_off", who.head & ~who.poor, False, _of(1, 2)),
    )  # fmt: skip


def _elsewhere(lot: Lot, who: _Who) -> None:
    lot.play(
        "drawn_elsewhere", who.number,
        ("in_both", who.head & who.dibao, True, _plain),
        ("only_there", who.head & ~who.aided, False, _plain),
        ("only_there_and_old", (who.age >= 60) & ~who.aided, False, _plain),
        ("handed_over", who.head & ~who.aided, False, _for(20, 60)),
    )  # fmt: skip


def _silence(lot: Lot, who: _Who) -> None:
    """An old person alone whose meter stands still: fallen, or only away; a little light burns with the others."""
    lot.play(
        "silent_home", who.number,
        ("fallen", who.alone & who.well, True, _for(25, 70)),
        ("little_light", who.alone, False, _of(1, 9)),
        ("not_alone", ~who.alone & who.head & (who.age >= 70), False, _for(25, 70)),
        ("younger", who.head & (who.age >= 50) & (who.age < 68), False, _for(25, 70)),
    )  # fmt: skip
