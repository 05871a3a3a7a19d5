"""Opening a file as lines of texts: CSV in UTF-8 or GB18030, or XLSX."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any
from xml.etree import ElementTree

import fastexcel

from minzheng.kernel.tables.problems import FileRefused

MEGABYTE = 1024 * 1024
UNPACKED_LIMIT = 500 * MEGABYTE
COLUMN_LIMIT = 200
#: The header is looked for among so many lines: departments like a title, a date or a unit above it.
TITLE_LINES = 10
_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_FORMULA_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Text:
    """The text of a file of separated values, what separates them, and the line of its header."""

    content: str
    delimiter: str
    header_at: int


@dataclass
class Table:
    """Header and rows as texts.  Row numbers are those of the file, whose first line is 1.

    text    what it was read from, where that is separated values.
    """

    header: list[str]
    rows: Iterator[Line]
    encoding: str
    text: Text | None = None


def open_table(content: bytes, known_headers: Iterable[str] = ()) -> Table:
    """Open a file's content; of the first lines, the one with most known headers is the header.

    Raises FileRefused where it is no table that can be read.
    """
    if not content.strip():
        raise FileRefused("empty")
    if content.startswith(_ZIP):
        text, delimiter, encoding = "", "", "XLSX"
        lines = _open_xlsx(content)
    elif content.startswith((_OLD_OFFICE, _PDF)):
        raise FileRefused("not_a_table", {"kind": "PDF" if content.startswith(_PDF) else "XLS"})
    else:
        text, delimiter, encoding = _open_csv(content)
        lines = _csv_lines(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    header_at, header, rows = _split(lines, set(known_headers))
    if len(header) > COLUMN_LIMIT:
        raise FileRefused("too_many_columns", {"count": len(header), "limit": COLUMN_LIMIT})
    return Table(header, rows, encoding, Text(text, delimiter, header_at) if text else None)


def _split(lines: Iterator[Line], known: set[str]) -> tuple[int, list[str], Iterator[Line]]:
    first = [(number, [clean_header(cell) for cell in cells], cells) for number, cells in islice(lines, TITLE_LINES)]
    if not first:
        raise FileRefused("empty")
    at = max(range(len(first)), key=lambda n: len(known & set(first[n][1])))  # the first of equals
    below = ((number, cells) for number, _cleaned, cells in first[at + 1 :])
    return first[at][0], first[at][1], chain(below, lines)


def _open_csv(content: bytes) -> tuple[str, str, str]:
    """The text of a file, what separates its cells, and its encoding."""
    if len(content) > UNPACKED_LIMIT:
        raise FileRefused("too_large", {"size": len(content) // MEGABYTE, "limit": UNPACKED_LIMIT // MEGABYTE})
    text, encoding = _decode(content)
    start = text[:10_000]
    return text, max(",\t;|，", key=start.count), encoding


def _csv_lines(reader: Any) -> Iterator[Line]:
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise FileRefused("damaged", {"reason": str(error)}) from error


def _decode(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("encoding", {"position": 0})
    if (zero := content.find(b"\0")) >= 0:  # UTF-16 without its mark, or no text at all; PostgreSQL keeps no such text
        raise FileRefused("encoding", {"position": zero})
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030"), "GB18030"
    except UnicodeDecodeError as error:
        raise FileRefused("encoding", {"position": error.start}) from error


def _open_xlsx(content: bytes) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = _unpacked_size(archive)
            if size > UNPACKED_LIMIT:
                raise FileRefused("too_large", {"size": size // MEGABYTE, "limit": UNPACKED_LIMIT // MEGABYTE})
            formulas = _formula_cells(archive)
        # The whole sheet from its first row, every cell as text, so that an ID number stays what was typed.
        sheet = fastexcel.read_excel(content).load_sheet(0, header_row=None, dtypes="string")
        columns = [[("" if v is None else str(v)) for v in column.to_pylist()] for column in sheet.to_arrow().columns]
    except (zipfile.BadZipFile, zlib.error, fastexcel.FastExcelError, ElementTree.ParseError) as error:
        raise FileRefused("damaged", {"reason": type(error).__name__}) from error
    for number, line in enumerate(zip(*columns, strict=True), start=1):
        if any(line):
            yield number, [("=" if (number, at) in formulas else "") + cell for at, cell in enumerate(line)]


def _unpacked_size(archive: zipfile.ZipFile) -> int:
    """How many bytes an archive unpacks to, told by unpacking it: its directory may lie.  Beyond the limit, a guess."""
    size = sum(entry.file_size for entry in archive.infolist())
    if size > UNPACKED_LIMIT:
        return size
    size = 0
    for entry in archive.infolist():
        entry.file_size = UNPACKED_LIMIT + 1  # read on to the end of the data, wherever the directory puts it
        with archive.open(entry) as packed:
            while size <= UNPACKED_LIMIT and (block := packed.read(MEGABYTE)):
                size += len(block)
    return size


def _formula_cells(archive: zipfile.ZipFile) -> set[tuple[int, int]]:
    """The (row, column from 0) of cells of the first sheet that hold a formula; a cached result is not trusted."""
    names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    if not names:
        raise zipfile.BadZipFile("no worksheet")
    found = set()
    with archive.open(min(names)) as sheet:
        for _event, element in ElementTree.iterparse(sheet):
            if element.tag.endswith("}c"):
                if element.find(_FORMULA_TAG) is not None:
                    found.add(_position(element.get("r", "A1")))
                element.clear()
    return found


def _position(reference: str) -> tuple[int, int]:
    """B7 -> (7, 1)."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]), column - 1


def clean_header(header: str) -> str:
    """A header as it is compared: without blanks."""
    return header.strip().strip("\ufeff").replace(" ", "").replace("\u3000", "")
