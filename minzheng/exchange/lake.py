"""Where the lines of departments' files lie: Parquet beside the database, asked through DuckDB.

Every file that was taken in has one part here, named in its batch.  A part is never changed: whoever changes its lines
writes another and has the batch name that one, so that the database alone decides which parts count, and whatever is
killed half-way leaves at most a part that nobody names.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pyarrow as pa
from django.conf import settings

from minzheng.exchange.lines import schema_of
from minzheng.exchange.models import Batch, Refutation
from minzheng.kernel.declare import Feed, registry
from minzheng.registers.queries import survivors

#: A part that no batch names is swept away after so many seconds: nobody who looked it up can still be reading it.
_SWEPT_AFTER = 3600
_TYPES = {"binary": "BLOB", "string": "VARCHAR", "int32": "INTEGER", "int64": "BIGINT", "bool": "BOOLEAN"}


@contextmanager
def opened() -> Iterator[duckdb.DuckDBPyConnection]:
    """A place to ask in.  What does not fit into the memory allowed is put on the disk for the while."""
    settings.LAKE.mkdir(parents=True, exist_ok=True, mode=0o700)
    config: dict[str, Any] = {"memory_limit": settings.LAKE_MEMORY, "temp_directory": str(settings.LAKE / "spill")}
    with duckdb.connect(config=config) as duck:
        duck.execute("SET preserve_insertion_order = false")
        yield duck


def write(duck: duckdb.DuckDBPyConnection, feed: str, select: str, *, matched: bool = True) -> str:
    """Write the lines of a SELECT as a new part of a data set, those of one person together, and return its name.

    matched     False for lines that have nobody yet: written as they come, to be written anew with their people.
    """
    name = f"{feed}/{uuid4().hex}.parquet"
    path = settings.LAKE / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".draft")
    order, packed = (" ORDER BY person, as_of, row", "zstd") if matched else ("", "lz4")
    duck.execute(f"COPY ({select}{order}) TO '{draft}' (FORMAT parquet, COMPRESSION {packed}, ROW_GROUP_SIZE 60000)")
    draft.rename(path)
    return name


def lines_in(part: str) -> str:
    """The lines of one part, to be asked from."""
    return f"read_parquet('{settings.LAKE / part}')"


def show(
    duck: duckdb.DuckDBPyConnection, feed: str, batches: Iterable[Batch] | None = None, *, filled_in: bool = True
) -> str:
    """Make the lines of a data set, or of some of its files, a view of the place, and return its name.

    filled_in   whether those of rows that were not taken, and were judged to be somebody's, are among them.
    """
    if batches is None:
        batches = Batch.objects.filter(feed=feed, status=Batch.Status.LOADED)
    named = [part for batch in batches for part in (batch.part, batch.filled_in if filled_in else "") if part]
    parts = [str(settings.LAKE / part) for part in named]
    columns = ", ".join(f"NULL::{kind} AS {name}" for name, kind in _columns(registry.feeds[feed]))
    lines = f"UNION ALL BY NAME FROM read_parquet({parts}, union_by_name = true)" if parts else ""
    name = f"lines_{feed}"
    duck.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {columns} WHERE false {lines}")
    return name


def show_evidence(duck: duckdb.DuckDBPyConnection, feeds: Iterable[str], people: str = "") -> None:
    """Make the lines that count of each of these data sets a view, `evidence_` and its code.

    Those count whose name agrees, unless somebody went and found them wrong.  What is told of a record that was joined
    with another is told of the survivor.

    people  a table of those whose lines alone are wanted.
    """
    wrong = Refutation.objects.values_list("feed", "person_id", "as_of")
    put(duck, "wrong", wrong, feed=pa.string(), person=pa.int64(), as_of=pa.date32())
    some_are_joined = _joined(duck)
    for feed in feeds:
        lines = show(duck, feed)
        if some_are_joined:
            counts = "SELECT line.* REPLACE (COALESCE(survivor, line.person) AS person)"
            lines = f"({counts} FROM {lines} line LEFT JOIN joined USING (person))"
        duck.execute(
            f"CREATE OR REPLACE TEMP VIEW evidence_{feed} AS SELECT * FROM {lines} line WHERE agrees AND NOT EXISTS"
            f" (FROM wrong WHERE wrong.feed = '{feed}' AND wrong.person = line.person AND wrong.as_of = line.as_of)"
            + (f" AND person IN (SELECT person FROM {people})" if people else "")
        )


def put(duck: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[Any, ...]], **columns: pa.DataType) -> None:
    """Make plain rows a table of the place, in columns at once: row by row each would take a millisecond."""
    schema = pa.schema(columns.items())
    given = pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema)
    duck.register("given", given)
    duck.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM given")
    duck.unregister("given")


def add_people(duck: duckdb.DuckDBPyConnection, table: str, parts: Iterable[str]) -> None:
    """Add to a table those whose lines lie in these parts."""
    files = [str(settings.LAKE / part) for part in parts]
    who = f"SELECT person FROM read_parquet({files}) WHERE person IS NOT NULL"
    if _joined(duck):
        who = f"SELECT COALESCE(survivor, person) FROM ({who}) LEFT JOIN joined USING (person)"
    duck.execute(f"INSERT INTO {table} SELECT DISTINCT * FROM ({who})")


def _joined(duck: duckdb.DuckDBPyConnection) -> bool:
    """Whether records of one person were joined; if so, who each counts as is the table `joined`."""
    if not (found := survivors()):
        return False
    put(duck, "joined", found.items(), person=pa.int64(), survivor=pa.int64())
    return True


def parts_in_use() -> list[tuple[str, str]]:
    """The data set and the name of every part that counts, those of older files first."""
    rows = Batch.objects.exclude(part="", filled_in="").order_by("id").values_list("feed", "part", "filled_in")
    return [(feed, part) for feed, *parts in rows for part in parts if part]


def sweep() -> int:
    """Remove the parts that no batch names, and return how many they were."""
    named = {part for _feed, part in parts_in_use()}
    before = time.time() - _SWEPT_AFTER
    left = [path for path in settings.LAKE.glob("*/*") if _name(path) not in named and path.stat().st_mtime < before]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _name(path: Path) -> str:
    return path.relative_to(settings.LAKE).as_posix()


def _columns(feed: Feed) -> list[tuple[str, str]]:
    return [(f'"{each.name}"', "DATE" if str(each.type).startswith("date") else _TYPES[str(each.type)])
            for each in schema_of(feed)]  # fmt: skip
