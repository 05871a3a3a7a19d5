"""Clocks attached to a visit task: stopped, extended, done; seen by place; reckoned anew by a new calendar."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from minzheng.casework.models import VisitTask
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.deadlines.actions import (
    extend_clock,
    finish_clock,
    reckon_anew,
    resume_clock,
    start_clock,
    stop_clock,
)
from minzheng.kernel.deadlines.clock import Period, State, Unit
from minzheng.kernel.deadlines.models import ClockTurn, RunningClock
from minzheng.kernel.deadlines.queries import clocks_of, due_soon, late, reading_of, stopped
from minzheng.rulekit import workdays
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, an_actor

PERIOD = Period(10, Unit.WORKING_DAYS, "mca-2021-57#art-20")
START, LAW = date(2026, 11, 2), "mca-2021-57#art-15"

pytestmark = pytest.mark.usefixtures("everything", "in_english")


@pytest.fixture
def task() -> VisitTask:
    home = a_household()
    return VisitTask.objects.create(
        household=home, division_code=VILLAGE, level="red", issued_on=START, due_on=date(2026, 11, 9)
    )


@pytest.fixture
def clock(task: VisitTask) -> RunningClock:
    return start_clock(code="decide", subject=task, period=PERIOD, promised=5, actor=SYSTEM, date=START)


@pytest.fixture
def officer():
    return an_actor(Role.COUNTY_OFFICER)


def test_it_starts_once(task: VisitTask, clock: RunningClock) -> None:
    again = start_clock(code="decide", subject=task, period=PERIOD, actor=SYSTEM, date=date(2026, 11, 5))
    assert again.pk == clock.pk
    assert (clock.due_on, clock.promised_on) == (date(2026, 11, 16), date(2026, 11, 9))


def test_stopped_and_run_again(clock: RunningClock, officer) -> None:
    stop_clock(clock=clock, law=LAW, reason="papers are missing", actor=officer, date=date(2026, 11, 4))
    assert list(stopped(EVERYTHING)) == [clock]
    assert not due_soon(EVERYTHING, date(2026, 11, 10), 30).exists()
    assert not late(EVERYTHING, date(2026, 12, 24)).exists()
    with pytest.raises(ValidationError, match="stands still"):
        stop_clock(clock=clock, law=LAW, reason="once more", actor=officer, date=date(2026, 11, 5))
    with pytest.raises(ValidationError, match="from the day after"):
        resume_clock(clock=clock, actor=officer, date=date(2026, 11, 4))
    again = resume_clock(clock=clock, actor=officer, date=date(2026, 11, 9))
    assert again.due_on == date(2026, 11, 19)
    with pytest.raises(ValidationError, match="running"):
        resume_clock(clock=clock, actor=officer, date=date(2026, 11, 10))
    reading = reading_of(clocks_of(VisitTask.objects.get())[0], date(2026, 11, 12))
    assert (reading.used, reading.state) == (5, State.RUNNING)


def test_no_stop_and_no_extension_without_article_and_reason(clock: RunningClock, officer) -> None:
    for act, more in ((stop_clock, {}), (extend_clock, {"number": 5})):
        with pytest.raises(ValidationError, match="by law"):
            act(clock=clock, law="", reason="busy", actor=officer, date=START, **more)
    with pytest.raises(ValidationError, match="before"):
        stop_clock(clock=clock, law=LAW, reason="x", actor=officer, date=date(2026, 10, 1))


def test_extended_once_and_only_in_time(clock: RunningClock, officer) -> None:
    more = extend_clock(clock=clock, number=5, law=LAW, reason="many assets", actor=officer, date=date(2026, 11, 16))
    assert more.due_on == date(2026, 11, 23)
    with pytest.raises(ValidationError, match="once"):
        extend_clock(clock=clock, number=5, law=LAW, reason="more", actor=officer, date=date(2026, 11, 17))
    with pytest.raises(DatabaseError), transaction.atomic():
        ClockTurn.objects.create(clock=clock, kind="extend", on=START, by="x", number=1)


def test_too_late_to_extend(clock: RunningClock, officer) -> None:
    with pytest.raises(ValidationError, match="ran out"):
        extend_clock(clock=clock, number=5, law=LAW, reason="x", actor=officer, date=date(2026, 11, 17))
    with pytest.raises(PermissionDenied):
        extend_clock(
            clock=clock, number=5, law=LAW, reason="x", actor=an_actor(Role.TOWNSHIP_CLERK), date=date(2026, 11, 3)
        )


def test_what_is_due_soon_and_what_is_late(clock: RunningClock) -> None:
    assert list(due_soon(EVERYTHING, date(2026, 11, 10))) == [clock]
    assert not late(EVERYTHING, date(2026, 11, 16)).exists()
    assert list(late(EVERYTHING, date(2026, 11, 17))) == [clock]
    finish_clock(clock=clock, actor=SYSTEM, date=date(2026, 11, 18))
    assert not late(EVERYTHING, date(2026, 11, 19)).exists()
    assert reading_of(clocks_of(VisitTask.objects.get())[0], date(2026, 11, 19)).state == State.MISSED
    with pytest.raises(ValidationError, match="over"):
        finish_clock(clock=clock, actor=SYSTEM, date=date(2026, 11, 19))


def test_done_while_it_stood_still_is_in_time(clock: RunningClock, officer) -> None:
    stop_clock(clock=clock, law=LAW, reason="papers", actor=officer, date=date(2026, 11, 4))
    done = finish_clock(clock=clock, actor=officer, date=date(2026, 12, 4))
    reading = reading_of(done, date(2026, 12, 5))
    assert (reading.state, reading.used) == (State.MET, 2)


def test_what_happened_is_never_changed(clock: RunningClock, officer) -> None:
    stop_clock(clock=clock, law=LAW, reason="papers", actor=officer, date=date(2026, 11, 4))
    with pytest.raises(DatabaseError), transaction.atomic():
        ClockTurn.objects.update(law="other")


def test_clocks_of_other_places_are_not_seen(clock: RunningClock) -> None:
    with in_scope(Scope.of(OTHER_VILLAGE)):
        assert not RunningClock.objects.exists()
        assert not ClockTurn.objects.exists()
    assert not due_soon(Scope.of(OTHER_VILLAGE), date(2026, 11, 10)).exists()


def test_a_calendar_that_comes_out_moves_the_clocks_that_supposed_it(task: VisitTask, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(workdays, "_folders", [tmp_path])
    clock = start_clock(code="decide", subject=task, period=PERIOD, actor=SYSTEM, date=date(2026, 12, 25))
    assert (clock.provisional, clock.due_on) == (True, date(2027, 1, 11))
    assert reckon_anew(actor=SYSTEM, date=date(2026, 12, 26)) == 0
    (tmp_path / "2027.yaml").write_text("2027:\n  holidays: [2027-01-01, 2027-01-04, 2027-01-05]\n")
    assert reckon_anew(actor=SYSTEM, date=date(2026, 12, 26)) == 1
    clock.refresh_from_db()
    assert (clock.provisional, clock.due_on) == (False, date(2027, 1, 13))
