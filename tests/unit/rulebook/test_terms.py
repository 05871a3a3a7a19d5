"""Working days, months and money: the small exact things everything stands on."""

from datetime import date

import pytest

from minzheng.rulekit.decision import decide
from minzheng.rulekit.errors import CalendarError, FactsError
from minzheng.rulekit.money import EXACT, fen_to_yuan, monthly_up_to_yuan, yuan_to_fen
from minzheng.rulekit.months import add_months, last_day_of_term
from minzheng.rulekit.workdays import Holidays, official_calendar


def test_thirty_working_days_over_the_spring_holidays() -> None:
    assert official_calendar().add_working_days(date(2025, 3, 3), 30) == date(2025, 4, 15)  # 4 April is a holiday


def test_days_given_with_a_case_come_first() -> None:
    given = Holidays.read({"holidays": ["2030-05-01"], "makeup_workdays": ["2030-05-04"],
                           "range": "2030-04-29..2030-05-05"})  # fmt: skip
    calendar = given.over(official_calendar())
    assert not calendar.is_working_day(date(2030, 5, 1))
    assert calendar.is_working_day(date(2030, 5, 4))
    assert calendar.add_working_days(date(2030, 4, 30), 3) == date(2030, 5, 4)
    assert not calendar.is_working_day(date(2025, 4, 4))  # outside the span the official calendar holds


def test_a_term_in_a_year_without_a_calendar_is_not_given_as_if_it_were_sure() -> None:
    facts = {"kind": "wd", "start": "2030-06-03", "days": 5}
    with pytest.raises(CalendarError, match="2030: the official calendar"):
        decide("assistance.deadline", facts, as_of=date(2030, 6, 3))


def test_months_end_where_a_month_is_short() -> None:
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert last_day_of_term(date(2025, 1, 10), 12) == date(2026, 1, 9)
    assert last_day_of_term(date(2024, 2, 29), 12) == date(2025, 2, 28)


@pytest.mark.parametrize(("yearly_fen", "monthly"), [(0, 0), (1, 100), (120_000, 10_000), (120_001, 10_100)])
def test_rounding_up_happens_once(yearly_fen: int, monthly: int) -> None:
    assert monthly_up_to_yuan(yearly_fen * EXACT) == monthly


def test_yuan_are_exact_at_the_edge() -> None:
    assert yuan_to_fen(0.29) == 29
    assert yuan_to_fen("602.17") == 60217
    assert fen_to_yuan(60217) == 602.17
    assert fen_to_yuan(60200) == 602
    for wrong in ("much", 1.005, True, None):
        with pytest.raises(FactsError):
            yuan_to_fen(wrong)
