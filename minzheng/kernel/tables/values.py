"""Reading one cell: text to value, with the slips that people make mended and the rest refused."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from minzheng.kernel.declare import Code, FeedColumn
from minzheng.kernel.identity import resident_id as numbers
from minzheng.kernel.tables.problems import RowProblem

#: The most characters of a text: as many as the register of reported events keeps of a name.
TEXT_LIMIT = 60
_OLD_LENGTH = 15
_FULL_WIDTH = {ord("０") + i: ord("0") + i for i in range(10)}
_DATE = re.compile(r"^(\d{4})\D{0,1}(\d{1,2})\D{0,1}(\d{1,2})(?:日|\s.*|T.*)?$")
_MONTH = re.compile(r"^(\d{4})\D?(\d{1,2})月?$")
_PLAIN_MONEY = re.compile(r"(-?)(\d{1,10})(?:\.(\d{1,2}))?", re.ASCII)
_LARGEST = 10**15
_EXCEL_EPOCH = date(1899, 12, 30).toordinal()


def plain(text: str) -> str:
    """A text without blanks around it.  Raises RowProblem for one too long to be a value, as where columns slipped."""
    if len(text.strip()) > TEXT_LIMIT:
        raise RowProblem("too_long", detail=str(len(text.strip())))
    return text.strip()


def resident_id(text: str) -> str:
    """An 18-place number with a right check digit.

    Spaces, a leading apostrophe, full-width digits and a small x are mended; a 15-place number gets its century and
    check digit.  Raises RowProblem with what is wrong.
    """
    number = numbers.clean(text)
    try:
        return numbers.upgrade(number) if len(number) == _OLD_LENGTH else numbers.parse(number).number
    except numbers.InvalidResidentId as invalid:
        raise RowProblem(f"resident_id_{invalid.fault.lower()}", detail=str(len(number))) from None


def day(text: str) -> date:
    """A date as 2026-10-03, 2026/10/3, 20261003, 2026年10月3日, or the number Excel keeps for it."""
    text = text.strip().translate(_FULL_WIDTH)
    if re.fullmatch(r"\d{5}(\.0)?", text):
        return date.fromordinal(_EXCEL_EPOCH + int(text[:5]))
    found = _DATE.match(text)
    try:
        if not found:
            raise ValueError
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise RowProblem("date", detail=text[:20]) from None


def money(text: str) -> int:
    """Yuan with at most two decimals, as fen.  Thousands marks and the currency sign are taken off."""
    if plain := _PLAIN_MONEY.fullmatch(text):  # as most are written, and ten times as fast
        fen = int(plain[2]) * 100 + int((plain[3] or "0").ljust(2, "0"))
        return -fen if plain[1] else fen
    stripped = re.sub(r"[\s,，¥￥元]", "", text.translate(_FULL_WIDTH))
    try:
        exact = Decimal(stripped) * 100
        if not exact.is_finite() or exact != exact.to_integral_value() or abs(exact) > 10**13:
            raise InvalidOperation
    except InvalidOperation:
        raise RowProblem("money", detail=text[:20]) from None
    return int(exact)


def money_10k(text: str) -> int:
    """Ten thousands of yuan (万元), as fen."""
    return money(text) * 10_000


def hundredths(text: str) -> int:
    """A figure with at most two decimals, such as square metres, times a hundred."""
    return money(text)


def month(text: str) -> date:
    """A month as 202610, 2026-10, 2026/10 or 2026年10月, or any day of it: its first day."""
    text = text.strip().translate(_FULL_WIDTH)
    found = _MONTH.match(text)
    try:
        return date(int(found[1]), int(found[2]), 1) if found else day(text).replace(day=1)
    except ValueError:
        raise RowProblem("date", detail=text[:20]) from None


def integer(text: str) -> int:
    """A whole number."""
    try:
        value = int(text.strip())
        if abs(value) > _LARGEST:
            raise ValueError
    except ValueError:
        raise RowProblem("integer", detail=text[:20]) from None
    return value


def code(text: str, codes: tuple[Code, ...]) -> int:
    """A member of a code list, however the department writes it."""
    written = text.strip().translate(_FULL_WIDTH)
    for member in codes:
        if written in member.texts:
            return member.value
    raise RowProblem("code", detail=text.strip()[:20])


def read(column: FeedColumn, text: str) -> Any:
    """The value of a cell under its column's kind.  Raises RowProblem, without the column's name."""
    return code(text, column.codes) if column.kind == "code" else READERS[column.kind](text)


READERS: dict[str, Callable[[str], Any]] = {
    "text": plain, "resident_id": resident_id, "date": day, "money": money, "integer": integer,
    "month": month, "money_10k": money_10k, "hundredths": hundredths,
}  # fmt: skip
