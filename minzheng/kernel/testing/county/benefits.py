"""Who already draws what on the day the registers are taken: mostly those worse off, never exactly them."""

from dataclasses import dataclass

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Dice, Flags, Floats, Ints, Texts, texts
from minzheng.kernel.testing.county.condition import Condition
from minzheng.kernel.testing.county.people import Households, People
from minzheng.kernel.testing.county.plan import CountyPlan

DIBAO = "minimum_living_allowance"
TEKUN = "extreme_poverty_support"
LIVING, NURSING = "disability_living_subsidy", "disability_nursing_subsidy"
OLD_AGE = "old_age_allowance"


@dataclass
class Benefits:
    """One row per benefit in payment: scheme, household and person (positions; person is who applied), fen a month."""

    scheme: Texts
    household: Ints
    person: Ints
    heads: Ints
    since: Days
    amount: Ints

    def household_has(self, scheme: str, n: int) -> Flags:
        """Per household of n, whether it draws the benefit."""
        flags = np.zeros(n, bool)
        flags[self.household[self.scheme == scheme]] = True
        return flags

    def person_has(self, scheme: str, n: int) -> Flags:
        """Per person of n, whether the benefit is drawn in that name."""
        flags = np.zeros(n, bool)
        flags[self.person[self.scheme == scheme]] = True
        return flags


def initial_benefits(plan: CountyPlan, people: People, households: Households, condition: Condition) -> Benefits:
    """Draw the list at the start.  Households come on it by how badly off they are, with a good deal of luck."""
    dice = plan.dice("benefits")
    age = people.age_on(plan.start)
    income = np.bincount(people.household, condition.pay + condition.pension, len(households)) / households.size
    hardship = -np.log(income + 4000) + dice.normal(0, 0.5, len(households))
    tekun = _tekun(dice, age, people, households, condition)
    taken = np.isin(np.arange(len(households)), tekun[0])
    dibao = _dibao(dice, np.where(taken, -np.inf, hardship), households, people)
    poor = np.isin(people.household, dibao[0])
    severe = (condition.card_level > 0) & (condition.card_level <= 2)
    rows = [
        tekun,
        dibao,
        _personal(dice, people, poor & (condition.card_level > 0), 0.8, 9_000),
        _personal(dice, people, severe & ~taken[people.household], 0.85, 9_000),
        _personal(dice, people, age >= 80, 0.93, 6_600),
    ]
    schemes = [TEKUN, DIBAO, LIVING, NURSING, OLD_AGE]
    scheme = texts([name for name, row in zip(schemes, rows, strict=True) for _ in row[0]])
    household, person, heads, amount = (np.concatenate([row[i] for row in rows]) for i in range(4))
    since = plan.start - dice.integers(40, 2200, len(scheme)).astype("timedelta64[D]")
    return Benefits(scheme, household, person, heads, since.astype("datetime64[M]").astype("datetime64[D]"), amount)


_Rows = tuple[Ints, Ints, Ints, Ints]


def _tekun(dice: Dice, age: Ints, people: People, households: Households, condition: Condition) -> _Rows:
    """People alone, old or unable to work, without children in the county and with next to no income."""
    head = households.head
    no_child = ~np.isin(head, np.concatenate([people.father, people.mother]))
    alone = (households.size == 1) & no_child & (condition.pension[head] < 30_000) & (condition.pay[head] < 60_000)
    unable = (age[head] >= 63) | ((condition.card_level[head] > 0) & (condition.card_level[head] <= 2))
    chosen = np.flatnonzero(alone & unable & (dice.random(len(households)) < 0.42))
    amount = np.full(len(chosen), 80_000) + dice.integers(0, 4, len(chosen)) * 9_000
    return chosen, head[chosen], np.ones(len(chosen), np.int64), amount


def _dibao(dice: Dice, hardship: Floats, households: Households, people: People) -> _Rows:
    order = np.argsort(-hardship, kind="stable")
    chosen = np.sort(order[: int(np.searchsorted(np.cumsum(households.size[order]), 0.076 * len(people)))])
    per_head = np.round(np.exp(dice.normal(5.75, 0.28, len(chosen)))).astype(np.int64) * 100
    heads = households.size[chosen]
    return chosen, households.head[chosen], heads, per_head * heads


def _personal(dice: Dice, people: People, entitled: Flags, coverage: float, amount: int) -> _Rows:
    chosen = np.flatnonzero(entitled & (dice.random(len(people)) < coverage))
    return people.household[chosen], chosen, np.ones(len(chosen), np.int64), np.full(len(chosen), amount)
