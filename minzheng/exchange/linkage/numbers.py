"""The numbers that a mistyped identity number may mean.

Departments' numbers are hashed at the door, and hashes of near numbers are not near.  So whoever still has the number
in the clear writes down the few right numbers it may stand for; only their keyed hashes are kept.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache

from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.identity.resident_id import InvalidResidentId, check_digit, clean, fault_of, near_variants, upgrade

_LETTERS = str.maketrans({"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "|": "1", "Z": "2", "S": "5", "B": "8"})
_CROSSES = "×*✕Х"  # what stands for the last X, the Cyrillic one among them
_DIGITS = "0123456789"
_BORN_AFTER, _BORN_BEFORE = 1880, 2100


class Slip(StrEnum):
    """What happened to a number on its way."""

    DIGIT = "digit"  # one place mistyped
    SWAPPED = "swapped"  # two neighbours the wrong way round
    OLD_FORM = "old_form"  # fifteen places, as before 1999-10
    LETTER = "letter"  # a letter for a digit, or another sign for the last X
    LOST = "lost"  # a place left out
    ADDED = "added"  # a place too many
    RECHECKED = "rechecked"  # one place or two neighbours wrong, and a check digit worked out from that


def candidates(text: str) -> list[tuple[str, Slip]]:
    """The right numbers that a text may mean which is none of anybody's, sorted, each once with the likeliest slip.

    A text that cannot be a number at all, with two faults or more, means none.
    """
    typed = clean(text)
    number = _without_letters(typed)
    if number != typed and fault_of(number) is None:
        return [(number, Slip.LETTER)]
    found: dict[str, Slip] = {}
    for slip, meant in _READINGS.get(len(number), lambda _number: {})(number).items():
        for each in meant:
            found.setdefault(each, slip)
    found.pop(number, None)
    return sorted(found.items())


def hashes(text: str) -> dict[bytes, Slip]:
    """The keyed hashes, as of departments' reports, of the numbers that a text may mean."""
    feed_hash = keyring().feed_hash
    return {feed_hash(number): slip for number, slip in candidates(text)}


def _without_letters(typed: str) -> str:
    body, last = typed[:-1].translate(_LETTERS), typed[-1:]
    return body + ("X" if last in _CROSSES else last.translate(_LETTERS))


def _eighteen(number: str) -> dict[Slip, Iterable[str]]:
    if fault_of(number) is None:
        return {Slip.RECHECKED: _rechecked(number[:17])}
    near = near_variants(number)
    swapped = [one for one in near if sum(a != b for a, b in zip(one, number, strict=True)) == 2]
    return {Slip.DIGIT: [one for one in near if one not in swapped], Slip.SWAPPED: swapped}


def _rechecked(digits: str) -> Iterator[str]:
    """What a number with a wrong place and a check digit to match may have been.

    The division in the first six places is not among the wrong ones: systems that work out a check digit know it.
    """
    others = [digits[:at] + new + digits[at + 1 :] for at in range(6, 17) for new in _DIGITS if new != digits[at]]
    others += [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(6, 16)]
    for other in others:
        if other != digits and _is_day(other[6:14]):
            yield other + check_digit(other)


@lru_cache(maxsize=50_000)
def _is_day(digits: str) -> bool:
    """Whether eight digits are a day on which somebody living now, or dead for a generation, can have been born."""
    try:
        return _BORN_AFTER < date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < _BORN_BEFORE
    except ValueError:
        return False


def _fifteen(number: str) -> dict[Slip, Iterable[str]]:
    try:
        return {Slip.OLD_FORM: [upgrade(number)]}
    except InvalidResidentId:
        return {}


def _seventeen(number: str) -> dict[Slip, Iterable[str]]:
    longer = (
        number[:at] + digit + number[at:] for at in range(18) for digit in (_DIGITS if at < 17 else "0123456789X")
    )
    return {Slip.LOST: _right(longer)}


def _nineteen(number: str) -> dict[Slip, Iterable[str]]:
    return {Slip.ADDED: _right(number[:at] + number[at + 1 :] for at in range(19))}


_READINGS = {15: _fifteen, 17: _seventeen, 18: _eighteen, 19: _nineteen}


def _right(numbers: Iterable[str]) -> list[str]:
    return sorted({number for number in numbers if _is_day(number[6:14]) and fault_of(number) is None})
