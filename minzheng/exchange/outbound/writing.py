"""The files of a list: the table itself, and the covering note that is signed with it."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from minzheng.exchange.outbound.models import Push
from minzheng.kernel.declare import Outbound, OutboundColumn, OutboundRow
from minzheng.kernel.figures import yuan
from minzheng.kernel.identity.masking import mask_name, mask_phone, mask_resident_id
from minzheng.kernel.identity.signing import ALGORITHM
from minzheng.kernel.tables.writing import tame

#: The first column of every list: rows are answered by it.
ROW_HEADER = "序号"

_TEXTS: dict[str, Callable[[Any], str]] = {
    "date": lambda day: f"{day:%Y-%m-%d}",
    "month": lambda month: f"{month:%Y-%m}",
    "money": yuan,
    "integer": str,
}
#: How each kind of value is shown to whoever gave no purpose, and in the file of a receiver who needs no more.
MASKS: dict[str, Callable[[str], str]] = {"name": mask_name, "resident_id": mask_resident_id, "phone": mask_phone}


def lay_out(contract: Outbound, rows: Iterable[OutboundRow]) -> list[tuple[OutboundRow, list[str]]]:
    """The rows with their cells, in the order of every file of the contract: the same rows give the same file."""
    laid = [(row, [_text(column, row.values.get(column.field)) for column in contract.columns]) for row in rows]
    return sorted(laid, key=lambda one: (one[0].person, one[1]))


def table(contract: Outbound, cells: Iterable[Sequence[str]]) -> bytes:
    """The bytes of the file: CSV in UTF-8 with its mark, the rows numbered from 1."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([ROW_HEADER, *(column.header for column in contract.columns)])
    writer.writerows([number, *row] for number, row in enumerate(cells, start=1))
    return out.getvalue().encode("utf-8-sig")


def read_table(content: bytes) -> list[list[str]]:
    """The rows of a file of ours, each with its number first; the header is left out."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]


def note(push: Push) -> bytes:
    """The covering note: what the file is, for whom, for which purpose, and the digest that ties the two together.

    It is what is signed, so that a list cannot be passed off as one of another month, purpose or version.
    """
    said = {
        "reference": push.reference,
        "list": push.outbound,
        "department": push.department,
        "division": str(push.division_code)[:6],
        "month": f"{push.month:%Y-%m}",
        "version": push.version,
        "replaces": push.replaces.reference if push.replaces else None,
        "resends": push.resends.reference if push.resends else None,
        "file": f"{push.reference}.csv",
        "rows": push.rows,
        "sha256": push.digest,
        "purpose": push.purpose,
        "legal_basis": push.legal_basis,
        "made_on": f"{push.sent_on:%Y-%m-%d}",
        "answer_by": f"{push.answer_by:%Y-%m-%d}",
        "keep_until": f"{push.keep_until:%Y-%m-%d}",
        "algorithm": ALGORITHM,
        "key": push.key_number,
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _text(column: OutboundColumn, value: Any) -> str:
    if value is None:
        return ""
    if column.kind == "code":
        return next(code.texts[0] for code in column.codes if code.value == value)
    if column.kind in _TEXTS:
        return _TEXTS[column.kind](value)
    text = " ".join(str(value).split())
    return str(tame(MASKS[column.kind](text) if column.masked else text))
