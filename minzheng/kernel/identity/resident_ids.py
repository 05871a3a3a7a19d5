"""Resident identity numbers by the hundred thousand: which of a column are written plainly and have no fault."""

from collections.abc import Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

#: GB 11643: the weights of the first seventeen places.
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int32)
_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)
_PLACES, _ZERO, _X = 18, ord("0"), ord("X") - ord("0")
#: Numbers of people born earlier, or later than our calendars reach, are left to be looked at one by one.
_YEARS = (1900, 2099)


def sound(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which of these texts are eighteen plain places of somebody born since 1900, with a right check digit.

    The others may be right too, once they were cleaned: `resident_id.parse` has the last word on them.
    """
    found = np.fromiter((len(text) == _PLACES and text.isascii() for text in texts), np.bool_, len(texts))
    if found.any():
        letters = np.frombuffer("".join(compress(texts, found)).encode(), np.uint8).reshape(-1, _PLACES)
        found[found] = _no_fault(letters.astype(np.int32) - _ZERO)
    return found


def _no_fault(places: NDArray[np.int32]) -> NDArray[np.bool_]:
    digits, last = places[:, :17], places[:, 17]
    plain = ((digits >= 0) & (digits <= 9)).all(axis=1)
    check = (12 - digits @ _WEIGHTS) % 11
    return plain & (np.where(last == _X, 10, last) == check) & (last >= 0) & _is_birthday(digits)


def _is_birthday(digits: NDArray[np.int32]) -> NDArray[np.bool_]:
    year = digits[:, 6:10] @ np.array([1000, 100, 10, 1], np.int32)
    month, day = digits[:, 10] * 10 + digits[:, 11], digits[:, 12] * 10 + digits[:, 13]
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    days = _DAYS[np.clip(month, 0, 12)] - ((month == 2) & ~leap)
    return (year >= _YEARS[0]) & (year <= _YEARS[1]) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= days)
