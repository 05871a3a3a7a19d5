"""Files as departments send them, and as they should not be sent."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import xlsxwriter
from playwright.sync_api import FilePayload

#: The headers that the medical insurance bureau's export carries.
SETTLEMENT_HEADER = (
    "姓名",
    "身份证号",
    "就诊类型",
    "结算日期",
    "医疗总费用",
    "个人自付",
    "病种编码",
    "病种名称",
    "结算单号",
)

Row = Sequence[str]


@dataclass(frozen=True)
class Handed:
    """A file to hand in: its name and its bytes."""

    name: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """The name under which the vault keeps it."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def payload(self) -> FilePayload:
        """The file as a browser hands it in."""
        return {"name": self.name, "mimeType": "application/octet-stream", "buffer": self.content}


def bill(
    name: str, resident_id: str, day: str, total: str, self_paid: str, number: str, disease: tuple[str, str] = ("", "")
) -> Row:
    """One settled bill; amounts in yuan, as the bureau writes them."""
    return (name, resident_id, "住院", day, total, self_paid, *disease, number)


def as_csv(rows: Iterable[Row], header: Row = SETTLEMENT_HEADER, encoding: str = "gb18030") -> bytes:
    """Rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([header, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Row], header: Row = SETTLEMENT_HEADER) -> bytes:
    """Rows as a workbook; a cell that begins with = becomes a formula with 0 as its kept result."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([header, *rows]):
            for column, cell in enumerate(row):
                if cell.startswith("="):
                    sheet.write_formula(at, column, cell)
                else:
                    sheet.write_string(at, column, cell)
    return out.getvalue()


def zip_bomb(megabytes: int = 600, *, says: int | None = None) -> bytes:
    """A workbook of a few megabytes that unpacks to very much more; its directory may say another size, in bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(megabytes):
                sheet.write(b" " * 1024 * 1024)
        for entry in archive.infolist():
            entry.file_size = entry.file_size if says is None else says  # the directory is written last
    return out.getvalue()
