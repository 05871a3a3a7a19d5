"""What is compared: rows that have nobody, and the people of the register, as tables of equal columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from minzheng.exchange.linkage.names import forms
from minzheng.exchange.setaside import SetAside
from minzheng.kernel.declare import registry

#: The columns by which rows and people are compared.  Nothing of a number but keyed hashes is among them.
COMPARED = pa.schema(
    [
        ("id", pa.int64()), ("numbers", pa.list_(pa.binary())), ("folded", pa.string()), ("tones", pa.string()),
        ("shape", pa.string()), ("sound", pa.string()), ("surname", pa.string()), ("near", pa.list_(pa.string())),
        ("birth", pa.string()), ("year", pa.int32()), ("sex", pa.int8()), ("village", pa.int64()),
        ("town", pa.int64()), ("kin", pa.list_(pa.string())),
    ]
)  # fmt: skip
_VILLAGES = 1000  # a village's code is its township's and three digits


@dataclass(frozen=True)
class Unlinked:
    """A row of a department that has nobody in the register yet, as far as its contract tells whom it means.

    feed, key   the row: its data set, and its natural key.
    numbers     keyed hashes of the right numbers that the number in the row may mean, with the slip each would be;
                empty where the row has no number.
    has_number  whether it has one.  A number that is near nobody's speaks against everybody.
    birth       a date, or a year alone.
    sex         1 male, 2 female, 0 unknown.
    village, town   codes of twelve digits; 0 where they are unknown.
    kin         names of people of the same household.
    money_fen   the money that the row tells of, which hangs on whose it is.
    batch, row  where it stands, if it was not taken for its number alone; 0 for a row that was taken.
    """

    feed: str
    key: bytes
    name: str
    numbers: Mapping[bytes, str] = field(default_factory=dict)
    has_number: bool = False
    birth: date | int | None = None
    sex: int = 0
    village: int = 0
    town: int = 0
    kin: Sequence[str] = ()
    money_fen: int = 0
    batch: int = 0
    row: int = 0


def unlinked(row: SetAside, **more: Any) -> Unlinked:
    """A row that was not taken for its number alone, as it is compared."""
    return Unlinked(
        row.batch.feed, row.key, row.name, kin=row.kin, money_fen=money_of(row.batch.feed, row.values),
        batch=row.batch.pk, row=row.row, **more,
    )  # fmt: skip


def money_of(feed: str, values: Mapping[str, Any]) -> int:
    """The most money of which a row tells, in fen."""
    fields = [column.field for column in registry.feeds[feed].columns if column.kind in ("money", "money_10k")]
    return max((abs(values.get(name) or 0) for name in fields), default=0)


@dataclass(frozen=True)
class Known:
    """Somebody in the register: the keyed hash of the number, if there is one, and what else is compared."""

    id: int
    name: str
    number: bytes | None = None
    birth: date | None = None
    sex: int = 0
    village: int = 0
    kin: Sequence[str] = ()


def town_of(village: int) -> int:
    """The township of a village, both as codes of twelve digits."""
    return village // _VILLAGES * _VILLAGES


def table_of_rows(rows: Iterable[Unlinked]) -> pa.Table:
    """The rows as they are compared, numbered from 0 in their order."""
    given = list(rows)
    numbers = [list(row.numbers) if row.has_number else None for row in given]
    return _table(given, range(len(given)), numbers, [row.town or town_of(row.village) for row in given])


def table_of_people(people: Iterable[Known]) -> pa.Table:
    """The people as they are compared, under their ids."""
    known = list(people)
    numbers = [None if one.number is None else [one.number] for one in known]
    return _table(known, [one.id for one in known], numbers, [town_of(one.village) for one in known])


def _table(
    given: Sequence[Unlinked | Known], ids: Iterable[int], numbers: Sequence[list[bytes] | None], towns: Sequence[int]
) -> pa.Table:
    """A table, column by column; what is unknown is null, so that it agrees with nothing and disagrees with nothing."""
    heard = [forms(one.name) for one in given]
    births = [one.birth for one in given]
    columns: list[Sequence[Any]] = [
        list(ids), numbers,
        *([getattr(each, form) or None for each in heard] for form in ("folded", "tones", "shape", "sound", "surname")),
        [each.near for each in heard],
        [f"{day:%Y%m%d}" if isinstance(day, date) else None for day in births],
        [day.year if isinstance(day, date) else day for day in births],
        [one.sex or None for one in given], [one.village or None for one in given], [town or None for town in towns],
        [[forms(name).sound for name in one.kin if name] or None for one in given],
    ]  # fmt: skip
    return pa.table([pa.array(column, each.type) for column, each in zip(columns, COMPARED, strict=True)], COMPARED)
