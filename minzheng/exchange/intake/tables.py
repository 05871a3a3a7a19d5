"""Opening a file as a table of texts: CSV in UTF-8 or GB18030, or XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import fastexcel

from minzheng.exchange.intake.problems import FileRefused

MEGABYTE = 1024 * 1024
UNPACKED_LIMIT = 500 * MEGABYTE
COLUMN_LIMIT = 200
_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_FORMULA_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"


@dataclass
class Table:
    """Header and rows as texts.  Row numbers are those of the file: the header is row 1."""

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]
    encoding: str


def open_table(content: bytes) -> Table:
    """Open a file's content.  Raises FileRefused where it is no table that can be read."""
    if not content.strip():
        raise FileRefused("empty")
    if content.startswith(_ZIP):
        table = _open_xlsx(content)
    elif content.startswith((_OLD_OFFICE, _PDF)):
        raise FileRefused("not_a_table", {"kind": "PDF" if content.startswith(_PDF) else "XLS"})
    else:
        table = _open_csv(content)
    if len(table.header) > COLUMN_LIMIT:
        raise FileRefused("too_many_columns", {"count": len(table.header), "limit": COLUMN_LIMIT})
    return table


def _open_csv(content: bytes) -> Table:
    if len(content) > UNPACKED_LIMIT:
        raise FileRefused("too_large", {"size": len(content) // MEGABYTE, "limit": UNPACKED_LIMIT // MEGABYTE})
    text, encoding = _decode(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;|，", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [_clean(cell) for cell in next(reader)]
        rows = ((reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells))
    except (csv.Error, StopIteration) as error:
        raise FileRefused("damaged", {"reason": str(error)}) from error
    return Table(header, rows, encoding)


def _decode(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("encoding", {"position": 0})
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030"), "GB18030"
    except UnicodeDecodeError as error:
        raise FileRefused("encoding", {"position": error.start}) from error


def _open_xlsx(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > UNPACKED_LIMIT:
                raise FileRefused("too_large", {"size": size // MEGABYTE, "limit": UNPACKED_LIMIT // MEGABYTE})
            formulas = _formula_cells(archive)
        # The whole sheet from its first row, every cell as text, so that an ID number stays what was typed.
        sheet = fastexcel.read_excel(content).load_sheet(0, header_row=None, dtypes="string")
        columns = [[("" if v is None else str(v)) for v in column.to_pylist()] for column in sheet.to_arrow().columns]
    except (zipfile.BadZipFile, fastexcel.FastExcelError, ElementTree.ParseError) as error:
        raise FileRefused("damaged", {"reason": type(error).__name__}) from error
    if not columns or not columns[0]:
        raise FileRefused("empty")
    lines = list(zip(*columns, strict=True))
    rows = (
        (number, [("=" if (number, at) in formulas else "") + cell for at, cell in enumerate(line)])
        for number, line in enumerate(lines[1:], start=2)
        if any(line)
    )
    return Table([_clean(cell) for cell in lines[0]], rows, "XLSX")


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


def _clean(header: str) -> str:
    return header.strip().strip("\ufeff").replace(" ", "").replace("\u3000", "")
