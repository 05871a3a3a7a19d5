"""Reading a whole file under its contract: good rows, rows with errors, and whether the month is right."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from minzheng.exchange.cells import ColumnReader
from minzheng.kernel.declare import Feed, FeedColumn
from minzheng.kernel.identity.resident_id import clean
from minzheng.kernel.tables.columns import Columns, in_columns
from minzheng.kernel.tables.opening import Table, open_table
from minzheng.kernel.tables.problems import FileRefused, RowProblem

_NUMBER, _DIGIT = re.compile(r"^\d{14,17}[\dX]$"), re.compile(r"\d")
#: The column of a list of rows to mend that says which row of the file each was.
ROW_HEADERS = ("行号", "Row")
#: A file is taken to be of another month when this share of its rows is of that one.
WRONG_MONTH_PERCENT = 50
#: Columns of a reading beside the fields of the contract: the row in the file, and the row of an earlier file that it
#: is, mended.
ROW, MENDS = "row", "mends"
_BLOCK = 50_000
_TYPES = {"text": pa.string(), "resident_id": pa.string(), "date": pa.date32(), "month": pa.date32()}


@dataclass
class Reading:
    """What was read from one file.

    good    the rows that could be read: their number in the file, the row they mend, and a column for each field.
    faults  the rows that could not, with what is wrong.
    """

    encoding: str
    good: pa.Table
    faults: list[tuple[int, RowProblem]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows the file had."""
        return self.good.num_rows + len(self.faults)


def read_file(feed: Feed, content: bytes, month: date) -> Reading:
    """Read a file under its contract for a month (its first day).

    Raises FileRefused where the file as a whole cannot be taken: not a table, a needed column missing, another month.
    """
    table = open_table(content, feed.headers)
    block = _Block(feed, table, month)
    reading = Reading(table.encoding, schema_of(feed).empty_table())
    batches = [block.read(stretch, reading.faults) for stretch in in_columns(table, _BLOCK)]
    reading.good = pa.Table.from_batches(batches, schema_of(feed))
    if not reading.rows and feed.covers != "all":  # of events, a month may see none
        raise FileRefused("empty")
    _check_month(feed, reading, month)
    return reading


def schema_of(feed: Feed) -> pa.Schema:
    """The columns of a reading: whole numbers for money, figures and codes."""
    kinds = [(column.field, type_of(column)) for column in feed.columns]
    return pa.schema([(ROW, pa.int32()), (MENDS, pa.int32()), *kinds])


def type_of(column: FeedColumn) -> pa.DataType:
    """How the values of a column are kept."""
    return _TYPES.get(column.kind, pa.int64())


class _Block:
    """Reads a file's rows, many at a time.  Of each row that has any, the first problem is told."""

    def __init__(self, feed: Feed, table: Table, month: date) -> None:
        self.schema, self.month = schema_of(feed), month
        self.readers = _match_columns(feed, table)
        at = {reader.column.field: reader.at for reader in self.readers}
        #: The places of the name and of the number of everybody whom a row is about.
        self.pairs = [(at[name], at[number]) for name, number in feed.persons if name in at and number in at]
        self.given = [column.field for column in feed.columns if not column.headers]
        self.mends = next((table.header.index(header) for header in ROW_HEADERS if header in table.header), None)

    def read(self, stretch: Columns, faults: list[tuple[int, RowProblem]]) -> pa.RecordBatch:
        """The good rows of a stretch; what is wrong with the others is added to the faults."""
        faults += [(number, RowProblem("columns", detail=str(width))) for number, width in stretch.other]
        if not stretch.numbers:
            return pa.RecordBatch.from_pylist([], self.schema)
        cells = stretch.cells
        self._unswap(cells)
        columns: dict[str, Any] = {ROW: stretch.numbers}
        if self.mends is not None:  # a list of rows to mend brings along which row of the file each was
            columns[MENDS] = [int(text) if text.strip().isdecimal() else None for text in cells[self.mends]]
        problems: dict[int, RowProblem] = {}
        for reader in self.readers:
            columns[reader.column.field], wrong = reader.read(cells[reader.at])
            problems = wrong | problems
        faults += [(stretch.numbers[at], problem) for at, problem in sorted(problems.items())]
        return self._batch(columns, len(stretch.numbers), problems)

    def _batch(self, columns: dict[str, Any], rows: int, problems: dict[int, RowProblem]) -> pa.RecordBatch:
        columns |= dict.fromkeys(self.given, [self.month] * rows)
        nothing = [None] * rows
        arrays = [pa.array(columns.get(each.name, nothing), each.type) for each in self.schema]
        batch = pa.RecordBatch.from_arrays(arrays, schema=self.schema)
        return batch.filter(pa.array([at not in problems for at in range(rows)])) if problems else batch

    def _unswap(self, cells: list[list[str]]) -> None:
        """Put right where a name and a number were typed into each other's place."""
        for name, number in self.pairs:
            names, numbers = cells[name], cells[number]
            for at in [at for at, text in enumerate(names) if _DIGIT.search(text)]:
                if swapped(names[at], numbers[at]):
                    names[at], numbers[at] = numbers[at], names[at]


def swapped(name: str, number: str) -> bool:
    """Whether a name and a number were typed into each other's place."""
    return bool(_NUMBER.match(clean(name)) and not _DIGIT.search(number))


def _match_columns(feed: Feed, table: Table) -> list[ColumnReader]:
    places = {header: at for at, header in reversed(list(enumerate(table.header)))}
    matched, missing = [], []
    for column in feed.columns:
        at = next((places[header] for header in column.headers if header in places), None)
        if at is not None:
            matched.append(ColumnReader(column, at))
        elif column.required and column.headers:
            missing.append(column.headers[0])
    if missing:
        found = "、".join(header for header in table.header if header)[:200]
        raise FileRefused("missing_columns", {"missing": "、".join(missing), "found": found or "-"})
    return matched


def _check_month(feed: Feed, reading: Reading, month: date) -> None:
    """Refuse a file of another month where the contract is for one; rows after the month are faults in any."""
    months = pc.floor_temporal(reading.good[feed.as_of], unit="month")
    if reading.good.num_rows and feed.covers != "all":
        likely, count = max((each["values"].as_py(), each["counts"].as_py()) for each in _most(months))
        percent = 100 * count // reading.good.num_rows
        if likely != month and percent >= WRONG_MONTH_PERCENT:
            parameters = {"month": f"{month:%Y-%m}", "likely": f"{likely:%Y-%m}", "percent": percent}
            raise FileRefused("wrong_month", parameters)
    header = next(iter(feed.column(feed.as_of).headers), "")
    after = pc.greater(months, pa.scalar(month, months.type))
    late = reading.good.filter(after)
    for number, day in zip(late[ROW].to_pylist(), late[feed.as_of].to_pylist(), strict=True):
        reading.faults.append((number, RowProblem("future", header, str(day))))
    reading.good = reading.good.filter(pc.invert(after))


def _most(months: pa.ChunkedArray) -> list[Any]:
    """The months of which there are most rows."""
    counts = pc.value_counts(months)
    most = max(counts.field("counts").to_pylist())
    return [each for each in counts if each["counts"].as_py() == most]
