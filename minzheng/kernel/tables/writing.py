"""Writing a table that somebody opens in a spreadsheet program: CSV with its mark, or XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any

import xlsxwriter

CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_IN_MEMORY = 16 * 1024**2
_WIDEST = 40


def tame(cell: Any) -> Any:
    """A text that a spreadsheet program would take for a formula becomes plain text; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def write(kind: str, header: Sequence[str], rows: Iterable[Sequence[Any]], note: str = "") -> bytes:
    """The table as a file of that kind.  `note` stands below the rows: what it is, who took it out, when."""
    return _xlsx(header, rows, note) if kind == XLSX else _csv(header, rows, note)


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]], note: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([tame(cell) for cell in row] for row in rows)
    if note:
        writer.writerow([note])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]], note: str) -> bytes:
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as out:
        book = xlsxwriter.Workbook(
            out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for at, label in enumerate(header):
            sheet.set_column(at, at, min(max(len(label) * 2, 12), _WIDEST))
        sheet.write_row(0, 0, header, book.add_format({"bold": True}))
        number = 0
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [tame(cell) for cell in row])
        if note:
            sheet.write_string(number + 2, 0, note)
        book.close()
        out.seek(0)
        return out.read()
