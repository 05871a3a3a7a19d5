"""What happens to people over the months: deaths, births, weddings, divorces, going away to work and coming home."""

from dataclasses import dataclass, fields

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Dice, Flags, Floats, Ints, Texts, pick, texts
from minzheng.kernel.testing.county.names import compose, surname_of
from minzheng.kernel.testing.county.numbers import ResidentNumbers
from minzheng.kernel.testing.county.people import FEMALE, MALE, MARRIED, WIDOWED, People
from minzheng.kernel.testing.county.plan import CountyPlan

NEVER = np.datetime64("2999-01-01")


@dataclass
class Births:
    """Children born in the run: mother and father (positions, father -1 if unknown), and who they are."""

    mother: Ints
    father: Ints
    sex: Ints
    birth: Days
    name: Texts
    resident_id: Texts

    def take(self, rows: Flags) -> "Births":
        """Those of the flagged rows."""
        return Births(*(getattr(self, column.name)[rows] for column in fields(self)))


@dataclass
class Couples:
    """Weddings or divorces: husband, wife (positions) and the day."""

    husband: Ints
    wife: Ints
    day: Days

    def take(self, rows: Flags) -> "Couples":
        """Those of the flagged rows."""
        return Couples(self.husband[rows], self.wife[rows], self.day[rows])


@dataclass
class Life:
    """What happens to each person, and when; NEVER where it does not happen in the run.

    away_from and away_to bound work far from home; out_of_work_on ends pay; jailed_on and freed_on bound a sentence.
    """

    dead_on: Days
    cause: Texts
    births: Births
    weddings: Couples
    divorces: Couples
    away_from: Days
    away_to: Days
    out_of_work_on: Days
    jailed_on: Days
    freed_on: Days


def live(plan: CountyPlan, people: People, frailty: Floats, work: Texts, numbers: ResidentNumbers, place: Ints) -> Life:
    """Draw the events of the run.  `place` is the two-digit place of issue of each person's village."""
    dice = plan.dice("life")
    age = people.age_on(plan.start)
    dead_on = _deaths(plan, dice, age, frailty)
    cause = texts(
        pick(dice, {"循环系统疾病": 44, "恶性肿瘤": 22, "呼吸系统疾病": 14, "损伤": 8, "其他": 12}, len(people))
    )
    away_from, away_to = _migration(plan, dice, work)
    out_of_work_on, jailed_on, freed_on = (np.full(len(people), NEVER) for _ in range(3))
    return Life(
        dead_on,
        cause,
        _births(plan, dice, people, age, dead_on, numbers, place),
        _weddings(plan, dice, people, age, dead_on),
        _divorces(plan, dice, people, dead_on),
        away_from,
        away_to,
        out_of_work_on,
        jailed_on,
        freed_on,
    )


def some_days(plan: CountyPlan, dice: Dice, n: int) -> Days:
    """Days drawn evenly from the run."""
    return plan.start + dice.integers(0, int((plan.stop - plan.start).astype(int)), n).astype("timedelta64[D]")


def _deaths(plan: CountyPlan, dice: Dice, age: Ints, frailty: Floats) -> Days:
    yearly = 0.0013 * np.exp(0.092 * (age - 40.0)) * frailty**0.7 + np.where(age < 1, 0.004, 0.0002)
    chance = 1 - (1 - np.minimum(yearly, 0.9)) ** (plan.months / 12)
    dies = dice.random(len(age)) < chance
    return np.where(dies, some_days(plan, dice, len(age)), NEVER)


def _births(
    plan: CountyPlan, dice: Dice, people: People, age: Ints, dead_on: Days, numbers: ResidentNumbers, place: Ints
) -> Births:
    yearly = np.interp(age, [19, 22, 26, 30, 35, 43], [0, 0.2, 0.22, 0.15, 0.07, 0]) * (people.sex == FEMALE)
    bears = dice.random(len(age)) < yearly * (people.marital == MARRIED) * plan.months / 12
    day = some_days(plan, dice, len(age))
    mother = np.flatnonzero(bears & (day < dead_on))
    birth = day[mother]
    sex = np.where(dice.random(len(mother)) < 0.521, MALE, FEMALE)
    father = people.spouse[mother]
    namesake = np.where(father >= 0, father, mother)
    surname = texts([surname_of(people.name[parent]) for parent in namesake])
    name = compose(dice, surname, sex, np.full(len(mother), 2026))
    return Births(mother, father, sex, birth, name, numbers.issue(place[mother], birth, sex))


def _weddings(plan: CountyPlan, dice: Dice, people: People, age: Ints, dead_on: Days) -> Couples:
    """Unmarried men and women of like age marry; who is paired with whom is chance."""
    free = (people.marital != MARRIED) & (people.marital != WIDOWED) & (dead_on == NEVER)
    men = np.flatnonzero(free & (people.sex == MALE) & (age >= 22) & (age < 40))
    women = np.flatnonzero(free & (people.sex == FEMALE) & (age >= 20) & (age < 38))
    couples = min(len(men), len(women), round(len(people) * 0.0046 * plan.months / 12))
    men, women = (np.sort(dice.choice(side, couples, replace=False)) for side in (men, women))
    men, women = men[np.argsort(age[men], kind="stable")], women[np.argsort(age[women], kind="stable")]
    kin = people.household[men] == people.household[women]
    day = some_days(plan, dice, couples)
    return Couples(men[~kin], women[~kin], day[~kin])


def _divorces(plan: CountyPlan, dice: Dice, people: People, dead_on: Days) -> Couples:
    husbands = np.flatnonzero((people.sex == MALE) & (people.spouse >= 0))
    wives = people.spouse[husbands]
    parts = dice.random(len(husbands)) < 0.011 * plan.months / 12
    day = some_days(plan, dice, len(husbands))
    alive = (dead_on[husbands] > day) & (dead_on[wives] > day)
    return Couples(husbands[parts & alive], wives[parts & alive], day[parts & alive])


def _migration(plan: CountyPlan, dice: Dice, work: Texts) -> tuple[Days, Days]:
    """Migrants are away since before the run; a few come home in it, and a few farmers leave."""
    n = len(work)
    day = some_days(plan, dice, n)
    chance = dice.random(n)
    migrant, leaves = work == "migrant", (work == "farmer") & (chance < 0.03)
    since = np.select([migrant, leaves], [np.full(n, plan.start - 400), day], NEVER)
    until = np.where(migrant & (chance < 0.08), day, NEVER)
    return since.astype("datetime64[D]"), until.astype("datetime64[D]")
