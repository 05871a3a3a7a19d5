"""What both engines are given: the county, the day, the values in force there, the population as Arrow tables."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from config import rulebook
from minzheng.eligibility.common.codes import PaymentMode
from minzheng.schemes.dibao.place import PLACE

DIVISION, DAY = "522633", date(2026, 3, 1)
RESIDENCES = {"rural": {"payment_mode": PaymentMode.TIER}, "urban": {"payment_mode": PaymentMode.GAP}}


def places() -> list[Any]:
    """The record of values for rural and for urban residents; to reach every rule the rural are paid by tier."""
    parameters = rulebook.load()
    return [parameters.view(DIVISION, DAY, each).over(over).record(PLACE) for each, over in RESIDENCES.items()]


def write(table: pa.Table, file: Path) -> None:
    """Keep a table."""
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def read(file: Path) -> pa.Table:
    """The table, in memory."""
    with pa.OSFile(str(file)) as source:
        return pa.ipc.open_file(source).read_all()
