"""The truth of the county, which the platform must never read: it is what its findings are measured against.

    household_months   what every household really took in and had to spend in every month, fen
    visits             what a visitor finds at every household in every month
    people             everyone, those born in the run too, with what really became of them
    events             what happened to whom, and when
    illness            every bill as it really was: who, when, what, what the patient paid, whether it was taken back
    circumstances      what smaller offices wrote down: kind, variety, whom, from when to when, whether it is so
    planted            the hardships put in on purpose and their decoys: case, kind, role, variety, whom, when

`need` is what a household had to spend beyond what it took in; it may be negative.  There is no line in it: how much
need is hardship is not for the generator to say.
"""

from pathlib import Path
from typing import Any

import numpy as np

from minzheng.kernel.testing.county.arrays import Ints, texts
from minzheng.kernel.testing.county.life import NEVER
from minzheng.kernel.testing.county.register import sexes, write_table
from minzheng.kernel.testing.county.world import World

_WARNING = """This folder is the truth of a made-up county.  The platform must never read it: it exists only to measure
what the platform found and what it missed.
"""
_FIELDS_BY_MONTH = np.array([0.3, 0.4, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.6, 2.2, 1.5, 0.7])
_SCHOOL_COST = {"小学": 350, "初中": 600, "高中": 2600, "大学": 8200}


def write_truth(world: World, folder: Path) -> None:
    """Write every table of the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.txt").write_text(_WARNING, encoding="utf-8")
    months = household_months(world)
    write_table(folder / "household_months.parquet", months)
    write_table(folder / "visits.parquet", visits(world, months))
    write_table(folder / "people.parquet", _people(world))
    write_table(folder / "events.parquet", events(world))
    write_table(folder / "illness.parquet", _illness(world))
    write_table(folder / "planted.parquet", _planted(world))
    write_table(folder / "circumstances.parquet", _circumstances(world))


def household_months(world: World) -> dict[str, Any]:
    """Income by kind, outlay and need of every household (outer order) in every month (inner order)."""
    months, n = world.plan.months, len(world.households)
    earned = earnings(world)
    benefits = _benefits(world)
    medical = _medical(world)
    living, school = _living(world), _schooling(world)
    income = sum(earned.values()) + benefits + world.gifts
    columns = {
        **earned,
        "benefits": benefits,
        "gifts": world.gifts,
        "living": living,
        "medical": medical,
        "school": school,
        "need": living + medical + school - income,
    }
    return {
        "household_id": np.repeat(np.arange(n) + 1, months),
        "month": texts(world.plan.month_names * n),
        **{name: column.reshape(-1) for name, column in columns.items()},
    }


def earnings(world: World) -> dict[str, Ints]:
    """Pay, business, what the fields bring and pensions, per household (row) and month (column)."""
    dice = world.plan.dice("earnings")
    condition, life, starts = world.condition, world.life, world.plan.month_starts
    alive = life.dead_on[:, None] > starts
    free = ~((life.jailed_on[:, None] <= starts) & (life.freed_on[:, None] > starts))
    works = alive & free & (life.out_of_work_on[:, None] > starts)
    monthly = condition.pay[:, None] * works * dice.normal(1, 0.08, works.shape).clip(0.6, 1.4)
    season = _FIELDS_BY_MONTH[starts.astype("datetime64[M]").astype(int) % 12]
    farms, trades = condition.work == "farmer", condition.work == "self_employed"
    return {
        "pay": by_household(world, monthly * ~(farms | trades)[:, None]),
        "business": by_household(world, monthly * trades[:, None]),
        "farm": by_household(world, monthly * farms[:, None] * season),
        "pension": by_household(world, condition.pension[:, None] * alive),
    }


def by_household(world: World, per_person: Any) -> Ints:
    """Add up what people have (rows) per household, month by month (columns)."""
    household, n = world.people.household, len(world.households)
    sums = [np.bincount(household, per_person[:, month], n) for month in range(per_person.shape[1])]
    return np.rint(np.stack(sums, axis=1)).astype(np.int64)


def _benefits(world: World) -> Ints:
    """What was in payment at the start, as if nobody changed it; what the platform does is not part of the truth."""
    benefits = world.benefits
    monthly = np.bincount(benefits.household, benefits.amount, len(world.households)).astype(np.int64)
    return np.repeat(monthly[:, None], world.plan.months, axis=1)


def _medical(world: World) -> Ints:
    """What households paid of their bills themselves; a bill taken back cost nothing."""
    bills, months = world.bills, world.plan.months
    counts = ~bills.taken_back
    month = np.searchsorted(world.plan.month_starts, bills.day, side="right") - 1
    cell = world.people.household[bills.person] * months + month
    sums = np.bincount(cell[counts], bills.self_paid[counts], len(world.households) * months)
    return np.rint(sums).astype(np.int64).reshape(-1, months)


def _living(world: World) -> Ints:
    """Food, power, clothes, gifts to others: about the same every month, less per head in a large household."""
    living = by_household(world, world.life.dead_on[:, None] > world.plan.month_starts)
    monthly = 62_000 * living**0.85 * world.estate.fortune[:, None] ** 0.5
    return np.rint(monthly).astype(np.int64)


def _schooling(world: World) -> Ints:
    """School costs fall due in September and, half of them, in March."""
    costs = np.array([_SCHOOL_COST.get(stage, 0) for stage in world.condition.stage]) * 100
    month = world.plan.month_starts.astype("datetime64[M]").astype(int) % 12
    share = np.select([month == 8, month == 2], [1.0, 0.5], 0.03)
    return by_household(world, costs[:, None] * share)


def _people(world: World) -> dict[str, Any]:
    people, life, condition = world.people, world.life, world.condition
    births = life.births
    n, born = len(people), len(births.mother)
    dead = np.where(life.dead_on == NEVER, np.datetime64("NaT"), life.dead_on)
    return {
        "person_id": np.arange(n + born) + 1,
        "resident_id": np.concatenate([people.resident_id, births.resident_id]),
        "name": np.concatenate([people.name, births.name]),
        "sex": sexes(np.concatenate([people.sex, births.sex])),
        "birth_date": np.concatenate([people.birth, births.birth]),
        "household_id": np.concatenate([people.household, people.household[births.mother]]) + 1,
        "death_date": np.concatenate([dead, np.full(born, np.datetime64("NaT", "D"))]),
        "work": np.concatenate([condition.work, texts(["child"] * born)]),
        "disability_category": np.concatenate([condition.card_category, np.zeros(born, np.int64)]),
        "disability_level": np.concatenate([condition.card_level, np.zeros(born, np.int64)]),
    }


def visits(world: World, months: dict[str, Any]) -> dict[str, Any]:
    """What somebody who goes there and looks would find: who is at home, what comes in, what is owned."""
    run, life, estate = world.plan.months, world.life, world.estate
    starts = world.plan.month_starts
    alive = life.dead_on[:, None] > starts
    jailed = (life.jailed_on[:, None] <= starts) & (life.freed_on[:, None] > starts)
    away = (life.away_from[:, None] <= starts) & (life.away_to[:, None] > starts) & alive
    seen = ("household_id", "month", "pay", "business", "farm", "pension", "gifts", "medical", "school")
    owned = {
        "deposits": estate.deposits,
        "car_value": estate.car,
        "motorcycle": estate.motorcycle,
        "homes": estate.homes,
        "floor_area": estate.floor_area,
        "land_mu": estate.land,
        "house_condition": np.digitize(estate.fortune, [0.6, 0.9, 1.5]) + 1,
    }
    return {
        **{name: months[name] for name in seen},
        "members_alive": by_household(world, alive).reshape(-1),
        "members_away": by_household(world, away & ~jailed).reshape(-1),
        "members_in_prison": by_household(world, jailed & alive).reshape(-1),
        "supporting_children_elsewhere": np.repeat(by_household(world, world.kin.far[:, None]), run),
        **{name: np.repeat(column, run) for name, column in owned.items()},
    }


def events(world: World) -> dict[str, Any]:
    """Everything that happened in the run, in order of date."""
    life, plan, condition = world.life, world.plan, world.condition
    everyone = np.arange(len(world.people))
    by_day = {
        "death": life.dead_on,
        "work_lost": life.out_of_work_on,
        "imprisoned": life.jailed_on,
        "released": life.freed_on,
        "left_for_work": life.away_from,
        "came_home": life.away_to,
        "card_issued": np.where(np.isnat(condition.card_issued), NEVER, condition.card_issued),
    }
    rows = [(kind, everyone, day) for kind, day in by_day.items()]
    rows += [("wedding", life.weddings.husband, life.weddings.day), ("wedding", life.weddings.wife, life.weddings.day)]
    rows += [("divorce", life.divorces.husband, life.divorces.day), ("divorce", life.divorces.wife, life.divorces.day)]
    rows.append(("birth_of_child", life.births.mother, life.births.birth))
    kind = np.concatenate([np.full(len(day), name, object) for name, _, day in rows])
    person = np.concatenate([who for _, who, _ in rows])
    day = np.concatenate([day for _, _, day in rows])
    in_run = np.flatnonzero((day >= plan.start) & (day < plan.stop))
    order = in_run[np.lexsort((person[in_run], day[in_run]))]
    return {"person_id": person[order] + 1, "kind": kind[order], "date": day[order]}


def _illness(world: World) -> dict[str, Any]:
    bills = world.bills
    return {
        "person_id": bills.person + 1,
        "date": bills.day,
        "kind": bills.kind,
        "disease_code": bills.code,
        "total": bills.total,
        "self_paid": bills.self_paid,
        "taken_back": bills.taken_back,
    }


def _planted(world: World) -> dict[str, Any]:
    parts = world.parts
    return {
        "case": np.array([part.case for part in parts], dtype=np.int64),
        "kind": texts([part.kind for part in parts]),
        "role": texts([part.role for part in parts]),
        "variety": texts([part.variety for part in parts]),
        "household_id": np.array([part.household + 1 for part in parts], dtype=np.int64),
        "person_id": np.array([part.person + 1 for part in parts], dtype=np.int64),
        "date": np.array([part.day for part in parts], dtype="datetime64[D]"),
    }


def _circumstances(world: World) -> dict[str, Any]:
    told = world.circumstances
    person = np.array([each.person for each in told], dtype=np.int64)
    return {
        "kind": texts([each.kind for each in told]),
        "variety": texts([each.variety for each in told]),
        "household_id": world.people.household[person] + 1,
        "person_id": person + 1,
        "date": np.array([each.day for each in told], dtype="datetime64[D]"),
        "until": np.array([each.until for each in told], dtype="datetime64[D]"),
        "figure": np.array([each.figure for each in told], dtype=np.int64),
        "is_so": np.array([each.is_so for each in told], dtype=bool),
    }
