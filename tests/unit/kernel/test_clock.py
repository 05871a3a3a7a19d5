"""A clock, and the proof of every one of its days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.kernel.deadlines.clock import Clock, Extension, Pause, Period, State, Unit, read
from minzheng.kernel.deadlines.proof import bar, rows, sentences
from minzheng.rulekit.workdays import DayKind, WorkingCalendar, official_calendar, read_years

pytestmark = pytest.mark.usefixtures("in_english")

START = date(2026, 9, 28)
DECIDE = Period(10, Unit.WORKING_DAYS, "mca-2021-57#art-20")
PAUSE = Pause(date(2026, 10, 8), date(2026, 10, 10), "mca-2021-57#art-15", "means are verified")


def reading(clock, on=date(2026, 10, 12)):
    return read(clock, on, official_calendar())


def test_national_day_and_a_make_up_saturday_are_told_apart():
    found = reading(Clock(START, DECIDE))
    assert found.due_on == date(2026, 10, 16)
    assert (found.used, found.left, found.state) == (6, 4, State.RUNNING)
    told = [(span.first.day, span.last.day, span.kind, span.counts) for span in found.spans]
    assert told == [
        (29, 30, DayKind.WORKING, True), (1, 7, DayKind.HOLIDAY, False), (8, 9, DayKind.WORKING, True),
        (10, 10, DayKind.MAKEUP, True), (11, 11, DayKind.WEEKEND, False), (12, 12, DayKind.WORKING, True),
        (13, 16, DayKind.WORKING, True),
    ]  # fmt: skip


def test_a_suspension_moves_the_last_day_by_the_working_days_it_took():
    found = reading(Clock(START, DECIDE, pauses=(PAUSE,)))
    assert found.due_on == date(2026, 10, 20)
    assert found.used == 4
    held = next(span for span in found.spans if span.pause)
    assert (held.first, held.last, held.part) == (date(2026, 10, 8), date(2026, 10, 9), "stopped")
    assert "means are verified" in " ".join(sentences(found))


def test_while_it_stands_still_the_last_day_moves_on_with_every_day():
    still = Clock(START, DECIDE, pauses=(Pause(date(2026, 10, 8), None, "mca-2021-57#art-15"),))
    monday, tuesday = reading(still), reading(still, date(2026, 10, 13))
    assert monday.state == tuesday.state == State.STOPPED
    assert (tuesday.due_on - monday.due_on).days == 1
    assert monday.used == tuesday.used == 2


def test_it_is_extended_once_by_so_many_days_again():
    more = Extension(5, date(2026, 10, 15), "田局长", "mca-2021-57#art-22")
    found = reading(Clock(START, DECIDE, extension=more))
    assert found.total == 15
    assert found.due_on == date(2026, 10, 23)


@pytest.mark.parametrize(
    ("done", "state", "used"),
    [(date(2026, 10, 16), State.MET, 10), (date(2026, 10, 17), State.MISSED, 10), (date(2026, 9, 30), State.MET, 2)],
)
def test_done_on_the_last_day_is_in_time_and_on_the_day_after_is_not(done, state, used):
    found = reading(Clock(START, DECIDE, done_on=done), date(2026, 12, 1))
    assert (found.state, found.used) == (state, used)


def test_late_by_calendar_days():
    found = reading(Clock(START, DECIDE), date(2026, 10, 18))
    assert (found.state, found.left) == (State.LATE, -2)


def test_a_promise_is_told_beside_the_law():
    found = reading(Clock(START, DECIDE, promised=5))
    assert (found.promised_on, found.due_on) == (date(2026, 10, 10), date(2026, 10, 16))


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [(date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2028, 1, 31), 1, date(2028, 2, 29)),
     (date(2026, 8, 15), 12, date(2027, 8, 15))],
)  # fmt: skip
def test_months_end_on_their_day_number(start, months, due):
    found = reading(Clock(start, Period(months, Unit.MONTHS, "Civil Code 202"), promised=0), start)
    assert found.due_on == due
    assert found.provisional_years == ()


def test_a_last_day_off_moves_on_where_the_period_says_so():
    notice = Clock(date(2026, 9, 24), Period(7, Unit.DAYS, "mca-2021-57#art-19", rolls=True))
    assert reading(notice).due_on == date(2026, 10, 8)
    assert any("2026-10-08" in said and "203" in said for said in sentences(reading(notice)))
    assert reading(Clock(date(2026, 9, 24), Period(7, Unit.DAYS, "x"))).due_on == date(2026, 10, 1)


def test_an_unpublished_year_is_said_to_be_provisional_and_counted_anew_when_it_comes(tmp_path):
    clock = Clock(date(2026, 12, 25), DECIDE)
    supposed = reading(clock, date(2026, 12, 26))
    assert supposed.provisional_years == (2027,)
    assert any("2027" in said for said in sentences(supposed))
    published = tmp_path / "2027.yaml"
    published.write_text("2027:\n  holidays: [2027-01-01, 2027-01-04]\n  makeup_workdays: [2027-01-03]\n")
    told = read(clock, date(2026, 12, 26), official_calendar().with_years(published))
    assert told.provisional_years == ()
    assert told.due_on == supposed.due_on  # one day off more, one made up


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("2027: [2027-01-01]", "nothing else"), ("2027: {holidays: []}", "no holidays"), ("[]", "give a year"),
        ("2027: {holidays: [2027-01-01], makeup_workdays: [2027-01-04]}", "no weekend day"),
        ("2027: {holidays: [2027-01-02], makeup_workdays: [2027-01-02]}", "both"),
        ("2027: {holidays: ['first']}", "no date"), ("a: [", "not YAML"),
    ],
)  # fmt: skip
def test_a_calendar_that_cannot_be_right_is_refused_in_words(tmp_path, written, wrong):
    path = tmp_path / "2027.yaml"
    path.write_text(written)
    with pytest.raises(ValueError, match=wrong):
        read_years(path)


def test_a_pause_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="later day"):
        Pause(START, START, "x")
    with pytest.raises(ValueError, match="zero days"):
        Period(-1, Unit.DAYS, "x")


_pauses = st.lists(
    st.builds(
        lambda first, days: Pause(START + timedelta(first), START + timedelta(first + days), "x"),
        st.integers(0, 60), st.integers(1, 20),
    ),
    max_size=3,
)  # fmt: skip


@given(st.integers(1, 60), st.sampled_from(list(Unit)[:2]), _pauses, st.integers(0, 120))
def test_the_proof_accounts_for_every_day_once(number, unit, pauses, after):
    found = reading(Clock(START, Period(number, unit, "x"), pauses=tuple(pauses)), START + timedelta(after))
    days = [span.first + timedelta(n) for span in found.spans for n in range(span.days)]
    assert days == [START + timedelta(n + 1) for n in range((found.due_on - START).days)]
    assert sum(span.days for span in found.spans if span.counts) == found.total
    assert found.used == sum(span.days for span in found.spans if span.part == "used")
    assert rows(found)[-1].used == found.total
    assert sum(part.width for part in bar(found)) == 1000
    assert not any(
        pause.covers(day) for span in found.spans if span.counts for day in days_of(span) for pause in pauses
    )


def days_of(span):
    return [span.first + timedelta(n) for n in range(span.days)]


def test_a_calendar_given_with_a_case_has_no_unknown_year():
    given_with = WorkingCalendar.from_facts({"holidays": ["2031-01-01"]})
    assert read(Clock(date(2030, 12, 30), DECIDE), date(2031, 1, 5), given_with).provisional_years == ()
