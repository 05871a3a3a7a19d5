"""Statutory clocks as pure functions: when something is due, how many days are used, and the proof of each of them.

A clock runs from the day after its event (Civil Code, art. 201).  It counts working days by the official calendar,
calendar days, or months; a day on which it lawfully stands still counts for nobody.  Rules see no clock: the day of
reading is handed in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from minzheng.rulekit.months import add_months
from minzheng.rulekit.workdays import DayKind, WorkingCalendar

_DAY = timedelta(days=1)
#: So far ahead a clock is followed; one that would stand still for longer has no due date.
_HORIZON = timedelta(days=366 * 30)


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"


class State(StrEnum):
    """Where a clock stands on a day."""

    RUNNING = "running"
    STOPPED = "stopped"  # it stands still for a lawful reason
    LATE = "late"
    MET = "met"
    MISSED = "missed"  # done, but after the last day


@dataclass(frozen=True, slots=True)
class Period:
    """So many days or months, and the article that gives them.

    rolls   whether a last day that is no working day moves to the next one (Civil Code, art. 203).
    """

    number: int
    unit: Unit
    law: str
    rolls: bool = False

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError("a period lies in the future: give zero days or more")


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stands still: from its first day up to (without) the day on which it runs again."""

    first: date
    until: date | None  # None: it still stands
    law: str
    reason: str = ""

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.first:
            raise ValueError(f"a clock stopped on {self.first} can run again on a later day only, not on {self.until}")

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on a day."""
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, given once: as many units of the period again as it says, by whom, under which article."""

    number: int
    on: date
    by: str
    law: str


@dataclass(frozen=True, slots=True)
class Clock:
    """What is promised to be done, and what has happened since.

    promised   units within which the office itself promises to be done, of the same kind as the period; None for none.
    done_on    when what the clock waits for was done.
    """

    started_on: date
    period: Period
    promised: int | None = None
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    done_on: date | None = None


#: A day: whether it counts, what the calendar says of it where that matters, and what held the clock.
Counted = tuple[date, bool, DayKind | None, Pause | None]


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring days that were counted alike: both ends included.

    kind     why they count or do not; None for a calendar day that counts whatever it is.
    part     where they lie on the bar: "used", "left", "stopped", or "rest" for days off.
    pause    the pause that held the clock, where one did.
    """

    first: date
    last: date
    counts: bool
    part: str
    kind: DayKind | None = None
    pause: Pause | None = None

    @property
    def days(self) -> int:
        """How many days it is long."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock as it stands at the end of a day.  While it is stopped, `due_on` supposes that it runs again tomorrow."""

    clock: Clock
    on: date
    state: State
    due_on: date
    promised_on: date | None
    used: int
    total: int
    spans: tuple[Span, ...]
    provisional_years: tuple[int, ...]

    @property
    def left(self) -> int:
        """Units still left, in days; negative by how many calendar days it is over."""
        return self.total - self.used if self.state != State.LATE else (self.due_on - self.on).days

    @property
    def counts_working_days(self) -> bool:
        """Whether the figures are working days rather than calendar days."""
        return self.clock.period.unit == Unit.WORKING_DAYS


def read(clock: Clock, on: date, calendar: WorkingCalendar) -> Reading:
    """Read a clock at the end of a day (or, once it is done, of the day of doing)."""
    seen = min(on, clock.done_on) if clock.done_on else on
    supposed = replace(clock, pauses=tuple(_supposed(pause, on) for pause in clock.pauses))
    total = _in_days(clock, clock.period.number + (clock.extension.number if clock.extension else 0))
    days = list(_days(supposed, total, calendar))
    due = _last_day(supposed, days, calendar)
    promised = None
    if clock.promised is not None:
        promised = _last_day(supposed, list(_days(supposed, _in_days(clock, clock.promised), calendar)), calendar)
    used = sum(counts for day, counts, *_ in days if day <= seen)
    years = range(clock.started_on.year, due.year + 1)
    reads_calendar = clock.period.unit == Unit.WORKING_DAYS or clock.period.rolls
    return Reading(
        clock, on, _state(clock, due, on), due, promised, used, total, tuple(_spans(days, seen)),
        tuple(year for year in years if reads_calendar and not calendar.is_published(year)),
    )  # fmt: skip


def _in_days(clock: Clock, number: int) -> int:
    """So many units of the clock's period in days; months as the calendar days they have from the start."""
    if clock.period.unit != Unit.MONTHS:
        return number
    return (add_months(clock.started_on, number) - clock.started_on).days


def _last_day(clock: Clock, days: list[Counted], calendar: WorkingCalendar) -> date:
    """The last of the days counted, moved on to a working day where the period says so."""
    last = days[-1][0] if days else clock.started_on
    return calendar.on_or_after(last) if clock.period.rolls else last


def _supposed(pause: Pause, on: date) -> Pause:
    """A pause that still lasts, as if it ended on the day after the day of reading."""
    return pause if pause.until else replace(pause, until=max(on, pause.first) + _DAY)


def _days(clock: Clock, total: int, calendar: WorkingCalendar) -> Iterator[Counted]:
    """Every day from the one after the start up to the last."""
    day, used, last = clock.started_on, 0, clock.started_on + _HORIZON
    working = clock.period.unit == Unit.WORKING_DAYS
    while used < total:
        day += _DAY
        if day > last:
            raise ValueError("this clock stands still for longer than thirty years; look at its suspensions")
        pause = next((pause for pause in clock.pauses if pause.covers(day)), None)
        kind = DayKind.SUSPENDED if pause else (calendar.kind(day) if working else None)
        counts = kind in (None, DayKind.WORKING, DayKind.MAKEUP)
        used += counts
        yield day, counts, kind, pause


def _state(clock: Clock, due: date, on: date) -> State:
    if clock.done_on is not None and clock.done_on <= on:
        return State.MET if clock.done_on <= due else State.MISSED
    if any(pause.covers(on) for pause in clock.pauses):
        return State.STOPPED
    return State.LATE if on > due else State.RUNNING


def _spans(days: Iterable[Counted], seen: date) -> Iterator[Span]:
    """Join neighbouring days that were counted alike; what lies after the day of reading is told apart."""
    for alike, group in groupby(days, key=lambda counted: (*counted[1:], counted[0] > seen)):
        counts, kind, pause, ahead = alike
        every = [counted[0] for counted in group]
        part = "stopped" if pause else "rest" if not counts else "left" if ahead else "used"
        yield Span(every[0], every[-1], counts, part, kind, pause)
