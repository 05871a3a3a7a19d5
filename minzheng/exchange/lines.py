"""What is kept of the rows that were read: their keys, their values, and hashes where identity numbers stood."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from minzheng.exchange.reading import ROW, Reading, type_of
from minzheng.kernel.declare import Feed, FeedColumn
from minzheng.kernel.identity.fields import keyring

#: The columns that the lines of every data set have, before those of its contract.
#: `hash` is the keyed hash of the identity number, `person` whom it belongs to once that was found out, `agrees`
#: whether the register knows them by the name in the file, and `linked` whether they were found without the number.
COMMON = pa.schema(
    [
        ("key", pa.binary()), ("row", pa.int32()), ("hash", pa.binary()), ("name", pa.string()), ("as_of", pa.date32()),
        ("person", pa.int64()), ("agrees", pa.bool_()), ("linked", pa.bool_()), ("batch", pa.int64()),
    ]
)  # fmt: skip


def kept(feed: Feed) -> list[FeedColumn]:
    """The columns of a contract whose values stay: without names, and without what would give a number away."""
    names = {name for name, _number in feed.persons}
    return [column for column in feed.columns if not _hashed(column) and column.field not in names]


def schema_of(feed: Feed) -> pa.Schema:
    """The columns of a data set's lines.  Fields of a contract stand behind a `_`, so that none is taken for ours."""
    return pa.schema([*COMMON, *((f"_{column.field}", type_of(column)) for column in kept(feed))])


def lines_of(feed: Feed, reading: Reading, batch: int) -> pa.Table:
    """A line for everybody whom a row is about, without anything that gives an identity number away.

    Such values leave their keyed hash in the key; so does each of several people.
    """
    good = reading.good
    values: dict[str, list[Any]] = {
        column.field: good[column.field].to_pylist()
        for column in feed.columns
        if _hashed(column) or column.field in feed.key
    }
    hashes = {column.field: _hashes(values[column.field]) for column in feed.columns if _hashed(column)}
    apart = values | {
        field: [None if each is None else each.hex() for each in hashed] for field, hashed in hashes.items()
    }
    parts = [_texts(apart[field]) for field in feed.key]
    tables = []
    for name, number in feed.persons:
        also = [_texts(apart[number])] if len(feed.persons) > 1 else []
        columns = {
            "key": natural_keys(feed.code, [*parts, *also]), "row": good[ROW], "hash": hashes[number],
            "name": good[name].fill_null(""), "as_of": good[feed.as_of], "batch": [batch] * good.num_rows,
            **{f"_{column.field}": good[column.field] for column in kept(feed)},
        }  # fmt: skip
        nothing = [None] * good.num_rows
        schema = schema_of(feed)
        arrays = [_column(columns.get(each.name, nothing), each.type) for each in schema]
        tables.append(pa.Table.from_arrays(arrays, schema=schema))
    return pa.concat_tables(tables)


def natural_keys(feed: str, columns: Sequence[Iterable[str]]) -> list[bytes]:
    """For every row, the 32 bytes that are the same for the same event, whatever file it comes in."""
    start, digest = f"{feed}\x1f".encode(), hashlib.sha256
    return [digest(start + "\x1f".join(parts).encode()).digest() for parts in zip(*columns, strict=True)]


def _hashed(column: FeedColumn) -> bool:
    return column.kind == "resident_id" or not column.kept


def _hashes(values: Iterable[Any]) -> list[bytes | None]:
    feed_hash = keyring().feed_hash
    return [None if value is None else feed_hash(str(value)) for value in values]


def _texts(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values]


def _column(values: Any, kind: pa.DataType) -> Any:
    return values if isinstance(values, pa.ChunkedArray) else pa.array(values, kind)
