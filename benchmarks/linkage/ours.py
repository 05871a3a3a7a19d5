"""The rows of the benchmark through our own matching."""

from datetime import date

import pyarrow as pa

from benchmarks.linkage.labelled import Labelled
from minzheng.exchange.linkage import numbers
from minzheng.exchange.linkage.probable import score
from minzheng.exchange.linkage.rows import Known, Unlinked, table_of_people, table_of_rows


def run(given: Labelled) -> pa.Table:
    """Row, person and score of whom each row may mean; from the rows as they came, numbers in the clear."""
    people = table_of_people(
        Known(one["id"], one["name"], one["hash"], one["birth"], one["sex"], one["village"],
              one["kin"])
        for one in given.people.to_pylist()
    )  # fmt: skip
    rows = given.rows.to_pylist()
    found = score(table_of_rows(_unlinked(row) for row in rows), people).found
    return pa.table({
        "row": [rows[at]["id"] for at in found["row"].to_pylist()], "person": found["person"], "score": found["share"],
    })  # fmt: skip


def _unlinked(row: dict[str, object]) -> Unlinked:
    number, birth = str(row["number"]), str(row["birth"])
    return Unlinked(
        feed="benchmark", key=str(row["id"]).encode(), name=str(row["name"]), numbers=numbers.hashes(number),
        has_number=bool(number), birth=_day(birth), sex=int(str(row["sex"])), village=int(str(row["village"])),
        town=int(str(row["town"])), kin=[str(row["kin"])] if row["kin"] else [],
    )  # fmt: skip


def _day(text: str) -> date | int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else date.fromisoformat(text)
