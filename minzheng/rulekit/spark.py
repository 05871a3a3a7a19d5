"""Rules over more than one machine: the compiled kernel inside Spark, one task for the households of a county.

Spark moves the rows; what is evaluated is `rulekit.arrow` on every batch, so the outcome is the one had in process.
Needs the extra `spark` and Java 17.  Workers keep compiled code where MINZHENG_RULE_CACHE says, as everyone does.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.types import LongType, StructField, StructType

from minzheng.rulekit.arrow import evaluate_table
from minzheng.rulekit.records import Layout
from minzheng.rulekit.rule import Rule


def evaluate_frame(
    rule: Rule, frame: DataFrame, layout: Layout, places: np.ndarray[Any, Any], outcome: type[Any], *, by: str, key: str
) -> DataFrame:
    """Run a rule for every row of a data frame laid out as `rulekit.arrow` says.

    by    the column whose equal values are worked together ("county").
    key   the column of whole numbers that names a household; it comes back before the fields of the outcome.

    Facts that cannot be used stop the job, with the message of the FactsError.
    """
    numbers = [StructField(name, LongType(), nullable=False) for name in outcome._fields]
    schema = StructType([StructField(key, LongType(), nullable=False), *numbers])
    return frame.repartition(by).mapInArrow(_worker(rule, layout, places, outcome, key), schema)


def _worker(
    rule: Rule, layout: Layout, places: np.ndarray[Any, Any], outcome: type[Any], key: str
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What Spark sends to its workers: each has a core, so one thread."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            found = evaluate_table(rule, pa.Table.from_batches([batch]), layout, places, outcome, threads=1)
            numbers = {name: column.astype(np.int64) for name, column in found.items()}
            yield pa.RecordBatch.from_pydict({key: batch.column(key).cast(pa.int64()), **numbers})

    return work
