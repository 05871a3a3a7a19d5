"""A list as its page shows it: rows as they were sent, masked until somebody says why they look, with the answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.outbound.choices import Outcome
from minzheng.exchange.outbound.models import Push, ReceiptRow
from minzheng.exchange.outbound.queries import answers_of, files_of, rows_of
from minzheng.exchange.outbound.verifying import NotAsSigned, verify
from minzheng.exchange.outbound.writing import MASKS, ROW_HEADER
from minzheng.kernel.declare import OutboundColumn

ROWS_A_PAGE = 50
_UNANSWERED = "unanswered"
#: By what the rows of a list can be narrowed.
CHOICES = {
    "": _("All rows"), Outcome.REFUSED.value: _("Rows refused"), _UNANSWERED: _("Rows unanswered"),
    Outcome.ACCEPTED.value: _("Rows accepted"),
}  # fmt: skip
_HIDDEN = "***"


@dataclass(frozen=True)
class ShownRow:
    """A row of a list: its number, its cells as the reader may see them, and what was answered, if anything."""

    number: int
    cells: list[str]
    answer: ReceiptRow | None


@dataclass(frozen=True)
class Shown:
    """A page of the rows of a list, and how many rows there are of each choice."""

    headers: list[str]
    rows: list[ShownRow]
    counts: Mapping[str, int]
    page: int
    pages: int


def rows_shown(push: Push, choice: str, page: str, revealed: bool) -> Shown:
    """One page of the rows of a choice.  A page that is not there is the last one, or the first."""
    rows, answers, columns = _rows_kept(push), answers_of(push.pk), push.contract.columns
    kinds = [answers[n].outcome if n in answers else _UNANSWERED for n in range(1, len(rows) + 1)]
    chosen = [row for row, kind in zip(rows, kinds, strict=True) if choice in ("", kind)]
    pages = max(ceil(len(chosen) / ROWS_A_PAGE), 1)
    at = min(max(int(page), 1), pages) if page.isascii() and page.isdecimal() else 1
    shown = [
        ShownRow(int(number), cells if revealed else _masked(columns, cells), answers.get(int(number)))
        for number, *cells in chosen[(at - 1) * ROWS_A_PAGE : at * ROWS_A_PAGE]
    ]
    headers = [ROW_HEADER, *(column.header for column in columns)]
    return Shown(headers, shown, Counter(kinds) | Counter({"": len(rows)}), at, pages)


def signature_holds(push: Push) -> bool:
    """Whether the files that are kept are, to the byte, what was signed; a file that has gone is not."""
    try:
        content, note, signature = files_of(push).values()
        verify(content, note, signature, push.public_key)
    except (NotAsSigned, FileNotFoundError):
        return False
    return True


def _rows_kept(push: Push) -> list[list[str]]:
    """The rows of the file that is kept; none where it has gone, which the signature tells."""
    try:
        return rows_of(push)
    except FileNotFoundError:
        return []


def _masked(columns: tuple[OutboundColumn, ...], cells: list[str]) -> list[str]:
    return [_hidden(column, text) for column, text in zip(columns, cells, strict=True)]


def _hidden(column: OutboundColumn, text: str) -> str:
    if column.private:
        return _HIDDEN if text else ""
    return MASKS[column.kind](text) if column.kind in MASKS else text
