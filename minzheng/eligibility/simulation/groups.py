"""Who gains and who loses: households by township, people by age, sex, ethnic group and disability."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from minzheng.eligibility.common.codes import Disability
from minzheng.eligibility.simulation.model import Column, Paid

AGES = {"0-15": 16, "16-59": 60, "60-69": 70, "70-79": 80, "80+": 200}  # up to before this age
LABELS = {
    "sex": {1: "male", 2: "female"},
    "disability": {int(kind): kind.name.lower() for kind in Disability},
}


@dataclass(frozen=True)
class Moved:
    """One group: how many gain and lose, and by how much what is paid changes, in fen a month.

    Of people, those count who are paid for before or after; the change of their household is shared among them in
    equal parts, so many fen each that the groups add up to the whole.
    """

    label: str
    gaining: int
    losing: int
    change: int


def moved(before: Paid, after: Paid, households: pa.Table) -> dict[str, list[Moved]]:
    """The groups of each kind that has a column: township of households; age, sex, ethnic_group, disability of people.

    Groups in which nobody gains or loses are left out.
    """
    change = after.monthly - before.monthly
    found = {}
    if "township" in households.column_names:
        found["township"] = _count(*_coded(_whole(households["township"]), {}), change, change)
    lists = _whole(households["members"])
    home, row, share = _people(before.covered | after.covered, change, lists)
    people = lists.flatten().take(pa.array(row))
    for kind in ("age", "sex", "ethnic_group", "disability"):
        if people.type.get_field_index(kind) >= 0:
            values = people.field(kind)
            codes, names = _banded(values) if kind == "age" else _coded(values, LABELS.get(kind, {}))
            found[kind] = _count(codes, names, change[home], share)
    return found


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _people(covered: Column, change: Column, lists: pa.ListArray) -> tuple[Column, Column, Column]:
    """The members paid for in households whose amount changes: their household, their row, their part of the change.

    The fen that do not divide go one each to the first.
    """
    offsets = lists.offsets.to_numpy().astype(np.int64)
    first, size = offsets[:-1] - offsets[0], np.diff(offsets)
    touched = np.flatnonzero(change)
    home = np.repeat(touched, size[touched])
    index = np.arange(len(home)) - np.repeat(np.cumsum(size[touched]) - size[touched], size[touched])
    paid_for = (covered[home] >> index & 1).astype(bool)
    home, index = home[paid_for], index[paid_for]
    heads = np.bitwise_count(covered[home]).astype(np.int64)
    rank = np.bitwise_count(covered[home] & ((1 << index) - 1))
    share = change[home] // heads + (rank < change[home] % heads)
    return home, first[home] + index, share


def _banded(ages: pa.Array) -> tuple[Column, Sequence[str]]:
    return np.searchsorted(list(AGES.values()), ages.to_numpy(), side="right"), list(AGES)


def _coded(values: pa.Array, labels: Mapping[int, str]) -> tuple[Column, Sequence[str]]:
    """Small numbers for the values, and what each is called."""
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    names = [labels.get(value, str(value)) for value in values.dictionary.to_pylist()]
    return values.indices.to_numpy(), names


def _count(codes: Column, names: Sequence[str], direction: Column, change: Column) -> list[Moved]:
    """Rows by group: which way the household of each goes, and the change that is its own."""
    number = len(names)
    gaining = np.bincount(codes[direction > 0], minlength=number).tolist()
    losing = np.bincount(codes[direction < 0], minlength=number).tolist()
    total = np.zeros(number, np.int64)
    np.add.at(total, codes, change)
    rows = [Moved(*row) for row in zip(names, gaining, losing, total.tolist(), strict=True)]
    return [row for row in rows if row.gaining or row.losing]
