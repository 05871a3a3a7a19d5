"""Working days by the official calendar, months by the day number, and the proof of what was counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.kernel.deadlines.periods import first_of_next_month, longest_gap
from minzheng.rulekit.months import add_months
from minzheng.rulekit.workdays import DayKind, Suspension, WorkingCalendar, official_calendar


def test_national_day_2026_and_its_makeup_days():
    calendar = official_calendar()
    assert calendar.kind(date(2026, 10, 1)) is DayKind.HOLIDAY
    assert calendar.kind(date(2026, 9, 20)) is DayKind.MAKEUP
    assert calendar.on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)


def test_day_of_the_event_is_not_counted():
    assert official_calendar().add_working_days(date(2026, 3, 2), 5) == date(2026, 3, 9)


def test_proof_accounts_for_every_day():
    deadline = official_calendar().working_deadline(date(2026, 9, 28), 5)
    assert deadline.last_day == date(2026, 10, 10)
    assert len(deadline.used) == 5
    assert len(deadline.used) + len(deadline.skipped) == (deadline.last_day - deadline.event).days
    assert deadline.met_on(date(2026, 10, 10))
    assert not deadline.met_on(date(2026, 10, 11))
    assert deadline.provisional_years == ()


def test_suspension_stops_the_clock():
    pause = Suspension(date(2026, 3, 3), date(2026, 3, 4))
    deadline = official_calendar().working_deadline(date(2026, 3, 2), 5, [pause])
    assert deadline.last_day == date(2026, 3, 11)
    assert (date(2026, 3, 3), DayKind.SUSPENDED) in deadline.skipped
    assert official_calendar().working_days_used(date(2026, 3, 2), date(2026, 3, 11), [pause]) == 5
    with pytest.raises(ValueError, match="cannot end"):
        Suspension(date(2026, 3, 4), date(2026, 3, 3))


def test_unpublished_year_is_provisional_until_loaded(tmp_path):
    calendar = official_calendar()
    deadline = calendar.working_deadline(date(2026, 12, 30), 2)
    assert deadline.last_day == date(2027, 1, 4)
    assert deadline.provisional_years == (2027,)
    published = tmp_path / "2027.yaml"
    published.write_text("2027:\n  holidays: [2027-01-01, 2027-01-04]\n  makeup_workdays: [2027-01-03]\n")
    told_again = calendar.with_years(published).working_deadline(date(2026, 12, 30), 3)
    assert told_again.last_day == date(2027, 1, 5)
    assert told_again.provisional_years == ()


def test_date_under_the_wrong_year_is_refused(tmp_path):
    wrong = tmp_path / "2027.yaml"
    wrong.write_text("2027: {holidays: [2028-01-01]}\n")
    with pytest.raises(ValueError, match="2028-01-01"):
        official_calendar().with_years(wrong)


def test_calendar_of_a_case_stands_alone():
    calendar = WorkingCalendar.from_facts({"holidays": ["2026-03-03"], "makeup_workdays": [], "weekends_rest": False})
    assert calendar.add_working_days(date(2026, 3, 2), 4) == date(2026, 3, 7)


def test_months_end_on_the_day_number_or_the_last_day():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert first_of_next_month(date(2026, 12, 31)) == date(2027, 1, 1)


def test_longest_gap_needs_no_order():
    assert longest_gap([date(2026, 7, 12), date(2026, 7, 1), date(2026, 7, 6)]) == 6
    assert longest_gap([date(2026, 7, 1)]) == 0


@given(start=st.dates(date(2024, 1, 1), date(2026, 6, 30)), days=st.integers(0, 60))
def test_days_used_up_to_a_deadline_are_its_days(start, days):
    deadline = official_calendar().working_deadline(start, days)
    assert official_calendar().working_days_used(start, deadline.last_day) == days
    assert all(official_calendar().is_working_day(day) for day in deadline.used)
