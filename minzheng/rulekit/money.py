"""Money as whole fen, and the exact scaled amounts that law computes with before it rounds once.

A standard of 7,226 yuan a year is no whole number of fen a month, so nothing is divided early.  Yearly amounts inside
the rules are carried as EXACT parts of a yearly fen: twelfths (months), thousandths (a rate) and hundredths (a multiple
to which a rate is applied) are all whole in it.  `monthly_up_to_yuan` and its neighbours round, each once and by name.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.i18n import _

EXACT = 12 * 1000 * 100
MONTHS = 12
FEN_PER_YUAN = 100
PERMILLE = 1000

# The most that one amount of a household may be (20 million yuan): times EXACT and a rate it still fits 64 bits.
LARGEST_FEN = 2_000_000_000


class Fen(int):
    """Whole fen in an outcome: written in yuan at the JSON edge."""


def ceil_div(amount: int, by: int) -> int:
    """Divide whole numbers and round up (towards more)."""
    return -(-amount // by)


def half_up_div(amount: int, by: int) -> int:
    """Divide whole numbers and round to the nearest, halves up."""
    return (2 * amount + by) // (2 * by)


def monthly_up_to_yuan(exact: int) -> int:
    """A yearly exact amount as fen a month, rounded up to a whole yuan."""
    return ceil_div(exact, EXACT * MONTHS * FEN_PER_YUAN) * FEN_PER_YUAN


def monthly_up_to_fen(exact: int) -> int:
    """A yearly exact amount as fen a month, a part of a fen rounded up: to pay where no text rounds to a yuan."""
    return ceil_div(exact, EXACT * MONTHS)


def monthly_nearest_fen(exact: int) -> int:
    """A yearly exact amount as fen a month, rounded to the nearest fen: to show, never to pay."""
    return half_up_div(exact, EXACT * MONTHS)


def yearly_nearest_fen(exact: int) -> int:
    """A yearly exact amount as fen a year, rounded to the nearest fen: to show, never to pay."""
    return half_up_div(exact, EXACT)


def scaled(value: Any, by: int, sentence: str) -> int:
    """A number of JSON or YAML as a whole number of parts (`by` parts to one).

    sentence   what the FactsError says of anything else, with a place for %(value)s.
    """
    try:
        parts = Decimal(str(value)) * by
    except InvalidOperation:
        raise FactsError(sentence, value=repr(value)) from None
    if isinstance(value, bool) or not parts.is_finite() or parts != parts.to_integral_value():
        raise FactsError(sentence, value=repr(value))
    return int(parts)


def yuan_to_fen(value: Any) -> int:
    """An amount in yuan, with at most 2 decimals, as fen."""
    return scaled(value, FEN_PER_YUAN, _("%(value)s is not an amount in yuan (at most 2 decimals)"))


#: What is said of a number that is none of its kind, for `scaled`.
NO_AREA = _("%(value)s is not an area in square metres (at most 2 decimals)")
NO_PERCENTAGE = _("%(value)s is not a percentage (at most 2 decimals)")
NO_MULTIPLE = _("%(value)s is not a multiple (at most 2 decimals)")
NO_RATE = _("%(value)s is not a rate (at most 3 decimals, 0.35 for 35%%)")


def fen_to_yuan(fen: int) -> int | float:
    """Fen as a JSON number in yuan: whole where it is whole."""
    yuan = Decimal(int(fen)) / FEN_PER_YUAN
    return int(yuan) if yuan == yuan.to_integral_value() else float(yuan)
