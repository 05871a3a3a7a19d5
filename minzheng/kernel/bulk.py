"""Rows by the million between PostgreSQL and Arrow, by COPY: what a mass of rows is worked out with lies outside it."""

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa
from django.db import connection, connections, models
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


def create(rows: Iterable[models.Model]) -> int:
    """Write new rows of one model, each given its number, and return how many they are.

    As `bulk_create` does, a fraction as slow: the rows are copied beside the table and put in by one statement, which
    row-level security looks at as at any other.
    """
    made = list(rows)
    if not made:
        return 0
    table, fields = made[0]._meta.db_table, made[0]._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    to = connections[connection.alias]  # asked for once: every value asks it how it is written
    with to.cursor() as cursor:
        numbers = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(numbers, [table, len(made)])
        for row, (number,) in zip(made, cursor.fetchall(), strict=True):
            row.pk = number
        cursor.execute(f"CREATE TEMPORARY TABLE created AS SELECT {names} FROM {table} WITH NO DATA")
        with cursor.copy(f"COPY created ({names}) FROM STDIN") as copy:
            for row in made:
                copy.write_row([field.get_db_prep_save(field.pre_save(row, True), to) for field in fields])
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM created")
        cursor.execute("DROP TABLE created")
    return len(made)
