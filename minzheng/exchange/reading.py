"""Reading a whole file under its contract: good rows, rows with errors, and whether the month is right."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minzheng.kernel.declare import Feed, FeedColumn
from minzheng.kernel.identity.resident_id import clean
from minzheng.kernel.tables.opening import Table, open_table
from minzheng.kernel.tables.problems import FileRefused, RowProblem
from minzheng.kernel.tables.values import read

_NUMBER, _DIGIT = re.compile(r"^\d{14,17}[\dX]$"), re.compile(r"\d")
#: The column of a list of rows to mend that says which row of the file each was.
ROW_HEADERS = ("行号", "Row")
#: A file is taken to be of another month when this share of its rows is of that one.
WRONG_MONTH_PERCENT = 50


@dataclass(frozen=True)
class GoodRow:
    """A row that could be read: its number in the file, its values by field, and the date it is about."""

    number: int
    values: dict[str, Any]
    as_of: date
    mends: int | None = None  # the row of an earlier file that this one is, mended


@dataclass
class Reading:
    """What was read from one file."""

    encoding: str
    good: list[GoodRow] = field(default_factory=list)
    faults: list[tuple[int, RowProblem]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows the file had."""
        return len(self.good) + len(self.faults)


def read_file(feed: Feed, content: bytes, month: date) -> Reading:
    """Read a file under its contract for a month (its first day).

    Raises FileRefused where the file as a whole cannot be taken: not a table, a needed column missing, another month.
    """
    table = open_table(content, feed.headers)
    columns = _match_columns(feed, table)
    pairs = _pairs(feed, columns)
    given = {column.field: month for column in feed.columns if not column.headers}
    reading = Reading(table.encoding)
    for number, cells in _rows_of(table):
        try:
            values = given | _values(columns, _unswapped(pairs, cells), len(table.header))
            reading.good.append(GoodRow(number, values, values[feed.as_of], _row_mended(table, cells)))
        except RowProblem as problem:
            reading.faults.append((number, problem))
    if not reading.rows and feed.covers != "all":  # of events, a month may see none
        raise FileRefused("empty")
    _check_month(feed, reading, month)
    return reading


def natural_key(feed: Feed, values: dict[str, Any], *also: str) -> bytes:
    """The 32 bytes that are the same for the same event, whatever file it comes in; told apart by further fields."""
    parts = (str(values[field]) for field in (*feed.key, *also))
    return hashlib.sha256("\x1f".join([feed.code, *parts]).encode()).digest()


def _rows_of(table: Table) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from table.rows
    except Exception as error:
        raise FileRefused("damaged", {"reason": str(error)[:80]}) from error


def _match_columns(feed: Feed, table: Table) -> list[tuple[FeedColumn, int]]:
    places = {header: at for at, header in reversed(list(enumerate(table.header)))}
    matched, missing = [], []
    for column in feed.columns:
        at = next((places[header] for header in column.headers if header in places), None)
        if at is not None:
            matched.append((column, at))
        elif column.required and column.headers:
            missing.append(column.headers[0])
    if missing:
        found = "、".join(header for header in table.header if header)[:200]
        raise FileRefused("missing_columns", {"missing": "、".join(missing), "found": found or "-"})
    return matched


def _pairs(feed: Feed, columns: list[tuple[FeedColumn, int]]) -> list[tuple[int, int]]:
    """The places of the name and of the number of everybody whom a row is about."""
    at = {column.field: place for column, place in columns}
    return [(at[name], at[number]) for name, number in feed.persons if name in at and number in at]


def _row_mended(table: Table, cells: list[str]) -> int | None:
    """The number in the column that a list of rows to mend brings along."""
    at = next((table.header.index(header) for header in ROW_HEADERS if header in table.header), None)
    return int(cells[at]) if at is not None and cells[at].strip().isdecimal() else None


def _unswapped(pairs: list[tuple[int, int]], cells: list[str]) -> list[str]:
    """The cells, where a name and a number were typed into each other's place put right."""
    for name, number in pairs:
        if max(name, number) < len(cells) and _NUMBER.match(clean(cells[name])) and not _DIGIT.search(cells[number]):
            cells = list(cells)
            cells[name], cells[number] = cells[number], cells[name]
    return cells


def _values(columns: list[tuple[FeedColumn, int]], cells: list[str], width: int) -> dict[str, Any]:
    if len(cells) != width:
        raise RowProblem("columns", detail=str(len(cells)))
    return {column.field: _value(column, cells[at]) for column, at in columns}


def _value(column: FeedColumn, text: str) -> Any:
    header = column.headers[0]
    if text.lstrip().startswith("="):
        raise RowProblem("formula", header)
    if not text.strip():
        if column.required and not column.blank:
            raise RowProblem("missing", header)
        return None
    try:
        return read(column, text)
    except RowProblem as problem:
        raise RowProblem(problem.code, header, problem.detail) from None


def _check_month(feed: Feed, reading: Reading, month: date) -> None:
    """Refuse a file of another month where the contract is for one; rows after the month are faults in any."""
    months = Counter(row.as_of.replace(day=1) for row in reading.good)
    if months and feed.covers != "all":
        likely, count = months.most_common(1)[0]
        percent = 100 * count // months.total()
        if likely != month and percent >= WRONG_MONTH_PERCENT:
            parameters = {"month": f"{month:%Y-%m}", "likely": f"{likely:%Y-%m}", "percent": percent}
            raise FileRefused("wrong_month", parameters)
    header = next(iter(feed.column(feed.as_of).headers), "")
    after = [row for row in reading.good if row.as_of.replace(day=1) > month]
    for row in after:
        reading.faults.append((row.number, RowProblem("future", header, str(row.as_of))))
    late = {row.number for row in after}
    reading.good = [row for row in reading.good if row.number not in late]
