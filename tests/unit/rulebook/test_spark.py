"""Spark gives every household what is given in process."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.rules import generate, setting
from minzheng.eligibility.common.records import LAYOUT
from minzheng.rulekit.arrow import evaluate_table
from minzheng.schemes.dibao.place import PLACE
from minzheng.schemes.dibao.rules import Assessment, assess

pytestmark = pytest.mark.long
pyspark = pytest.importorskip("pyspark", reason="the extra `spark` is not installed: make test-long installs it")


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two workers on this machine, running the Python of this test."""
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        yield session
        session.stop()


@pytest.fixture(scope="module")
def households() -> pa.Table:
    """Those of the demonstration county and its neighbours."""
    return generate.households(6_000, seed=522633)


def test_spark_and_the_process_agree_to_the_fen(spark: Any, households: pa.Table, tmp_path: Path) -> None:
    from minzheng.rulekit.spark import evaluate_frame

    places = PLACE.array(setting.places())
    file = tmp_path / "households.parquet"
    pq.write_table(households, file)
    frame = spark.read.parquet(str(file))
    done = evaluate_frame(assess, frame, LAYOUT, places, Assessment, by="county", key="household_id").toArrow()
    found = done.sort_by("household_id")
    assert found["household_id"].to_pylist() == households["household_id"].to_pylist()
    expected = evaluate_table(assess, households, LAYOUT, places, Assessment)
    for name in Assessment._fields:
        assert (found[name].to_numpy() == expected[name]).all(), name
    assert set(expected["household_class"]) == {0, 1, 2, 3, 4}
