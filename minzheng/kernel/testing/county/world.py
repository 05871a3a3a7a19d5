"""A whole county in memory: everything drawn, before anything is written."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from minzheng.kernel.testing.county.arrays import Ints
from minzheng.kernel.testing.county.benefits import DIBAO, TEKUN, Benefits, initial_benefits
from minzheng.kernel.testing.county.circumstances import Circumstance
from minzheng.kernel.testing.county.condition import Condition, Estate, conditions
from minzheng.kernel.testing.county.illness import Bills, fall_ill
from minzheng.kernel.testing.county.kin import Kin, link_kin
from minzheng.kernel.testing.county.life import Life, live
from minzheng.kernel.testing.county.names import give_names
from minzheng.kernel.testing.county.numbers import ResidentNumbers, accounts, phones
from minzheng.kernel.testing.county.people import Households, People, populate, settle
from minzheng.kernel.testing.county.plan import CountyPlan, VillageSeat
from minzheng.kernel.testing.county.records import Papers

if TYPE_CHECKING:
    from minzheng.kernel.testing.county.casting import Part


@dataclass
class World:
    """The county of a plan: people and households at the start, and all that happens to them in the run.

    papers       what people left with departments.
    parts        the hardships planted and their decoys.
    circumstances   what smaller offices write down, true or only looking so.
    gifts        fen a household (row) got in a month (column) from nobody a department knows: kin, insurers, culprits.
    """

    plan: CountyPlan
    villages: list[VillageSeat]
    people: People
    households: Households
    kin: Kin
    condition: Condition
    estate: Estate
    benefits: Benefits
    life: Life
    bills: Bills
    gifts: Ints
    papers: Papers = field(default_factory=Papers)
    parts: "list[Part]" = field(default_factory=list)
    circumstances: list[Circumstance] = field(default_factory=list)

    def village_of(self, person: Ints) -> Ints:
        """Twelve-digit codes of the villages people are registered in."""
        codes = np.array([village.code for village in self.villages])
        return codes[self.households.village[self.people.household[person]]]


def create(plan: CountyPlan, villages: list[VillageSeat]) -> World:
    """Draw a county."""
    seats, weights = settle(plan, villages)
    people, households = populate(plan, seats, weights)
    kin = link_kin(plan, people, households)
    give_names(plan, people, kin.family_of)
    numbers = ResidentNumbers(plan.block)
    place = _places(seats)[households.village[people.household]]
    people.resident_id = numbers.issue(place, people.birth, people.sex)
    dice = plan.dice("numbers")
    people.phone, people.account = phones(dice, len(people)), accounts(dice, len(people))
    condition, estate = conditions(plan, people, households)
    benefits = initial_benefits(plan, people, households, condition)
    life = live(plan, people, condition.frailty, condition.work, numbers, place)
    aided = benefits.household_has(DIBAO, len(households)) | benefits.household_has(TEKUN, len(households))
    bills = fall_ill(plan, people, condition.frailty, aided[people.household], life.dead_on)
    gifts = _gifts(plan, kin, people, len(households))
    bills.taken_back = plan.dice("taken back").random(len(bills)) < 0.004
    return World(plan, seats, people, households, kin, condition, estate, benefits, life, bills, gifts)


def _gifts(plan: CountyPlan, kin: Kin, people: People, households: int) -> Ints:
    """What children far away send to the old, some months and not others."""
    dice = plan.dice("gifts")
    sends = np.round(np.exp(dice.normal(5.5, 0.6, len(people)))) * 100 * kin.far
    monthly = sends[:, None] * (dice.random((len(people), plan.months)) < 0.7)
    gifts = np.zeros((households, plan.months), np.int64)
    np.add.at(gifts, people.household, monthly.astype(np.int64))
    return gifts


def _places(seats: list[VillageSeat]) -> Ints:
    """The two digits of a village's township in identity numbers, 1 to 99."""
    towns = list(dict.fromkeys(seat.code // 1000 for seat in seats))
    return np.array([towns.index(seat.code // 1000) % 99 + 1 for seat in seats])
