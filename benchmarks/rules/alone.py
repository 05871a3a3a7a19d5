"""What bounds our run from both sides: a bare sum over the same columns, and one decision with its whole trace."""

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.rules import setting
from benchmarks.rules.engine import Figures, Results, Run, command, timed
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER, SUPPORTER
from minzheng.rulekit.decision import decide
from minzheng.rulekit.records import Record

FAMILY = {
    "members": [
        {"ref": "a", "relation": "self", "birth": "1981-04-02"},
        {"ref": "b", "relation": "spouse", "birth": "1984-09-30", "disability": ["limb", 2]},
        {"ref": "c", "relation": "child", "birth": "2012-01-15", "student": "compulsory"},
        {"ref": "d", "relation": "parent", "birth": "1950-11-03", "co_living": True},
    ],
    "income": [
        {"p": "a", "kind": "wage", "annual": 14_000, "months": 8},
        {"p": "a", "kind": "business", "annual": 2_300},
        {"p": "d", "kind": "transfer_in", "sub": "basic_pension_central", "annual": 1_680},
        {"p": "a", "kind": "transfer_out", "annual": 400},
    ],
    "expenses": [{"p": "b", "kind": "medical", "annual_self_paid": 3_120.5}],
    "assets": {"financial": 6_000, "homes": 1, "homes_area_total": 90},
    "supporters_apart": [{"household_size": 3, "household_income_monthly": 5_200}],
}


def ready(table: pa.Table) -> Run:
    """`scan`: two threads add up every column the rules read.  `trace_ms`: the median of 200 decisions explained."""
    columns = list(_columns(table))

    def run(figures: Figures) -> Results:
        with ThreadPoolExecutor(2) as pool, timed(figures, "scan"):
            list(pool.map(pc.sum, columns))
        figures["trace_ms"] = statistics.median(_decision_ms() for _ in range(200))
        return {}

    return run


def _columns(table: pa.Table) -> Iterator[pa.ChunkedArray]:
    yield table["place"]
    yield from _fields(table, HOUSEHOLD)
    for name, record in (("members", MEMBER), ("supporters", SUPPORTER)):
        yield from _fields(pa.Table.from_struct_array(table[name].combine_chunks().values), record)


def _fields(table: pa.Table, record: Record) -> list[pa.ChunkedArray]:
    return [table[name] for name in record.fields if name in table.column_names]


def _decision_ms() -> float:
    start = time.perf_counter()
    decide("assistance.household", FAMILY, as_of=setting.DAY, division=setting.DIVISION, explain=True)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    setting.places()
    command(ready)()
