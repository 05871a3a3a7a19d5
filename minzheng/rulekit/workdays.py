"""Which days are working days, and deadlines counted in them.

The State Council publishes each year's holidays and make-up workdays late in the year before.  Published years come
from the kept library `chinese_calendar`; later ones are loaded from a YAML file as soon as they are out.  A year that
nobody has published yet is counted by its weekends and New Year's Day, and whatever rests on it says so
(`provisional_years`), so that a deadline given in December can be told again when the new calendar is loaded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from chinese_calendar import constants

_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """Why a day counts or does not count as a working day."""

    WORKING = "working"
    MAKEUP = "makeup"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SUSPENDED = "suspended"


class Suspension:
    """A period, both ends included, in which a clock lawfully stands still."""

    def __init__(self, first: date, last: date) -> None:
        if last < first:
            raise ValueError(f"a suspension cannot end ({last}) before it begins ({first})")
        self.first, self.last = first, last

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline and the proof of it: every day from the one after the event, and how it was counted."""

    event: date
    days: int
    last_day: date
    used: tuple[date, ...]
    skipped: tuple[tuple[date, DayKind], ...]
    provisional_years: tuple[int, ...]

    def met_on(self, done: date) -> bool:
        """Whether something done on that day was in time; the last day is still in time."""
        return done <= self.last_day


@dataclass(frozen=True)
class WorkingCalendar:
    """Holidays and make-up workdays of the published years (None: of all years, as given with a case)."""

    holidays: frozenset[date]
    makeup_workdays: frozenset[date]
    published_years: frozenset[int] | None
    weekends_rest: bool = True

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "WorkingCalendar":
        """A calendar given with a case (`holidays`, `makeup_workdays`, `weekends_rest`); no other list adds to it."""

        def days(name: str) -> frozenset[date]:
            return frozenset(date.fromisoformat(str(day)) for day in facts.get(name) or ())

        return cls(days("holidays"), days("makeup_workdays"), None, bool(facts.get("weekends_rest", True)))

    def with_years(self, path: Path) -> "WorkingCalendar":
        """This calendar with the years of a YAML file: `{2027: {holidays: [...], makeup_workdays: [...]}}`.

        A year in the file replaces the same year here.  Raises ValueError for a file that `read_years` refuses.
        """
        years = read_years(path)
        return WorkingCalendar(
            self._replaced(self.holidays, years, "holidays"),
            self._replaced(self.makeup_workdays, years, "makeup_workdays"),
            None if self.published_years is None else self.published_years | years.keys(),
            self.weekends_rest,
        )

    @staticmethod
    def _replaced(kept: frozenset[date], years: Mapping[int, Mapping[str, list[date]]], kind: str) -> frozenset[date]:
        return frozenset(d for d in kept if d.year not in years) | {d for y in years.values() for d in y.get(kind, ())}

    def is_published(self, year: int) -> bool:
        """Whether the holidays of a year are known rather than supposed."""
        return self.published_years is None or year in self.published_years

    def kind(self, day: date) -> DayKind:
        """What the calendar says of one day."""
        if day in self.makeup_workdays:
            return DayKind.MAKEUP
        if day in self.holidays or ((day.month, day.day) == (1, 1) and not self.is_published(day.year)):
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if self.weekends_rest and day.weekday() >= 5 else DayKind.WORKING

    def is_working_day(self, day: date) -> bool:
        """Whether offices work that day."""
        return self.kind(day) in (DayKind.WORKING, DayKind.MAKEUP)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it (Civil Code, art. 203)."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def working_deadline(self, event: date, days: int, suspended: Sequence[Suspension] = ()) -> Deadline:
        """The deadline `days` working days after an event, whose own day is not counted.

        Days inside a suspension do not count.  Raises ValueError for a negative number of days.
        """
        if days < 0:
            raise ValueError("a deadline lies in the future: give zero days or more")
        used: list[date] = []
        skipped: list[tuple[date, DayKind]] = []
        day = event
        while len(used) < days:
            day += _DAY
            kind = DayKind.SUSPENDED if any(day in pause for pause in suspended) else self.kind(day)
            if kind in (DayKind.WORKING, DayKind.MAKEUP):
                used.append(day)
            else:
                skipped.append((day, kind))
        years = range(event.year, day.year + 1)
        unknown = tuple(year for year in years if not self.is_published(year))
        return Deadline(event, days, day, tuple(used), tuple(skipped), unknown)

    def add_working_days(self, event: date, days: int) -> date:
        """The last day of a period of working days that starts on the day after the event."""
        return self.working_deadline(event, days).last_day

    def working_days_used(self, event: date, until: date, suspended: Iterable[Suspension] = ()) -> int:
        """How many working days of a clock started by the event have passed at the end of `until`."""
        pauses = list(suspended)
        days = (event + _DAY * n for n in range(1, (until - event).days + 1))
        return sum(self.is_working_day(day) and not any(day in pause for pause in pauses) for day in days)


@dataclass(frozen=True)
class Holidays:
    """Days off and make-up working days that are given with a case for a span of days (both ends included)."""

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

    def over(self, calendar: WorkingCalendar) -> WorkingCalendar:
        """A calendar with what is given here in place of its own days of the span, and the span's years known."""

        def outside(days: frozenset[date]) -> frozenset[date]:
            return frozenset(day for day in days if not self.first <= day <= self.last)

        years = calendar.published_years
        return WorkingCalendar(
            outside(calendar.holidays) | self.off,
            outside(calendar.makeup_workdays) | self.work,
            None if years is None else years | {self.first.year, self.last.year},
            calendar.weekends_rest,
        )


def read_years(path: Path) -> dict[int, dict[str, list[date]]]:
    """The years of a YAML file, checked: `{2027: {holidays: [...], makeup_workdays: [...]}}`.

    Raises ValueError, naming the file and the first thing that is wrong: no such lists, a date outside its year, a
    make-up day that is no weekend, a day in both lists.
    """
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(written, dict) or not written:
        raise ValueError(
            f"{path.name}: give a year and its lists, as 2027: {{holidays: [...], makeup_workdays: [...]}}"
        )
    for year, lists in written.items():
        _check_year(path.name, year, lists)
    return {year: {name: list(days or ()) for name, days in lists.items()} for year, lists in written.items()}


def _check_year(file: str, year: object, lists: object) -> None:
    if not isinstance(year, int) or not isinstance(lists, dict) or not lists.keys() <= {"holidays", "makeup_workdays"}:
        raise ValueError(f"{file}: {year}: a year has the lists `holidays` and `makeup_workdays`, and nothing else")
    days = [day for listed in lists.values() for day in listed or ()]
    if unread := [day for day in days if not isinstance(day, date)]:
        raise ValueError(f"{file}: {unread[0]!r} is no date; write it as {year}-01-01")
    if stray := [day for day in days if day.year != year]:
        raise ValueError(f"{file}: {stray[0]} is listed under {year}; move it to its own year")
    if not lists.get("holidays"):
        raise ValueError(f"{file}: {year} has no holidays; a published calendar has some")
    makeup = lists.get("makeup_workdays") or ()
    if working := [day for day in makeup if day.weekday() < 5]:
        raise ValueError(f"{file}: {working[0]} is no weekend day, so nobody can make up on it")
    if twice := set(makeup) & set(lists["holidays"]):
        raise ValueError(f"{file}: {min(twice)} is both a holiday and a make-up working day")


#: Folders of YAML files with years published after the library was.
_folders: list[Path] = []


def add_years_of(folder: Path) -> None:
    """Have the official calendar read the years of every YAML file in a folder, now and as they are added."""
    if folder not in _folders:
        _folders.append(folder)


def official_calendar() -> WorkingCalendar:
    """The calendar of the years that have been published: those the kept library knows and those loaded since."""
    files = sorted(path for folder in _folders if folder.is_dir() for path in folder.glob("*.yaml"))
    return _calendar(tuple((path, path.stat().st_mtime_ns) for path in files))


@cache
def _calendar(files: tuple[tuple[Path, int], ...]) -> WorkingCalendar:
    years = {day.year for day in constants.holidays}
    calendar = WorkingCalendar(frozenset(constants.holidays), frozenset(constants.workdays), frozenset(years))
    for path, _changed in files:
        calendar = calendar.with_years(path)
    return calendar
