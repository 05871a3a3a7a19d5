"""What a death means for payments that come every month.

The month of death is still owed; payment ends with the first day of the month after it, and what was paid for later
months is overpaid, to be recovered or netted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minzheng.kernel.deadlines.periods import first_of_next_month


@dataclass(frozen=True, slots=True)
class PaymentStop:
    """From which month (its first day) nothing is owed, and the months paid all the same."""

    stop_from: date
    overpaid_months: tuple[date, ...]


def stop_after_death(death: date, paid_months: Iterable[date] = ()) -> PaymentStop:
    """Where monthly payment ends after a death; months are given and returned as their first day."""
    stop_from = first_of_next_month(death)
    return PaymentStop(stop_from, tuple(sorted(month for month in paid_months if month >= stop_from)))
