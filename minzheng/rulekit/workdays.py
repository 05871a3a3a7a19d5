"""Working days by the official calendar: weekends, public holidays and make-up days.

The calendar of published years comes from a kept library; days off and make-up days given with a case (or loaded for
years the library does not know yet) come first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from minzheng.rulekit.errors import CalendarError

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holidays:
    """Days off and make-up working days that are known for a span of days (both ends included)."""

    off: frozenset[date]
    work: frozenset[date]
    first: date
    last: date

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "Holidays":
        """From JSON: `holidays` and `makeup_workdays` as lists of dates, `range` as "first..last" where it is given."""
        off = frozenset(date.fromisoformat(day) for day in written.get("holidays", []))
        work = frozenset(date.fromisoformat(day) for day in written.get("makeup_workdays", []))
        first, _, last = str(written.get("range", "")).partition("..")
        if last:
            return cls(off, work, date.fromisoformat(first), date.fromisoformat(last))
        days = off | work or {date.min}
        return cls(off, work, min(days), max(days))

    def as_json(self) -> dict[str, Any]:
        """The same as JSON, to be read again."""
        return {
            "holidays": sorted(day.isoformat() for day in self.off),
            "makeup_workdays": sorted(day.isoformat() for day in self.work),
            "range": f"{self.first.isoformat()}..{self.last.isoformat()}",
        }

    def is_working_day(self, day: date) -> bool | None:
        """Whether the day is worked; None when the day lies outside what is known here."""
        if not self.first <= day <= self.last:
            return None
        return day in self.work or (day.weekday() < 5 and day not in self.off)


def is_working_day(day: date, holidays: Holidays | None = None) -> bool:
    """Whether offices work on that day; CalendarError for a year no calendar knows."""
    given = holidays.is_working_day(day) if holidays else None
    return _official(day) if given is None else given


def add_working_days(start: date, days: int, holidays: Holidays | None = None) -> date:
    """The last day of a term of working days; the day of the event is not counted."""
    day = start
    while days > 0:
        day += ONE_DAY
        days -= is_working_day(day, holidays)
    return day


def working_days_between(start: date, end: date, holidays: Holidays | None = None) -> int:
    """How many working days a term has used: those after `start`, up to and with `end`."""
    span = (end - start).days
    return sum(is_working_day(start + ONE_DAY * n, holidays) for n in range(1, span + 1))


@cache
def _official(day: date) -> bool:
    import chinese_calendar  # loaded only where a deadline is counted

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        known = "the official calendar of that year is not known yet"
        raise CalendarError(f"{day.year}: {known}; give its holidays and make-up days") from None
