"""The resident identity number (居民身份证号码, GB 11643-1999).

Eighteen places: six of the division that first issued it, eight of the birth date, three of order (odd for a man, even
for a woman) and a check digit.  The first six never follow a person who moves, and never change when the division is
renamed or abolished; so a number is not refused because its division is unknown today.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import mul

from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

_SHAPE = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_LEGACY = re.compile(r"[0-9]{15}", re.ASCII)
_BESIDE_THE_NUMBER = re.compile(r"[\s'‘’`\-\u200b\ufeff]")
_CENTENARIAN_ORDERS = {"996", "997", "998", "999"}


class Sex(StrEnum):
    """Sex as the seventeenth digit tells it."""

    MALE = "male"
    FEMALE = "female"


class IdFault(StrEnum):
    """What is wrong with a number; the first that applies, in this order, is the one reported."""

    LENGTH = "LENGTH"
    CHARSET = "CHARSET"
    DATE = "DATE"
    CHECK = "CHECK"


class InvalidResidentId(ValueError):
    """A number that cannot be a resident identity number; `fault` says why."""

    def __init__(self, fault: IdFault) -> None:
        super().__init__(f"not a resident identity number: {fault}")
        self.fault = fault


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A number that passed every check, with what can be read from it."""

    number: str
    division: str
    birth: date
    sex: Sex


def clean(text: str) -> str:
    """The number as it should have been typed: full-width digits made plain, marks beside it dropped, x capital."""
    return _BESIDE_THE_NUMBER.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_digit(first_seventeen: str) -> str:
    """The eighteenth place for seventeen digits (GB 11643, weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2)."""
    return "10X98765432"[_weighed(first_seventeen) % 11]


def parse(number: str) -> ResidentId:
    """Read a number written plainly (see `clean`).  Raises InvalidResidentId with the first fault found."""
    if len(number) != 18:
        raise InvalidResidentId(IdFault.LENGTH)
    if not _SHAPE.fullmatch(number):
        raise InvalidResidentId(IdFault.CHARSET)
    try:
        birth = ric.get_birth_date(number)
    except InvalidComponent:
        raise InvalidResidentId(IdFault.DATE) from None
    if ric.calc_check_digit(number) != number[17]:
        raise InvalidResidentId(IdFault.CHECK)
    return ResidentId(number, number[:6], birth, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def fault_of(number: str) -> IdFault | None:
    """The first fault of a number, None when it has none."""
    try:
        parse(number)
    except InvalidResidentId as invalid:
        return invalid.fault
    return None


def upgrade(number: str) -> str:
    """The eighteen places of a number issued with fifteen (before 1999-10).

    The century is 19, or 18 where the order number is one kept for people who were a hundred by then.  A register must
    confirm the result before it is relied on.  Raises InvalidResidentId when it is no such number.
    """
    if len(number) != 15:
        raise InvalidResidentId(IdFault.LENGTH)
    if not _LEGACY.fullmatch(number):
        raise InvalidResidentId(IdFault.CHARSET)
    century = "18" if number[12:] in _CENTENARIAN_ORDERS else "19"
    first_seventeen = number[:6] + century + number[6:]
    return parse(first_seventeen + check_digit(first_seventeen)).number


def near_variants(number: str) -> list[str]:
    """Valid numbers one slip of the hand away: one digit mistyped, or two neighbours swapped.

    Sorted, without the number itself.  For suggesting whom a faulty row may mean, never for deciding it.
    """
    if not _SHAPE.fullmatch(number):
        return []
    lacks = 1 - _weighed(number)
    slips = {_changed(number, at, (_digit(number[at]) + lacks * _INVERSES[at]) % 11) for at in range(18)}
    for at in range(17 if number[17] != "X" else 16):
        one, other = number[at], number[at + 1]
        if ((_WEIGHTS[at] - _WEIGHTS[at + 1]) * (_digit(other) - _digit(one)) - lacks) % 11 == 0:
            slips.add(number[:at] + other + one + number[at + 2 :])
    return sorted(slip for slip in slips - {number} if _has_day(slip[6:14]))


@lru_cache(maxsize=50_000)
def _has_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


#: What each place counts for; the whole leaves one when divided by eleven.  The inverses are those in that division.
_WEIGHTS = [2**place % 11 for place in range(17, -1, -1)]
_INVERSES = [pow(weight, -1, 11) for weight in _WEIGHTS]


def _weighed(number: str) -> int:
    return sum(map(mul, _WEIGHTS, map(_digit, number)))


_digit = {**{str(digit): digit for digit in range(10)}, "X": 10}.__getitem__


def _changed(number: str, at: int, digit: int) -> str:
    """The number with another digit at a place; ten stands at the last one only."""
    if digit == 10:
        return number[:17] + "X" if at == 17 else number
    return number[:at] + str(digit) + number[at + 1 :]
