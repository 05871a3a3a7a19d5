"""Months and terms counted in months."""

from calendar import monthrange
from datetime import date, timedelta


def month_number(day: date) -> int:
    """Months since year 0, so that months can be subtracted and compared."""
    return day.year * 12 + day.month - 1


def month_of(number: int) -> date:
    """The first day of a month by its number."""
    return date(number // 12, number % 12 + 1, 1)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that is too short."""
    first = month_of(month_number(day) + months)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def end_of(month: date) -> date:
    """The last day of the month that a day lies in."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def last_day_of_term(start: date, months: int) -> date:
    """The last day of a term of months whose first day is `start`."""
    first = month_of(month_number(start) + months)
    if start.day > monthrange(first.year, first.month)[1]:
        return add_months(start, months)
    return add_months(start, months) - timedelta(days=1)


def written(month: date) -> str:
    """A month as it is written in facts and outcomes: 2025-06."""
    return f"{month:%Y-%m}"
