"""The bank's answer to a file: the lines it was sent, each with what came of it, as CSV or XLSX."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.kernel.tables.opening import open_table
from minzheng.kernel.tables.problems import FileRefused, file_sentence
from minzheng.payments.bank_file import HEADER, TOTAL

RESULT, REASON = "处理结果", "失败原因"
FAILED = frozenset({"失败", "退票", "退回"})
_NUMBER, _ACCOUNT = HEADER[0], HEADER[2]
_NEEDED = (_NUMBER, _ACCOUNT, RESULT, REASON)
_LONGEST = 200


@dataclass(frozen=True)
class Failure:
    """A line that the bank could not pay: its number in the file that was sent, its account, why."""

    number: str
    account: str
    reason: str


def failures(content: bytes) -> list[Failure]:
    """The lines of a return file that were not paid.  Raises ValidationError, in words, for what is no such file."""
    try:
        table = open_table(content, _NEEDED)
        if missing := [name for name in _NEEDED if name not in table.header]:
            found = {"missing": "、".join(missing), "found": "、".join(table.header)}
            raise FileRefused("missing_columns", found)
        return list(_failed(table.header, (cells for _line, cells in table.rows)))
    except FileRefused as refused:
        raise ValidationError(file_sentence(refused.code, refused.parameters)) from refused


def _failed(header: list[str], rows: Iterator[list[str]]) -> Iterator[Failure]:
    for cells in rows:
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        if row.get(RESULT) in FAILED and row[_NUMBER] != TOTAL:
            reason = row.get(REASON) or _("The bank gave no reason.")
            yield Failure(row[_NUMBER], row[_ACCOUNT], reason[:_LONGEST])
