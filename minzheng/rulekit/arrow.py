"""Households as an Arrow table: a row a household, its members and its supporters as lists of structs.

A column of whole numbers fills the field it is named after, in the household as in the structs; `place` says which of
the places given is the household's; a field without a column has its default; other columns are let be.  The table is
worked in blocks that fit the processor's cache, so that it may be far larger than what the rules need in memory.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa

from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.mass import SLICES, Population, check_totals, kernel
from minzheng.rulekit.outcomes import room_for
from minzheng.rulekit.records import Layout, Record
from minzheng.rulekit.rule import Rule

BLOCK = 1 << 16  # households: smaller ones leave the threads waiting for the interpreter between them


def population(rows: pa.RecordBatch, layout: Layout, places: np.ndarray[Any, Any]) -> Population:
    """The rows as records; FactsError names the column that has nulls, no whole numbers or one outside its range.

    places   one row of the rules' `place` for each number that the column `place` may hold.
    """
    columns = dict(zip(rows.schema.names, rows.columns, strict=True))
    first_member, members, people = _listed(columns, "members", layout.member)
    first_supporter, supporters, relatives = _listed(columns, "supporters", layout.supporter)
    slices = SLICES.check(
        {
            **_fields(columns, SLICES, only=("place",)),
            "first_member": first_member, "members": members,
            "first_supporter": first_supporter, "supporters": supporters,
        }
    )  # fmt: skip
    given = ([name for name in names if name in people] for names in layout.totals)
    check_totals(slices, people, *(names for names in given if names))
    household = layout.household.check(_fields(columns, layout.household))
    return Population(slices, household, layout.member.check(people), layout.supporter.check(relatives), places)


def evaluate_table(
    rule: Rule, table: pa.Table, layout: Layout, places: np.ndarray[Any, Any], outcome: type[Any], *, threads: int = 2
) -> dict[str, np.ndarray[Any, Any]]:
    """Run a rule for every row of a table; see `mass.evaluate` for the outcome and the threads."""
    results = room_for(outcome, table.num_rows)
    run = kernel(rule, len(results))
    blocks = table.to_batches(max_chunksize=BLOCK)
    starts = np.cumsum([0, *(block.num_rows for block in blocks)])

    def work(block: pa.RecordBatch, start: int) -> None:
        try:
            found = population(block, layout, places)
        except FactsError as error:
            raise FactsError(f"rows {start} to {start + block.num_rows - 1} of the table: {error}") from None
        run(*found.arrays, results, start, 0, block.num_rows)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, blocks, starts))
    return dict(zip(outcome._fields, results, strict=True))


def _listed(columns: Mapping[str, pa.Array], name: str, record: Record) -> tuple[Any, Any, dict[str, Any]]:
    """Of a column of lists: where each begins, how long each is, and the fields of the structs in them."""
    lists = columns.get(name)
    if lists is None:
        raise FactsError(f"the table has no column {name}")
    _no_nulls(lists, name)
    offsets = lists.offsets.to_numpy().astype(np.int64)
    first, count = offsets[:-1] - offsets[0], np.diff(offsets)
    structs = lists.values.slice(offsets[0], offsets[-1] - offsets[0])
    _no_nulls(structs, name)
    inside = {structs.type.field(i).name: structs.field(i) for i in range(structs.type.num_fields)}
    fields = _fields(inside, record)
    if "index" in record.fields:
        fields["index"] = np.arange(len(structs)) - np.repeat(first, count)
    return first, count, fields


def _fields(columns: Mapping[str, pa.Array], record: Record, only: tuple[str, ...] = ()) -> dict[str, Any]:
    found = {}
    for name in only or record.fields:
        column = columns.get(name)
        if column is not None:
            _no_nulls(column, f"{record.name}.{name}")
            found[name] = column.to_numpy(zero_copy_only=False)
    return found


def _no_nulls(column: pa.Array, name: str) -> None:
    if column.null_count:
        raise FactsError(f"{name}: {column.null_count} values are null; what nobody knows is a bit of `missing`")
