"""How figures of a report are worked out and rounded: exactly, then once, half up.

Numerator and denominator are kept as they were counted; only the shown figure is rounded.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import prod

Number = int | float | str | Decimal


def exact(number: Number) -> Decimal:
    """The number as it was written, not as binary floating point holds it."""
    return Decimal(str(number))


def rounded(value: Decimal, digits: int) -> Decimal:
    """Half up to so many decimals."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def percent(numerator: Number, denominator: Number, digits: int = 1) -> Decimal | None:
    """Hundred times a ratio; None when there is nothing to divide by."""
    whole = exact(denominator)
    return rounded(exact(numerator) * 100 / whole, digits) if whole else None


def average(numerator: Number, denominator: Number, digits: int = 2) -> Decimal | None:
    """A ratio; None when there is nothing to divide by."""
    whole = exact(denominator)
    return rounded(exact(numerator) / whole, digits) if whole else None


def rounded_ratio(numerator: int, denominator: int) -> int | None:
    """A ratio of whole numbers as a whole number, half up; None when there is nothing to divide by."""
    ratio = average(numerator, denominator, digits=0)
    return None if ratio is None else int(ratio)


def yuan(fen: int) -> str:
    """An amount as files have it: 1234.50."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def product(factors: Iterable[Number]) -> Decimal:
    """The product of the factors, unrounded; 1 for none."""
    return prod((exact(factor) for factor in factors), start=Decimal(1))
