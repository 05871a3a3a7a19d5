"""The people and households of a county as columns, and how they are put together at the start.

A person is known inside by position; outside by `person_id`, one more than it.  The same for households.
"""

from dataclasses import dataclass, field

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Dice, Flags, Floats, Ints, Texts, pick, texts
from minzheng.kernel.testing.county.plan import CountyPlan, VillageSeat
from minzheng.kernel.testing.county.society import ethnic_mix, society

MALE, FEMALE = 1, 2
HEAD, SPOUSE, SON, DAUGHTER, PARENT = 0, 1, 2, 3, 5
SINGLE, MARRIED, WIDOWED, DIVORCED = 10, 20, 30, 40
_SLOTS = 8
_HEAD, _SPOUSE, _CHILDREN, _FATHER, _MOTHER = 0, 1, slice(2, 6), 6, 7


@dataclass
class Households:
    """One row per household: the village it lives in (position), its form and its head (position of the person)."""

    village: Ints
    form: Texts
    head: Ints
    size: Ints

    def __len__(self) -> int:
        return len(self.village)


@dataclass
class People:
    """One row per person at the start.  Relations are positions, -1 for nobody known in the county.

    relation by GB/T 4761, marital by GB/T 2261.2, ethnic by GB/T 3304; sex 1 male, 2 female.
    """

    household: Ints
    relation: Ints
    sex: Ints
    birth: Days
    marital: Ints
    ethnic: Ints
    father: Ints
    mother: Ints
    spouse: Ints
    name: Texts = field(default_factory=lambda: texts([]))
    resident_id: Texts = field(default_factory=lambda: texts([]))
    phone: Texts = field(default_factory=lambda: texts([]))
    account: Texts = field(default_factory=lambda: texts([]))

    def __len__(self) -> int:
        return len(self.household)

    def age_on(self, day: np.datetime64) -> Ints:
        """Completed years on a day."""
        months = (day.astype("datetime64[M]") - self.birth.astype("datetime64[M]")).astype(np.int64)
        not_yet = (self.birth - self.birth.astype("datetime64[M]")) > (day - day.astype("datetime64[M]"))
        return (months - not_yet) // 12


def settle(plan: CountyPlan, villages: list[VillageSeat]) -> tuple[list[VillageSeat], Floats]:
    """The villages that are lived in and their weights.  A small county is a few whole townships, not a thin veil."""
    dice = plan.dice("settle")
    towns = list(dict.fromkeys(village.town for village in villages))
    wanted = min(len(towns), max(2, plan.people // 2500))
    kept = [village for village in villages if village.town in towns[:wanted]]
    return kept, np.exp(dice.normal(0, 0.45, len(kept))) * [1.8 if v.is_urban else 1.0 for v in kept]


def populate(plan: CountyPlan, villages: list[VillageSeat], weights: Floats) -> tuple[People, Households]:
    """Fill the villages with households until the number of people is reached."""
    dice = plan.dice("populate")
    forms = society()["household_forms"]
    form = texts(pick(dice, {name: f["share"] for name, f in forms.items()}, plan.people))
    ages, sexes, present = _members(dice, form, plan.people)
    sizes = present.sum(axis=1)
    count = int(np.searchsorted(np.cumsum(sizes), plan.people, side="right"))
    form, ages, sexes, present, sizes = form[:count], ages[:count], sexes[:count], present[:count], sizes[:count]
    village = np.sort(dice.choice(len(villages), count, p=weights / weights.sum()))
    people = _people(plan, dice, form, ages, sexes, present)
    people.ethnic = _ethnic_groups(plan, dice, villages, village)[people.household]
    heads = np.flatnonzero(people.relation == HEAD)
    return people, Households(village, form, heads, sizes)


def _members(dice: Dice, form: Texts, n: int) -> tuple[Floats, Ints, Flags]:
    """Ages, sexes and presence of the eight places of each household: head, spouse, four children, two parents."""
    forms = society()["household_forms"]
    low, mode, high = (np.array([forms[f]["head"][i] for f in form], float) for i in range(3))
    chance = {k: np.array([forms[f][k] for f in form], float) for k in ("spouse", "children", "father", "mother")}
    ages, present = np.zeros((n, _SLOTS)), np.zeros((n, _SLOTS), bool)
    sexes = np.where(dice.random((n, _SLOTS)) < 0.515, MALE, FEMALE)
    heads_male = np.select([form == "elder_single", form == "single_parent"], [0.42, 0.45], 0.82)
    sexes[:, _HEAD] = np.where(dice.random(n) < heads_male, MALE, FEMALE)
    ages[:, _HEAD] = dice.triangular(low, mode, high)
    present[:, _HEAD] = True
    sexes[:, _SPOUSE] = MALE + FEMALE - sexes[:, _HEAD]
    older = np.where(sexes[:, _HEAD] == MALE, -2.2, 2.2)
    ages[:, _SPOUSE] = np.maximum(ages[:, _HEAD] + older + dice.normal(0, 2.5, n), 20)
    present[:, _SPOUSE] = dice.random(n) < chance["spouse"]
    bearing = np.where(present[:, _SPOUSE], np.minimum(ages[:, _HEAD], ages[:, _SPOUSE]), ages[:, _HEAD])
    ages[:, _CHILDREN], present[:, _CHILDREN] = _children(dice, form, bearing, chance["children"])
    ages[:, _MOTHER] = ages[:, _HEAD] + dice.uniform(20, 31, n)
    ages[:, _FATHER] = ages[:, _MOTHER] + np.abs(dice.normal(2.5, 2, n))
    sexes[:, _FATHER], sexes[:, _MOTHER] = MALE, FEMALE
    for slot, parent in ((_FATHER, "father"), (_MOTHER, "mother")):
        alive = np.clip((99 - ages[:, slot]) / 34, 0, 1)
        present[:, slot] = dice.random(n) < chance[parent] * alive
    return ages, sexes, present


def _children(dice: Dice, form: Texts, bearing: Floats, expected: Floats) -> tuple[Floats, Flags]:
    """Ages of up to four children, by the age of the younger parent, and which of them are born and still at home."""
    n = len(form)
    births = np.cumsum(np.column_stack([dice.uniform(20, 29, n), dice.uniform(1.3, 5, (n, 3))]), axis=1)
    with_elder = form == "elder_with_child"
    births[with_elder, 0] = dice.uniform(21, 36, with_elder.sum())
    ages = bearing[:, None] - births
    wanted = np.where(with_elder, 1, np.minimum(dice.poisson(expected), 4))
    staying = np.select([ages < 18, ages < 23, ages < 30], [1.0, 0.92, 0.6], 0.08)
    staying[with_elder] = 1.0
    is_born = (ages > 0) & (np.arange(4) < wanted[:, None])
    return ages, is_born & (dice.random((n, 4)) < staying)


def _people(plan: CountyPlan, dice: Dice, form: Texts, ages: Floats, sexes: Ints, present: Flags) -> People:
    """Flatten the places into one row per person, household by household."""
    places = np.full(present.shape, -1)
    places[present] = np.arange(present.sum())
    household, slot = np.nonzero(present)
    sex = sexes[present]
    birth = plan.start - np.ceil(ages[present] * 365.2425).astype("timedelta64[D]")
    child = (slot > _SPOUSE) & (slot < _FATHER)
    relation = np.select(
        [slot == _HEAD, slot == _SPOUSE, child & (sex == MALE), child], [HEAD, SPOUSE, SON, DAUGHTER], PARENT
    )
    head, spouse = places[household, _HEAD], places[household, _SPOUSE]
    head_is_male = sexes[household, _HEAD] == MALE
    of_couple = np.where(head_is_male, head, spouse), np.where(head_is_male, spouse, head)
    father = np.select([child, slot == _HEAD], [of_couple[0], places[household, _FATHER]], -1)
    mother = np.select([child, slot == _HEAD], [of_couple[1], places[household, _MOTHER]], -1)
    partner = np.select(
        [slot == _HEAD, slot == _SPOUSE, slot == _FATHER, slot == _MOTHER],
        [spouse, head, places[household, _MOTHER], places[household, _FATHER]],
        -1,
    )
    marital = _marital(dice, form[household], slot, partner)
    nobody = np.zeros(len(household), np.int64)
    return People(household, relation, sex, birth, marital, nobody, father, mother, partner)


def _marital(dice: Dice, form: Texts, slot: Ints, partner: Ints) -> Ints:
    """Marital status of those without a partner at home, by the form of the household they head."""
    chance = dice.random(len(slot))
    is_child, is_parent = (slot > _SPOUSE) & (slot < _FATHER), slot >= _FATHER
    alone = np.select(
        [is_child, is_parent, form == "single_adult", form == "single_parent"],
        [
            np.full(len(slot), SINGLE),
            np.full(len(slot), WIDOWED),
            np.where(chance < 0.72, SINGLE, DIVORCED),
            np.where(chance < 0.6, DIVORCED, WIDOWED),
        ],
        np.where(chance < 0.8, WIDOWED, SINGLE),
    )
    return np.where(partner >= 0, MARRIED, alone)


def _ethnic_groups(plan: CountyPlan, dice: Dice, villages: list[VillageSeat], village: Ints) -> Ints:
    """One group per household: villages are mostly of one, townships named after a group mostly of that."""
    mix = ethnic_mix(plan.county)
    main = pick(dice, mix, len(villages))
    for word, group in society()["ethnic_towns"].items():
        named = np.array([word in seat.town for seat in villages])
        main = np.where(named & (dice.random(len(villages)) < 0.75), group, main)
    anyone = pick(dice, mix, len(village))
    return np.where(dice.random(len(village)) < 0.82, main[village], anyone).astype(np.int64)
