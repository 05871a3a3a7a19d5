"""The file for the bank (一卡通 batch): one line a payment, as CSV in GB18030 with a closing line of totals."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from minzheng.kernel.figures import yuan

#: Begins the closing line.
TOTAL = "合计"
HEADER = ("序号", "户名", "账号", "开户行", "金额(元)", "摘要")


@dataclass(frozen=True)
class BankLine:
    """One payment: to whom, where, how much (fen), what for."""

    name: str
    number: str
    bank: str
    amount_fen: int
    text: str


def render(lines: Iterable[BankLine]) -> bytes:
    """The bytes of the file.  The same lines give the same bytes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    total = count = 0
    for count, line in enumerate(lines, start=1):
        total += line.amount_fen
        writer.writerow((count, line.name, line.number, line.bank, yuan(line.amount_fen), line.text))
    writer.writerow((TOTAL, count, "", "", yuan(total), ""))
    return out.getvalue().encode("gb18030")
