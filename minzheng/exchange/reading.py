"""Reading a whole file under its contract: good rows, rows with errors, and whether the month is right."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minzheng.kernel.declare import Feed, FeedColumn
from minzheng.kernel.tables.opening import Table, open_table
from minzheng.kernel.tables.problems import FileRefused, RowProblem
from minzheng.kernel.tables.values import read

#: A file is taken to be of another month when this share of its rows is of that one.
WRONG_MONTH_PERCENT = 50


@dataclass(frozen=True)
class GoodRow:
    """A row that could be read: its number in the file and its values by field."""

    number: int
    values: dict[str, Any]


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
    reading = Reading(table.encoding)
    for number, cells in _rows_of(table):
        try:
            reading.good.append(GoodRow(number, _values(columns, cells, len(table.header))))
        except RowProblem as problem:
            reading.faults.append((number, problem))
    if not reading.rows:
        raise FileRefused("empty")
    _check_month(feed, reading, month)
    return reading


def natural_key(feed: Feed, values: dict[str, Any]) -> bytes:
    """The 32 bytes that are the same for the same event, whatever file it comes in."""
    return hashlib.sha256("\x1f".join([feed.code, *(str(values[f]) for f in feed.key)]).encode()).digest()


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
        elif column.required:
            missing.append(column.headers[0])
    if missing:
        found = "、".join(header for header in table.header if header)[:200]
        raise FileRefused("missing_columns", {"missing": "、".join(missing), "found": found or "-"})
    return matched


def _values(columns: list[tuple[FeedColumn, int]], cells: list[str], width: int) -> dict[str, Any]:
    if len(cells) != width:
        raise RowProblem("columns", detail=str(len(cells)))
    return {column.field: _value(column, cells[at]) for column, at in columns}


def _value(column: FeedColumn, text: str) -> Any:
    header = column.headers[0]
    if text.lstrip().startswith("="):
        raise RowProblem("formula", header)
    if not text.strip():
        if column.required:
            raise RowProblem("missing", header)
        return None
    try:
        return read(column, text)
    except RowProblem as problem:
        raise RowProblem(problem.code, header, problem.detail) from None


def _check_month(feed: Feed, reading: Reading, month: date) -> None:
    """Refuse a file of another month where the contract is for one; rows after the month are faults in any."""
    months = Counter(row.values[feed.as_of].replace(day=1) for row in reading.good)
    if months and feed.covers == "month":
        likely, count = months.most_common(1)[0]
        percent = 100 * count // months.total()
        if likely != month and percent >= WRONG_MONTH_PERCENT:
            parameters = {"month": f"{month:%Y-%m}", "likely": f"{likely:%Y-%m}", "percent": percent}
            raise FileRefused("wrong_month", parameters)
    header = feed.column(feed.as_of).headers[0]
    after = [row for row in reading.good if row.values[feed.as_of].replace(day=1) > month]
    for row in after:
        reading.faults.append((row.number, RowProblem("future", header, str(row.values[feed.as_of]))))
    late = {row.number for row in after}
    reading.good = [row for row in reading.good if row.number not in late]
