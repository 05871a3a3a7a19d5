"""Rows that were not taken for an identity number alone: what else they tell, and how they read with the right one.

They lie in their file and nowhere else, until they are judged to be somebody's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from minzheng.exchange.mending import as_file, fitted
from minzheng.exchange.models import Batch
from minzheng.exchange.queries import contract_of, row_errors
from minzheng.exchange.reading import MENDS, ROW, ROW_HEADERS, Reading, read_file, schema_of, swapped
from minzheng.kernel.declare import Feed
from minzheng.kernel.documents import vault
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.identity.resident_id import check_digit
from minzheng.kernel.tables.opening import open_table

#: What is wrong with a number, and that there is none.
FAULTY = ("resident_id_length", "resident_id_charset", "resident_id_date", "resident_id_check")
MISSING = ("missing",)
#: Stands for a number while it is seen whether all else of a row is right, and for that of who has none.
NOBODYS_NUMBER = "99000119000101999" + check_digit("99000119000101999")
#: The field of the number at fault, the cells of the row, and what its columns are called.
_Row = tuple[str, list[str]]


@dataclass(frozen=True)
class SetAside:
    """A row in which nothing is wrong but one number.

    key     tells it from every other row of the data set, whatever file it stands in; says nothing of the number.
    typed   what stands for the number, as it came.
    values  what else it says, by the fields of the contract.
    kin     names of the others whom it is about.
    """

    batch: Batch
    row: int
    key: bytes
    name: str
    typed: str
    values: Mapping[str, Any] = field(default_factory=dict)
    kin: Sequence[str] = ()


def rows_set_aside(batch: Batch, faults: Sequence[str], limit: int) -> list[SetAside]:
    """The rows of a file that were not taken for their number alone; none of a file that has more than a limit."""
    header, rows = _rows(batch, faults, limit)
    contract = contract_of(batch.feed)
    filled = {row: _fill(contract, header, one, NOBODYS_NUMBER) for row, one in rows.items()}
    reading = _read(contract, header, filled, batch)
    names = {number: name for name, number in contract.persons}
    found = []
    for values in reading.good.to_pylist():
        about, cells = rows[values[ROW]]
        others = [values[name] for number, name in names.items() if number != about and values[name]]
        key = keyring().feed_hash("\x1f".join([batch.feed, *cells]))
        typed = cells[_at(contract, header, about)]
        found.append(SetAside(batch, values[ROW], key, values[names[about]] or "", typed, values, others))
    return found


def read_filled_in(batch: Batch, numbers: Mapping[int, str]) -> Reading:
    """Rows of a file as they read with a person's number in place of the one at fault, by their number in the file."""
    header, rows = _rows(batch, FAULTY + MISSING, None)
    contract = contract_of(batch.feed)
    filled = {row: _fill(contract, header, rows[row], number) for row, number in numbers.items() if row in rows}
    return _read(contract, header, filled, batch)


def _rows(batch: Batch, faults: Sequence[str], limit: int | None) -> tuple[list[str], dict[int, _Row]]:
    """The header of a file, and its rows that are wrong in a number, by their number in the file."""
    contract = contract_of(batch.feed)
    fields = {contract.column(number).headers[0]: number for _name, number in contract.persons}
    errors = row_errors(batch).filter(code__in=faults, column__in=fields)
    wrong = {row: fields[column] for row, column in errors.values_list("row", "column")}
    if not wrong or batch.removed_on or (limit is not None and len(wrong) > limit):
        return [], {}
    table = open_table(vault.fetch(batch.digest), contract.headers)
    own = [at for at, name in enumerate(table.header) if name not in ROW_HEADERS]
    header = [table.header[at] for at in own]
    found = ((row, [fitted(cells, len(table.header))[at] for at in own]) for row, cells in table.rows if row in wrong)
    return header, {row: (wrong[row], _put_right(contract, header, cells)) for row, cells in found}


def _put_right(contract: Feed, header: list[str], cells: list[str]) -> list[str]:
    """The cells with names and numbers in their own places."""
    for name, number in contract.persons:
        one, other = _at(contract, header, name), _at(contract, header, number)
        if swapped(cells[one], cells[other]):
            cells[one], cells[other] = cells[other], cells[one]
    return cells


def _fill(contract: Feed, header: list[str], row: _Row, number: str) -> list[str]:
    about, cells = row
    at = _at(contract, header, about)
    return [*cells[:at], number, *cells[at + 1 :]]


def _read(contract: Feed, header: list[str], rows: Mapping[int, list[str]], batch: Batch) -> Reading:
    """Rows as they read by themselves; those that are wrong in something else are left out."""
    if not rows:
        return Reading("", schema_of(contract).empty_table())
    lines = [[*cells, str(row)] for row, cells in rows.items()]
    reading = read_file(replace(contract, covers="all"), as_file(header, lines), batch.month)
    reading.good = reading.good.set_column(reading.good.schema.get_field_index(ROW), ROW, reading.good[MENDS])
    return reading


def _at(contract: Feed, header: list[str], name: str) -> int:
    """Where in a header the column of a field stands."""
    return next(header.index(each) for each in contract.column(name).headers if each in header)
