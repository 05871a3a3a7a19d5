"""Rows by the million between PostgreSQL and Arrow, by COPY: what a mass of rows is worked out with lies outside it."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from django.db import connection
from pyarrow import csv

_BLOCK = 4 * 1024**2
#: PostgreSQL writes yes and no as t and f; what is null is an empty cell without quotes.
_TEXTS = {"null_values": [""], "quoted_strings_can_be_null": False, "true_values": ["t"], "false_values": ["f"]}


def fetch(select: str, schema: pa.Schema, values: Sequence[Any] = ()) -> pa.Table:
    """The rows of a SELECT as a table of this schema, whose names are those of its columns in order.

    Bytes are to be selected as hexadecimal text: `encode(column, 'hex')`.
    """
    out = pa.BufferOutputStream()
    with connection.cursor() as cursor, cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT CSV)", values) as copy:
        for block in copy:
            out.write(block)
    content = out.getvalue()
    if not content.size:
        return schema.empty_table()
    return csv.read_csv(
        pa.BufferReader(content),
        read_options=csv.ReadOptions(column_names=schema.names),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(column_types=schema, strings_can_be_null=True, **_TEXTS),
    )


def put(cursor: Any, name: str, columns: str, table: pa.Table) -> None:
    """Put a table into a new temporary one of PostgreSQL, which goes with the transaction.

    columns     as CREATE TABLE has them, in the order of the table's own.
    """
    cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")
    with cursor.copy(f"COPY {name} FROM STDIN (FORMAT CSV)") as copy:
        for batch in table.to_batches(max_chunksize=100_000):
            out = pa.BufferOutputStream()
            csv.write_csv(batch, out, csv.WriteOptions(include_header=False))
            copy.write(out.getvalue().to_pybytes())
