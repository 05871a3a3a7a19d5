"""Mending single rows of a file on screen: what was typed comes in as a small file of its own that mends the first one.

Each row is read by itself before, so that a row still wrong stays where it is, with what is wrong with it now.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minzheng.exchange.bench import hand_in
from minzheng.exchange.models import Batch, RowError
from minzheng.exchange.queries import contract_of, faulty_rows
from minzheng.exchange.reading import ROW_HEADERS, read_file
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Feed
from minzheng.kernel.tables import writing
from minzheng.kernel.tables.problems import RowProblem, row_sentence

_NUMBER = re.compile(r"[+-]\d[\d,]*(\.\d+)?")

#: Headers and the cells of rows, as texts.
Cells = Sequence[str]


@dataclass(frozen=True)
class RowToMend:
    """A row that was not taken: the error, its cells as they came (one for each header), and which cell is wrong."""

    error: RowError
    cells: list[str]
    at: int | None


@dataclass
class Mended:
    """What became of the rows that were typed anew: the files they came in, and rows still wrong."""

    files: list[Batch] = field(default_factory=list)
    still: dict[int, RowProblem] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows were taken."""
        return sum(file.loaded + file.repeated for file in self.files)


def rows_to_mend(batch: Batch, limit: int | None = None) -> tuple[list[str], list[RowToMend]]:
    """The header of a file and its rows that were not taken, the first of them where there is a limit."""
    contract = contract_of(batch.feed)
    header, rows = faulty_rows(batch)
    own = [at for at, name in enumerate(header) if name not in ROW_HEADERS]  # those of a file before tell nothing here
    names = [header[at] for at in own]
    found = []
    for error, cells in islice(rows, limit):
        whole = fitted(cells, len(header))
        found.append(RowToMend(error, [whole[at] for at in own], place_of(contract, names, error.column)))
    return names, found


def mend_rows(*, batch: Batch, typed: Mapping[int, Cells], actor: Actor, date: Date) -> Mended:
    """Take in the rows of a file that were typed anew, by their number; those as wrong as before are told.

    A row of an earlier month comes as a file of that month, since a file is of one month.
    """
    contract, mended = contract_of(batch.feed), Mended()
    header, _rows = rows_to_mend(batch, 0)
    by_month: dict[Date, list[Cells]] = defaultdict(list)
    for number, cells in typed.items():
        row = [*cells, str(number)]
        about = _read(contract, header, row, batch.month)
        if isinstance(about, RowProblem):
            mended.still[number] = about
        else:
            by_month[batch.month if contract.covers == "all" else min(about.replace(day=1), batch.month)].append(row)
    for month, rows in sorted(by_month.items()):
        file_name = f"{batch.file_name} ({ROW_HEADERS[0]} {'、'.join(row[-1] for row in rows)})"
        mended.files.append(
            hand_in(
                feed=batch.feed, month=month, file_name=file_name, content=as_file(header, rows), actor=actor,
                date=date, mends=batch,
            )
        )  # fmt: skip
    return mended


def file_to_mend(batch: Batch, kind: str) -> bytes:
    """The rows of a file that were not taken, as they came, with what is wrong; as CSV or XLSX (`tables.writing`)."""
    header, rows = rows_to_mend(batch)
    lines = ([*map(_cell, row.cells), row.error.row, _reason(row.error)] for row in rows)
    return writing.write(kind, [*header, _row_header(), _("What is wrong")], lines)


def _reason(error: RowError) -> str:
    words = row_sentence(error.code, error.detail)
    return f"{error.column}: {words}" if error.column else words


def _cell(text: str) -> Any:
    """A cell as it came; an amount with its sign as a number, which a spreadsheet program takes for no formula."""
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else text


def _row_header() -> str:
    """What the column of row numbers is called in the reader's language; either word is known when it comes back."""
    chinese, english = ROW_HEADERS
    return chinese if (get_language() or "").startswith("zh") else english


def as_file(header: Cells, rows: Iterable[Cells]) -> bytes:
    """Rows with their number in the first file at the end, as a CSV file of their own."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[*header, ROW_HEADERS[0]], *rows])
    return out.getvalue().encode("utf-8-sig")


def fitted(cells: Cells, width: int) -> list[str]:
    """Cells to the number of headers: missing ones empty, those too many joined to the last."""
    if len(cells) <= width:
        return [*cells, *[""] * (width - len(cells))]
    return [*cells[: width - 1], " ".join(cells[width - 1 :])]


def place_of(contract: Feed, header: Cells, column: str) -> int | None:
    """Where in a header the column of an error stands, which the error calls by the contract's first name for it."""
    names = next((c.headers for c in contract.columns if column and column in c.headers), ())
    return next((at for at, name in enumerate(header) if name in names), None)


def _read(contract: Feed, header: Cells, row: Cells, month: Date) -> Date | RowProblem:
    """The day a single row is about, or what is wrong with it."""
    reading = read_file(replace(contract, covers="all"), as_file(header, [row]), month)
    return reading.faults[0][1] if reading.faults else reading.good[contract.as_of][0].as_py()
