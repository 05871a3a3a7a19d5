"""Arrow tables become records with every fact checked, and however they are cut the outcome is the same."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from benchmarks.rules import generate, setting
from minzheng.eligibility.common.records import LAYOUT, MEMBER
from minzheng.rulekit.arrow import evaluate_table, population
from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.mass import evaluate
from minzheng.schemes.dibao.place import PLACE
from minzheng.schemes.dibao.rules import Assessment, assess


@pytest.fixture(scope="module")
def places() -> np.ndarray[Any, Any]:
    return PLACE.array(setting.places())


@pytest.fixture(scope="module")
def households() -> pa.Table:
    return generate.households(2_000, seed=11)


def _with_members(table: pa.Table, **columns: pa.Array) -> pa.Table:
    """The table with these columns of its members replaced."""
    lists = table["members"].combine_chunks()
    kept = dict(zip(lists.type.value_type.names, lists.values.flatten(), strict=True))
    structs = pa.StructArray.from_arrays([*{**kept, **columns}.values()], [*{**kept, **columns}])
    replaced = pa.ListArray.from_arrays(lists.offsets, structs)
    return table.set_column(table.schema.get_field_index("members"), "members", replaced)


def test_a_table_in_pieces_gives_what_the_whole_gives_in_memory(households, places):
    pieces = pa.concat_tables([households.slice(0, 700), households.slice(700, 1), households.slice(701)])
    found = evaluate_table(assess, pieces, LAYOUT, places, Assessment)
    whole = evaluate(assess, population(households.to_batches()[0], LAYOUT, places), Assessment)
    for name in Assessment._fields:
        assert (found[name] == whole[name]).all(), name
    assert set(found["household_class"]) == {0, 1, 2, 3, 4}


def test_members_are_numbered_within_their_household_and_fields_without_a_column_have_their_default(households, places):
    rows = households.slice(500, 3).select(["place", "members", "supporters", "cars"])
    found = population(rows.to_batches()[0], LAYOUT, places)
    sizes = pc.list_value_length(rows["members"]).to_pylist()
    assert found.members["index"].tolist() == [index for size in sizes for index in range(size)]
    assert found.households["homes"].tolist() == [1, 1, 1]
    assert found.members["wage"].tolist() == [m["wage"] for members in rows["members"].to_pylist() for m in members]


def test_a_fact_out_of_range_is_told_with_the_rows_it_is_in(households, places):
    members = households["members"].combine_chunks().values
    ages = pa.array([200, *members.field("age").to_pylist()[1:]], pa.int16())
    with pytest.raises(FactsError, match=r"rows 0 to 1999 of the table: Member\.age, row 0: 200 is outside 0 to 150"):
        evaluate_table(assess, _with_members(households, age=ages), LAYOUT, places, Assessment)


def test_a_null_is_refused(households, places):
    members = households["members"].combine_chunks().values
    wages = pa.array([None, *members.field("wage").to_pylist()[1:]], pa.int32())
    with pytest.raises(FactsError, match=r"Member\.wage: 1 values are null; what nobody knows is a bit of `missing`"):
        evaluate_table(assess, _with_members(households, wage=wages), LAYOUT, places, Assessment)


def test_fractions_are_refused(households, places):
    members = households["members"].combine_chunks().values
    broken = _with_members(households, wage=members.field("wage").cast(pa.float64()))
    with pytest.raises(FactsError, match=r"Member\.wage: float64 is no whole number"):
        evaluate_table(assess, broken, LAYOUT, places, Assessment)


def test_a_table_without_supporters_says_so(households, places):
    with pytest.raises(FactsError, match="the table has no column supporters"):
        evaluate_table(assess, households.drop_columns("supporters"), LAYOUT, places, Assessment)


def test_every_field_of_a_member_is_generated(households):
    names = set(households.schema.field("members").type.value_type.names)
    assert set(MEMBER.fields) - {"index"} <= names
