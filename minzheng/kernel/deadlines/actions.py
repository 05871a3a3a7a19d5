"""Acts on clocks: start, stop for a lawful reason, run again, extend once, done; reckon anew by a new calendar."""

from datetime import date as Date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.deadlines.choices import Turn
from minzheng.kernel.deadlines.clock import Clock, Period, Reading, read
from minzheng.kernel.deadlines.models import ClockTurn, RunningClock
from minzheng.kernel.deadlines.policies import EXTEND_CLOCK, RUN_CLOCK, STOP_CLOCK
from minzheng.rulekit.workdays import official_calendar


@action(RUN_CLOCK)
def start_clock(
    *, code: str, subject: models.Model, period: Period, promised: int | None = None, actor: Actor, date: Date
) -> RunningClock:
    """Start a clock of something that has a division; where one of that code runs already, that one is returned."""
    place = {
        "household_id": getattr(subject, "household_id", None),
        "division_code": subject.division_code,  # type: ignore[attr-defined]
    }
    reading = read(Clock(date, period, promised), date, official_calendar())
    clock, _created = RunningClock.objects.get_or_create(
        code=code, subject=subject._meta.label_lower, subject_id=subject.pk, done_on=None,
        defaults={
            "number": period.number, "unit": period.unit, "law": period.law, "rolls": period.rolls,
            "promised": promised, "started_on": date, **place, **_kept(reading),
        },
    )  # fmt: skip
    record("start_clock", clock, actor=actor, date=date, new={"code": code, "due_on": clock.due_on.isoformat()})
    return clock


@action(STOP_CLOCK)
def stop_clock(*, clock: RunningClock, law: str, reason: str, actor: Actor, date: Date) -> RunningClock:
    """Let a clock stand still from a day on, under the article that allows it."""
    clock = _locked(clock)
    if not (law.strip() and reason.strip()):
        raise ValidationError(_("A period stands still only by law: name the article and write the reason."))
    if clock.stopped:
        raise ValidationError(_("This period stands still already. Let it run again first."))
    return _turn(clock, Turn.STOP, actor, date, law=law.strip(), reason=reason.strip())


@action(STOP_CLOCK)
def resume_clock(*, clock: RunningClock, actor: Actor, date: Date) -> RunningClock:
    """Let a clock run again; the day itself counts."""
    clock = _locked(clock)
    if not clock.stopped:
        raise ValidationError(_("This period is running; it was not stopped."))
    last = clock.turns.filter(kind=Turn.STOP).latest("id")
    if date <= last.on:
        raise ValidationError(
            _("It was stopped on %(day)s; it can run again from the day after.") % {"day": last.on.isoformat()}
        )
    return _turn(clock, Turn.RESUME, actor, date)


@action(EXTEND_CLOCK)
def extend_clock(*, clock: RunningClock, number: int, law: str, reason: str, actor: Actor, date: Date) -> RunningClock:
    """Give more time, once, before the period has run out; `number` in the unit of the period."""
    clock = _locked(clock)
    if not (law.strip() and reason.strip()):
        raise ValidationError(_("A period is extended only by law: name the article and write the reason."))
    if number <= 0:
        raise ValidationError(_("Say by how much the period is extended."))
    if clock.turns.filter(kind=Turn.EXTEND).exists():
        raise ValidationError(_("This period was already extended; the law allows it once."))
    if not clock.stopped and date > clock.due_on:
        raise ValidationError(
            _("This period ran out on %(day)s; it can no longer be extended.") % {"day": clock.due_on}
        )
    return _turn(clock, Turn.EXTEND, actor, date, law=law.strip(), reason=reason.strip(), number=number)


@action(RUN_CLOCK)
def finish_clock(*, clock: RunningClock, actor: Actor, date: Date) -> RunningClock:
    """Write down that what the clock waited for was done; a clock that stood still runs again for that day."""
    clock = _locked(clock)
    if clock.stopped:
        since = clock.turns.filter(kind=Turn.STOP).latest("id").on
        if date > since:
            ClockTurn.objects.create(clock=clock, kind=Turn.RESUME, on=date, by=actor.name)
    clock.done_on, clock.stopped = date, False
    _reckon(clock, date)
    record("finish_clock", clock, actor=actor, date=date, new={"due_on": clock.due_on.isoformat()})
    return clock


@action(RUN_CLOCK)
def reckon_anew(*, actor: Actor, date: Date) -> int:
    """Reckon anew every clock that rests on a year not published before; returns how many have another last day."""
    moved = 0
    for clock in RunningClock.objects.select_for_update().filter(provisional=True, done_on=None).order_by("id"):
        before = clock.due_on
        _reckon(clock, date)
        moved += clock.due_on != before
    record("reckon_clocks", "deadlines.runningclock", actor=actor, date=date, new={"moved": moved})
    return moved


def _locked(clock: RunningClock) -> RunningClock:
    """The clock as it stands now; ValidationError where it is over."""
    found = RunningClock.objects.select_for_update().get(pk=clock.pk)
    if found.done_on is not None:
        raise ValidationError(_("This was done on %(day)s; its period is over.") % {"day": found.done_on.isoformat()})
    return found


def _turn(clock: RunningClock, kind: Turn, actor: Actor, date: Date, **more: object) -> RunningClock:
    if date < clock.started_on:
        raise ValidationError(
            _("The period began on %(day)s; nothing can have happened to it before.")
            % {"day": clock.started_on.isoformat()}
        )
    ClockTurn.objects.create(clock=clock, kind=kind, on=date, by=actor.name, **more)
    if kind != Turn.EXTEND:
        clock.stopped = kind == Turn.STOP
    _reckon(clock, date)
    record(f"{kind}_clock", clock, actor=actor, date=date,
           new={"due_on": clock.due_on.isoformat(), **more})  # fmt: skip
    return clock


def _reckon(clock: RunningClock, on: Date) -> None:
    """Keep the last day as the pure functions tell it, for the lists."""
    for name, value in _kept(read(clock.clock(), on, official_calendar())).items():
        setattr(clock, name, value)
    clock.save(update_fields=["due_on", "promised_on", "provisional", "stopped", "done_on"])


def _kept(reading: Reading) -> dict[str, Any]:
    """What lists need of a reading."""
    return {
        "due_on": reading.due_on, "promised_on": reading.promised_on, "provisional": bool(reading.provisional_years),
    }  # fmt: skip
