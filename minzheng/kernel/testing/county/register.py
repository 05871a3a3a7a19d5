"""What the platform's registers hold on the first day of the run, as Parquet tables to load.

    people        person_id, resident_id (null for some newborn), name, sex, birth_date, ethnic_group (GB/T 3304),
                  marital_status (GB/T 2261.2), registration_code (village, 12 digits), phone
    households    household_id, household_no, village_code (12 digits), address, is_urban, head_person_id, registered_on
    memberships   household_id, person_id, relation (GB/T 4761: 0 head, 1 spouse, 2 son, 3 daughter, 5 parent),
                  valid_from, valid_to (null while it lasts)
    kinship       person_id, relation (father, mother, spouse, child), kin_person_id (null outside the county),
                  kin_lives (same household, county, elsewhere)
    accounts      account_no, person_id, bank, opened_on
    benefits      benefit_id, scheme, household_id, person_id (who draws it), heads, since, monthly_amount (fen)
    villages      village_code, name, township, longitude, latitude (made up; null where no outline is known),
                  location_is_synthetic

Identifiers are whole numbers from one on; days are dates; money is fen.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from minzheng.kernel.testing.county.arrays import Flags, Texts, texts
from minzheng.kernel.testing.county.people import MALE, PARENT
from minzheng.kernel.testing.county.world import World


def write_register(world: World, folder: Path) -> None:
    """Write every table of the register."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "people": _people(world),
        "households": _households(world),
        "memberships": _memberships(world),
        "kinship": _kinship(world),
        "accounts": _accounts(world),
        "benefits": _benefits(world),
        "villages": _villages(world),
    }
    for name, columns in tables.items():
        write_table(folder / f"{name}.parquet", columns)


def write_table(path: Path, columns: dict[str, Any]) -> None:
    """Write columns as Parquet; days without value (NaT) become nulls."""
    pq.write_table(pa.table({name: _column(values) for name, values in columns.items()}), path, compression="zstd")


def _column(values: Any) -> pa.Array:
    if isinstance(values, pa.Array):
        return values
    array = np.asarray(values)
    if array.dtype.kind == "M":
        return pa.array(array.astype("datetime64[D]"), pa.date32(), mask=np.isnat(array))
    return pa.array(array)


def sexes(codes: Any) -> Texts:
    """Sex in words, as the identity number tells it."""
    return texts(np.where(np.asarray(codes) == MALE, "male", "female"))


def _unless(flags: Flags, column: Texts) -> Texts:
    """The column with nulls where the flag is set."""
    kept = column.copy()
    kept[flags] = None
    return kept


def _people(world: World) -> dict[str, Any]:
    people = world.people
    everyone = np.arange(len(people))
    newborn = (people.age_on(world.plan.start) < 1) & (world.plan.dice("unregistered").random(len(people)) < 0.15)
    return {
        "person_id": everyone + 1,
        "resident_id": _unless(newborn, people.resident_id),
        "name": people.name,
        "sex": sexes(people.sex),
        "birth_date": people.birth,
        "ethnic_group": texts([f"{group:02}" for group in people.ethnic]),
        "marital_status": people.marital,
        "registration_code": world.village_of(everyone),
        "phone": _unless(people.age_on(world.plan.start) < 16, people.phone),
    }


def _households(world: World) -> dict[str, Any]:
    households, plan = world.households, world.plan
    dice = plan.dice("addresses")
    ids = np.arange(len(households)) + 1
    seats = [world.villages[v] for v in households.village]
    groups, doors = dice.integers(1, 12, len(households)), dice.integers(1, 160, len(households))
    addresses = [f"{s.town}{_short(s.name)}{g}组{d}号" for s, g, d in zip(seats, groups, doors, strict=True)]
    return {
        "household_id": ids,
        "household_no": texts([f"{plan.county}{i:07}" for i in ids]),
        "village_code": np.array([seat.code for seat in seats]),
        "address": texts(addresses),
        "is_urban": np.array([seat.is_urban for seat in seats]),
        "head_person_id": households.head + 1,
        "registered_on": plan.start - dice.integers(200, 9000, len(households)).astype("timedelta64[D]"),
    }


def _short(name: str) -> str:
    return name.replace("村民委员会", "").replace("居民委员会", "").replace("居委会", "").replace("村委会", "村")


def _memberships(world: World) -> dict[str, Any]:
    people, plan = world.people, world.plan
    earliest = np.datetime64("2012-01-01")
    return {
        "household_id": people.household + 1,
        "person_id": np.arange(len(people)) + 1,
        "relation": people.relation,
        "valid_from": np.minimum(np.maximum(people.birth, earliest), plan.start),
        "valid_to": np.full(len(people), np.datetime64("NaT", "D")),
    }


def _kinship(world: World) -> dict[str, Any]:
    people, kin = world.people, world.kin
    everyone = np.arange(len(people))
    edges = [("father", people.father), ("mother", people.mother), ("spouse", people.spouse)]
    rows = [(everyone[other >= 0], texts([name] * int((other >= 0).sum())), other[other >= 0]) for name, other in edges]
    for parents in (people.father, people.mother):
        apart = (parents >= 0) & (people.relation != PARENT)
        rows.append((parents[apart], texts(["child"] * int(apart.sum())), everyone[apart]))
    away = np.repeat(everyone, kin.far)
    rows.append((away, texts(["child"] * len(away)), np.full(len(away), -1)))
    person, relation, other = (np.concatenate([row[i] for row in rows]) for i in range(3))
    lives = np.where(
        other < 0, "elsewhere", np.where(people.household[person] == people.household[other], "same", "county")
    )
    return {
        "person_id": person + 1,
        "relation": relation,
        "kin_person_id": pa.array(other + 1, pa.int64(), mask=other < 0),
        "kin_lives": texts(lives),
    }


def _accounts(world: World) -> dict[str, Any]:
    people, plan = world.people, world.plan
    holders = np.flatnonzero(people.age_on(plan.start) >= 16)
    opened = plan.start - plan.dice("accounts").integers(100, 4000, len(holders)).astype("timedelta64[D]")
    return {
        "account_no": people.account[holders],
        "person_id": holders + 1,
        "bank": texts(["示例农村信用社"] * len(holders)),
        "opened_on": opened,
    }


def _benefits(world: World) -> dict[str, Any]:
    benefits = world.benefits
    return {
        "benefit_id": np.arange(len(benefits.scheme)) + 1,
        "scheme": benefits.scheme,
        "household_id": benefits.household + 1,
        "person_id": benefits.person + 1,
        "heads": benefits.heads,
        "since": benefits.since,
        "monthly_amount": benefits.amount,
    }


def _villages(world: World) -> dict[str, Any]:
    seats = world.villages
    return {
        "village_code": np.array([seat.code for seat in seats]),
        "name": texts([seat.name for seat in seats]),
        "township": texts([seat.town for seat in seats]),
        "longitude": pa.array([seat.longitude for seat in seats], pa.float64()),
        "latitude": pa.array([seat.latitude for seat in seats], pa.float64()),
        "location_is_synthetic": np.full(len(seats), True),
    }
