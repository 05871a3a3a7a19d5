"""Periods counted in calendar days and months, without regard to working days.

A period of days starts on the day after the event.  A period of months ends on the same day number, or on the last day
of a month that has no such day (Civil Code, art. 201 and 202).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from minzheng.rulekit.months import add_months


def add_days(event: date, days: int) -> date:
    """The last day of a period of calendar days; the day of the event is not counted."""
    return event + timedelta(days=days)


def first_of_next_month(day: date) -> date:
    """The first day of the month after the one the day lies in."""
    return add_months(day.replace(day=1), 1)


def longest_gap(dates: Iterable[date]) -> int:
    """The most days between two neighbours of a series, in whatever order it is given; 0 for fewer than two dates."""
    ordered = sorted(dates)
    return max(((later - earlier).days for earlier, later in pairwise(ordered)), default=0)
