"""Money as whole fen, and the exact scaled amounts that law computes with before it rounds once.

A standard of 7,226 yuan a year is no whole number of fen a month, so nothing is divided early.  Yearly amounts inside
the rules are carried as EXACT parts of a yearly fen: twelfths (months), thousandths (a rate) and hundredths (a multiple
to which a rate is applied) are all whole in it.  `monthly_up_to_yuan` and its neighbours round, each once and by name.
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from minzheng.rulekit.errors import FactsError

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


def monthly_nearest_fen(exact: int) -> int:
    """A yearly exact amount as fen a month, rounded to the nearest fen: to show, never to pay."""
    return half_up_div(exact, EXACT * MONTHS)


def yearly_nearest_fen(exact: int) -> int:
    """A yearly exact amount as fen a year, rounded to the nearest fen: to show, never to pay."""
    return half_up_div(exact, EXACT)


def scaled(value: Any, by: int, what: str) -> int:
    """A number of JSON or YAML as a whole number of parts (`by` parts to one); FactsError when it is none."""
    try:
        parts = Decimal(str(value)) * by
    except InvalidOperation:
        raise FactsError(f"{value!r} is not {what}") from None
    if isinstance(value, bool) or parts != parts.to_integral_value():
        raise FactsError(f"{value!r} is not {what} (at most {len(str(by)) - 1} decimals)")
    return int(parts)


def yuan_to_fen(value: Any) -> int:
    """An amount in yuan, with at most two decimals, as fen."""
    return scaled(value, FEN_PER_YUAN, "an amount in yuan")


def fen_to_yuan(fen: int) -> int | float:
    """Fen as a JSON number in yuan: whole where it is whole."""
    yuan = Decimal(int(fen)) / FEN_PER_YUAN
    return int(yuan) if yuan == yuan.to_integral_value() else float(yuan)
