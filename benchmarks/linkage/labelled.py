"""Rows as departments write them, each with the person it means, from a synthetic county.

A row has the number, the name, the date of birth, the sex, the place and the name of somebody of the same household, as
far as its clerk knew and typed them.  Some rows mean people whom the register does not know.  How
characters are mistaken stands here on its own: the tables of the matcher are not asked.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import yaml
from pypinyin import lazy_pinyin

from config.commands.county import villages_of
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.identity.resident_id import check_digit, fault_of
from minzheng.kernel.testing.county.arrays import Dice, Ints
from minzheng.kernel.testing.county.files.spoil import typed_wrong
from minzheng.kernel.testing.county.plan import CountyPlan
from minzheng.kernel.testing.county.world import World, create


@dataclass(frozen=True)
class Labelled:
    """A register and rows about it.

    people   id, number and its keyed hash (as registers keep it), name, birth (date), sex (1, 2), village (12 digits),
             kin (names of the others at home).
    rows     id, number, name, birth (text: a day, a year, or empty), sex (0 unknown), village, town (0 unknown), kin.
    truth    for each row the id of the person meant; 0 for somebody the register does not know.
    """

    people: pa.Table
    rows: pa.Table
    truth: Ints


def labelled(people: int, rows: int, seed: int) -> Labelled:
    """A register of about so many people and so many rows.  One in seven of the county is not in the register.

    Those whom it lacks live among the others, in the same homes, with neighbouring numbers.
    """
    plan = CountyPlan(people=people * 7 // 6, months=1, seed=seed)
    world, dice = create(plan, villages_of(plan)), plan.dice("labelled")
    count = len(world.people)
    known, meant = dice.random(count) < 6 / 7, dice.integers(0, count, rows)
    home, kin = world.village_of(np.arange(count)), _kin(world)
    villages = np.array([seat.code for seat in world.villages])
    written = [{"id": row, **_written(dice, world, who, int(home[who]), kin[who], villages)}
               for row, who in enumerate(meant.tolist(), 1)]  # fmt: skip
    register = _people(world, home, kin).filter(pa.array(known))
    return Labelled(register, pa.Table.from_pylist(written), np.where(known[meant], meant + 1, 0))


def _people(world: World, home: Ints, kin: list[list[str]]) -> pa.Table:
    people = world.people
    return pa.table({
        "id": np.arange(len(people)) + 1, "number": pa.array(people.resident_id.tolist()),
        "hash": pa.array(map(keyring().feed_hash, people.resident_id.tolist())),
        "name": pa.array(people.name.tolist()), "birth": pa.array(people.birth.astype("datetime64[D]"), pa.date32()),
        "sex": people.sex, "village": home, "kin": pa.array(kin),
    })  # fmt: skip


def _kin(world: World) -> list[list[str]]:
    homes: dict[int, list[int]] = defaultdict(list)
    for who, home in enumerate(world.people.household.tolist()):
        homes[home].append(who)
    names = world.people.name
    return [[names[o] for o in homes[h] if o != who] for who, h in enumerate(world.people.household.tolist())]


def _written(dice: Dice, world: World, who: int, village: int, kin: list[str], villages: Ints) -> dict[str, object]:
    people = world.people
    place = dice.choice(["right", "town", "none", "other"], p=[0.75, 0.1, 0.1, 0.05])
    code = int(dice.choice(villages)) if place == "other" else village
    return {
        "number": _number(dice, people.resident_id[who]),
        "name": misname(dice, people.name[who]),
        "birth": _birth(dice, str(people.birth[who])[:10]),
        "sex": int(dice.choice([people.sex[who], 0, 3 - people.sex[who]], p=[0.95, 0.03, 0.02])),
        "village": code if place in ("right", "other") else 0,
        "town": 0 if place == "none" else code // 1000 * 1000,
        "kin": misname(dice, str(dice.choice(kin))) if kin and dice.random() < 0.4 else "",
    }


def _number(dice: Dice, number: str) -> str:
    """None, one mistyped, or one that looks right and is another's or nobody's."""
    kind = dice.choice(["none", "slip", "rechecked"], p=[0.4, 0.48, 0.12])
    if kind == "none":
        return ""
    if kind == "slip":
        return typed_wrong(dice, number)
    for _try in range(50):
        at = int(dice.integers(6, 17))
        first = number[:at] + str(dice.integers(10)) + number[at + 1 : 17]
        other = first + check_digit(first)
        if other != number and fault_of(other) is None:
            return other
    return ""


def _birth(dice: Dice, day: str) -> str:
    kind = dice.choice(["right", "year", "none", "digit", "swapped"], p=[0.7, 0.12, 0.1, 0.05, 0.03])
    year, month, date = day.split("-")
    if kind == "year":
        return year
    if kind == "digit":
        return f"{year}-{month}-{1 + (int(date) + int(dice.integers(1, 27))) % 28:02}"
    if kind == "swapped":
        return f"{year}-{date}-{month}" if int(date) <= 12 else f"{int(year) + 1}-{month}-{date}"
    return "" if kind == "none" else day


def misname(dice: Dice, name: str) -> str:
    """A name as it may be written by somebody who heard it, copied it, or could not type it."""
    if "·" in name and dice.random() < 0.6:
        name = name.replace("·", str(dice.choice(["", "•", ".", " "])))
    kind = dice.choice(["right", "sound", "alike", "older", "less", "swapped"], p=[0.76, 0.1, 0.06, 0.04, 0.03, 0.01])
    if kind == "less" and len(name) > 2:
        return name[:-1]
    if kind == "swapped" and len(name) > 2:
        return name[:-2] + name[-1] + name[-2]
    if kind in ("sound", "alike", "older"):
        return _changed(dice, name, str(kind))
    return name


def _changed(dice: Dice, name: str, kind: str) -> str:
    """One character of the name mistaken; surnames are mistaken less often than given names."""
    places = [at for at in range(len(name)) if _others(kind).get(name[at])]
    if not places:
        return name
    weights = np.array([0.2 if at == 0 else 1.0 for at in places])
    at = int(dice.choice(places, p=weights / weights.sum()))
    return name[:at] + str(dice.choice(_others(kind)[name[at]])) + name[at + 1 :]


@cache
def _others(kind: str) -> dict[str, list[str]]:
    if kind == "sound":
        return _homophones()
    table: dict[str, list[str]] = defaultdict(list)
    for one, other in yaml.safe_load(Path(__file__).with_name("mistaken.yaml").read_text(encoding="utf-8"))[kind]:
        table[one].append(other)
        if kind == "alike":
            table[other].append(one)
    return table


def _homophones() -> dict[str, list[str]]:
    """The commonest characters (the first plane of GB 2312) by their sound, in one or another tone."""
    common = [bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312") for row in range(16, 56) for cell in range(1, 95)
              if (row, cell) < (55, 90)]  # fmt: skip
    by_sound = defaultdict(list)
    for character in common:
        by_sound[lazy_pinyin(character)[0]].append(character)
    return {c: [other for other in by_sound[lazy_pinyin(c)[0]] if other != c] for c in common}
