"""Reading clocks: what is due soon, what is late, and the clocks of one thing."""

from datetime import date, timedelta

from django.db import models
from django.db.models import QuerySet

from minzheng.kernel.access.scope import Scope
from minzheng.kernel.deadlines.clock import Reading, read
from minzheng.kernel.deadlines.models import RunningClock
from minzheng.rulekit.workdays import official_calendar


def _running(scope: Scope) -> QuerySet[RunningClock]:
    inside = scope.q("division_code", household="household_id")
    return RunningClock.objects.filter(inside, done_on=None, stopped=False).order_by("due_on", "id")


def due_soon(scope: Scope, on: date, days: int = 7) -> QuerySet[RunningClock]:
    """Running clocks whose last day lies within so many calendar days from a day on, the nearest first."""
    return _running(scope).filter(due_on__gte=on, due_on__lte=on + timedelta(days=days))


def late(scope: Scope, on: date) -> QuerySet[RunningClock]:
    """Running clocks that have run out, the longest ago first."""
    return _running(scope).filter(due_on__lt=on)


def stopped(scope: Scope) -> QuerySet[RunningClock]:
    """Clocks that stand still."""
    inside = scope.q("division_code", household="household_id")
    return RunningClock.objects.filter(inside, done_on=None, stopped=True).order_by("started_on", "id")


def clocks_of(subject: models.Model) -> QuerySet[RunningClock]:
    """The clocks of one thing, the newest first; whoever reads one wants its turns too."""
    found = RunningClock.objects.filter(subject=subject._meta.label_lower, subject_id=subject.pk)
    return found.order_by("-started_on", "-id")


def reading_of(clock: RunningClock, on: date) -> Reading:
    """A clock read at the end of a day, with the proof of its days."""
    return read(clock.clock(), on, official_calendar())
