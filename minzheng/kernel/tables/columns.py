"""A table's rows laid out by columns, many at a time: what is regular is taken apart at once, the rest line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa
from pyarrow import csv

from minzheng.kernel.tables.opening import Line, Table, Text
from minzheng.kernel.tables.problems import FileRefused


@dataclass(frozen=True)
class Columns:
    """A stretch of rows: their numbers in the file, their cells by columns, and the rows of another width.

    other   number of the row, and how many cells it has.
    """

    numbers: Sequence[int]
    cells: list[list[str]]
    other: list[tuple[int, int]]


def in_columns(table: Table, rows: int) -> Iterator[Columns]:
    """The rows of a table, so many at a time.  Raises FileRefused where the file is damaged further down."""
    at_once = _at_once(table.text, len(table.header)) if table.text else None
    if table.text and at_once is not None:
        for start in range(0, at_once.num_rows, rows):
            stretch, first = at_once.slice(start, rows), table.text.header_at + 1 + start
            cells = [column.to_pylist() for column in stretch.columns]
            yield Columns(range(first, first + stretch.num_rows), cells, [])
    else:
        yield from _line_by_line(table, rows)


def _at_once(text: Text, width: int) -> pa.Table | None:
    """All rows of a text in which a line is a row of so many cells, none is empty and nothing is quoted; else None."""
    start = 0
    for _line in range(text.header_at):
        start = text.content.find("\n", start) + 1
        if not start:
            return None
    body = text.content[start:].rstrip("\r\n")
    if (
        not body
        or body[0] == "\ufeff"
        or '"' in body
        or body.count("\r") != body.count("\r\n")
        or not text.delimiter.isascii()
    ):
        return None
    if re.search(rf"(?m)^[\s{re.escape(text.delimiter)}]*$", body):
        return None
    names = [str(at) for at in range(width)]
    try:
        return csv.read_csv(
            pa.BufferReader(body.encode()),
            read_options=csv.ReadOptions(column_names=names, use_threads=False),
            parse_options=csv.ParseOptions(delimiter=text.delimiter, quote_char=False),
            convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid:  # a row of another width
        return None


def _line_by_line(table: Table, rows: int) -> Iterator[Columns]:
    try:
        while lines := list(islice(table.rows, rows)):
            yield _laid_out(lines, len(table.header))
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused("damaged", {"reason": str(error)[:80]}) from error


def _laid_out(lines: list[Line], width: int) -> Columns:
    whole = [line for line in lines if len(line[1]) == width]
    cells = [list(column) for column in zip(*(cells for _number, cells in whole), strict=True)]
    other = [(number, len(cells)) for number, cells in lines if len(cells) != width]
    return Columns([number for number, _cells in whole], cells, other)
