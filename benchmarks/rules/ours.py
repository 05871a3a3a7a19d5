"""Our run: from Arrow tables, then the same with the facts in memory."""

import numpy as np
import pyarrow as pa

from benchmarks.rules import setting
from benchmarks.rules.engine import Figures, Results, Run, command, timed
from minzheng.eligibility.common.records import LAYOUT
from minzheng.rulekit.arrow import evaluate_table, population
from minzheng.rulekit.mass import evaluate
from minzheng.rulekit.money import EXACT
from minzheng.schemes.dibao.place import PLACE
from minzheng.schemes.dibao.rules import Assessment, assess

PLACES = PLACE.array(setting.places())
EXACT_AMOUNTS = ("countable", "before_deductions", "gap", "top_up")


def ready(table: pa.Table) -> Run:
    """`total`: from the Arrow table on.  `calculate`: the facts are in memory as records; after it, as in OpenFisca."""
    records = population(table.combine_chunks().to_batches()[0], LAYOUT, PLACES)

    def run(figures: Figures) -> Results:
        with timed(figures, "total"):
            results = evaluate_table(assess, table, LAYOUT, PLACES, Assessment)
        found = _narrow(results)
        del results
        with timed(figures, "calculate"):
            results = evaluate(assess, records, Assessment)
        in_memory = _narrow(results)
        assert all((found[name] == in_memory[name]).all() for name in found), "from the table and in memory differ"
        return found

    return run


def _narrow(results: Results) -> Results:
    """As OpenFisca has them: exact yearly amounts as the whole fen they are with the values of the bench."""
    return {name: _fen(column) if name in EXACT_AMOUNTS else column.astype("i4") for name, column in results.items()}


def _fen(exact: np.ndarray) -> np.ndarray:
    fen, parts = np.divmod(exact, EXACT)
    assert not parts.any(), "an amount is no whole fen"
    return fen.astype("i4")


if __name__ == "__main__":
    command(ready)()
