"""Kin outside the household: which old people have children elsewhere, in the county or far away."""

from dataclasses import dataclass

import numpy as np

from minzheng.kernel.testing.county.arrays import Dice, Ints
from minzheng.kernel.testing.county.people import FEMALE, MALE, Households, People
from minzheng.kernel.testing.county.plan import CountyPlan

_ELDER_FORMS = ("elder_single", "elder_couple")
_CHILD_FORMS = ("nuclear", "couple", "single_adult", "single_parent")


@dataclass
class Kin:
    """Children living apart: positions of parent and child, household by household.

    far         per person, how many children live outside the county.
    family_of   per household, the one whose line it continues, itself for most.
    """

    parent: Ints
    child: Ints
    far: Ints
    family_of: Ints


def link_kin(plan: CountyPlan, people: People, households: Households) -> Kin:
    """Give most old couples and single old people children: grown heads of households of the village, or far away."""
    dice = plan.dice("kin")
    age = people.age_on(plan.start)
    family_of = np.arange(len(households))
    far = np.zeros(len(people), np.int64)
    parents: list[int] = []
    children: list[int] = []
    free = {int(h) for h in np.flatnonzero(np.isin(households.form, _CHILD_FORMS))}
    bounds = np.searchsorted(households.village, np.arange(households.village.max() + 2))
    for elder in np.flatnonzero(np.isin(households.form, _ELDER_FORMS)):
        village = households.village[elder]
        head = households.head[elder]
        near = [h for h in range(bounds[village], bounds[village + 1]) if h in free]
        fitting = [h for h in near if 20 <= age[head] - age[households.head[h]] <= 40]
        far[head] = dice.choice([0, 1, 2, 3], p=[0.4, 0.32, 0.2, 0.08])
        if not fitting or dice.random() > 0.78:
            continue
        for home in _some(dice, fitting):
            free.discard(home)
            _adopt(people, households, int(elder), home, family_of)
            children.append(int(households.head[home]))
            parents.append(int(head))
    return Kin(np.array(parents, np.int64), np.array(children, np.int64), far, family_of)


def _some(dice: Dice, fitting: list[int]) -> list[int]:
    count = min(len(fitting), int(dice.choice([1, 2], p=[0.75, 0.25])))
    return [int(home) for home in dice.choice(fitting, count, replace=False)]


def _adopt(people: People, households: Households, elder: int, home: int, family_of: Ints) -> None:
    """Write the old couple in as parents of the head of another household; a son carries the line on."""
    child = households.head[home]
    old = [person for person in (households.head[elder], people.spouse[households.head[elder]]) if person >= 0]
    for person in (p for p in old if people.birth[child] - people.birth[p] > np.timedelta64(17 * 366, "D")):
        if people.sex[person] == MALE and people.father[child] < 0:
            people.father[child] = person
        if people.sex[person] == FEMALE and people.mother[child] < 0:
            people.mother[child] = person
    if people.sex[child] == MALE:
        family_of[home] = elder
