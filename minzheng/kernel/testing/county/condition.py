"""The state people are in at the start: work and pay, school, pension, disability, frailty; and what households own."""

from dataclasses import dataclass

import numpy as np

from minzheng.kernel.testing.county.arrays import Days, Dice, Flags, Floats, Ints, Texts, pick, texts
from minzheng.kernel.testing.county.people import Households, People
from minzheng.kernel.testing.county.plan import CountyPlan
from minzheng.kernel.testing.county.society import society


@dataclass
class Condition:
    """One row per person.  Money is fen a month.

    stage        of schooling, empty for those not at school.
    work         migrant, farmer, local_wage, self_employed, public, student, child, old or none.
    pension      0 for none; `base` is the central part of a resident's pension within it.
    card_level   0 for no disability card; `card_issued` is its day.
    frailty      1 is average; visits to hospital and death go with it.
    """

    work: Texts
    pay: Ints
    stage: Texts
    pension: Ints
    base: Ints
    employee_scheme: Flags
    card_category: Ints
    card_level: Ints
    card_issued: Days
    frailty: Floats


@dataclass
class Estate:
    """One row per household: deposits (fen), car value (fen, 0 none), motorcycle, homes, floor area (m2), land (mu)."""

    deposits: Ints
    car: Ints
    motorcycle: Flags
    homes: Ints
    floor_area: Ints
    land: Floats
    fortune: Floats


def conditions(plan: CountyPlan, people: People, households: Households) -> tuple[Condition, Estate]:
    """Draw the state of everyone; households differ by a fortune of their own that their members share."""
    dice = plan.dice("conditions")
    age = people.age_on(plan.start)
    fortune = np.exp(dice.normal(0, 0.42, len(households)))
    category, level, issued = _disabilities(plan, dice, age)
    work = _work(dice, age, level)
    pay = _pay(dice, work, fortune[people.household], level)
    pension, base, employee = _pensions(dice, age, work)
    frailty = np.exp(dice.normal(-0.2, 0.65, len(people))) * np.where(level > 0, 1.7, 1.0)
    stage = _stages(age, work)
    condition = Condition(work, pay, stage, pension, base, employee, category, level, issued, frailty)
    return condition, _estates(dice, fortune, households)


def _disabilities(plan: CountyPlan, dice: Dice, age: Ints) -> tuple[Ints, Ints, Days]:
    figures = society()["disability"]
    chance = np.select([age < 18, age < 60], figures["holders"][:2], figures["holders"][2])
    holds = dice.random(len(age)) < chance
    category = np.where(holds, pick(dice, figures["category"], len(age)), 0).astype(np.int64)
    level = np.where(holds, pick(dice, figures["level"], len(age)), 0).astype(np.int64)
    years = np.minimum(dice.uniform(0.1, 9.5, len(age)), age + 0.1)
    issued = plan.start - (years * 365).astype("timedelta64[D]")
    issued[~holds] = np.datetime64("NaT")
    return category, level, issued


def _work(dice: Dice, age: Ints, level: Ints) -> Texts:
    n = len(age)
    kinds = pick(dice, {name: w["share"] for name, w in society()["work"].items()}, n)
    chance = dice.random(n)
    studies = np.select([age < 7, age < 16, age < 19, age < 23], [0, 0.996, 0.88, 0.36], 0.01 * (age < 27))
    student = dice.random(n) < studies
    severe = (level > 0) & (level <= 2) & (chance < 0.8)
    still_farming = chance < np.clip((78 - age) / 26, 0, 0.62)
    stays_home = (kinds == "migrant") & (age > 45) & (chance < 0.6)
    conditions = [age < 7, student, age < 16, (age >= 60) & still_farming, age >= 60, severe, stays_home]
    return texts(np.select(conditions, ["child", "student", "none", "farmer", "old", "none", "farmer"], kinds))


def _pay(dice: Dice, work: Texts, fortune: Floats, level: Ints) -> Ints:
    """Monthly pay in fen, whole yuan; what the fields bring counts as pay of the farmer."""
    paid = society()["work"]
    centre = np.array([paid[kind]["pay"][0] if kind in paid else 0 for kind in work], float)
    spread = np.array([paid[kind]["pay"][1] if kind in paid else 0 for kind in work], float)
    hampered = np.where(level > 0, 0.7, 1.0)
    yuan = centre * np.exp(dice.normal(0, 1, len(work)) * spread) * fortune**0.6 * hampered
    return np.round(yuan).astype(np.int64) * 100


def _pensions(dice: Dice, age: Ints, work: Texts) -> tuple[Ints, Ints, Flags]:
    n = len(age)
    employee = ((work == "public") | ((work == "local_wage") & (dice.random(n) < 0.45))) & (age < 60)
    retired = (age >= 60) & (dice.random(n) < 0.055)
    central = np.where((age >= 60) & ~retired, 14_300, 0)
    local = np.round(dice.uniform(0, 65, n)).astype(np.int64) * 100
    full = np.round(np.exp(dice.normal(7.85, 0.25, n))).astype(np.int64) * 100
    drawn = np.where(retired, full, np.where(central > 0, central + local, 0))
    missing = dice.random(n) < 0.02
    return np.where(missing, 0, drawn), np.where(missing, 0, central), employee | retired


def _stages(age: Ints, work: Texts) -> Texts:
    names = np.select([age < 12, age < 15, age < 19], ["小学", "初中", "高中"], "大学")
    return texts(np.where(work == "student", names, ""))


def _estates(dice: Dice, fortune: Floats, households: Households) -> Estate:
    n = len(households)
    deposits = np.round(np.exp(dice.normal(8.6, 1.3, n)) * fortune).astype(np.int64) * 100
    drives = dice.random(n) < np.clip(0.24 * fortune, 0, 0.8)
    car = np.where(drives, np.round(np.exp(dice.normal(10.5, 0.6, n)) / 1000).astype(np.int64) * 100_000, 0)
    homes = 1 + (dice.random(n) < 0.09 * fortune)
    area = np.round(dice.normal(36, 9, n).clip(15) * np.maximum(households.size, 2)).astype(np.int64)
    land = np.round(dice.gamma(3, 0.5, n) * np.maximum(households.size, 1) / 2, 1)
    return Estate(deposits, car, dice.random(n) < 0.52, homes.astype(np.int64), area, land, fortune)
