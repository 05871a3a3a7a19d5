"""A new severe card without a subsidy, and a death after which money still comes: where each begins and ends."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from config.rulebook import load
from minzheng.casework.models import VisitTask
from minzheng.eligibility.facts import DEATH_DATE, NEW_DISABILITY_LEVEL, work_out
from minzheng.exchange.queries import events
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.declare import registry
from minzheng.monitoring.actions import issue_tasks, raise_alerts
from minzheng.monitoring.models import AlertHit
from minzheng.registers.models import Household
from minzheng.rulekit.decision import decide
from minzheng.web.desk.evidence import columns_of, rows_of, sentence_of
from tests.unit.site.builders import a_household, a_person, an_award
from tests.unit.site.department_files import a_card, a_death, take_in

SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
TODAY = date(2026, 10, 12)

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def home() -> Household:
    return a_household(head=a_person())


def look(month: date = OCTOBER, on: date = TODAY) -> list[tuple[str, int, int]]:
    """The machine's part of a month up to the visits; the alerts there are then: rule, what it shows, its line."""
    for fact in (NEW_DISABILITY_LEVEL, DEATH_DATE):
        work_out(month, [fact])
    raise_alerts(month=month, actor=SYSTEM, date=on)
    issue_tasks(actor=SYSTEM, date=on)
    return list(AlertHit.objects.filter(month=month).order_by("rule").values_list("rule", "value", "threshold"))


def cards(*rows: str) -> None:
    take_in("disability_federation_cards", *rows, month=OCTOBER, on=TODAY)


def deaths(*rows: str, month: date = OCTOBER) -> None:
    take_in("health_deaths", *rows, month=month, on=TODAY)


@pytest.mark.parametrize(("days", "raised"), [(29, False), (30, True)])
def test_a_severe_card_raises_when_thirty_days_are_over(home: Household, days: int, raised: bool) -> None:
    issued = TODAY - timedelta(days=days)
    cards(a_card(home.head, issued.isoformat()))
    assert look() == ([("E03", issued.toordinal(), 30)] if raised else [])


@pytest.mark.parametrize(("level", "raised"), [("一级", True), ("二级", True), ("三级", False), ("四级", False)])
def test_levels_one_and_two_are_severe(home: Household, level: str, raised: bool) -> None:
    cards(a_card(home.head, "2026-08-03", level=level))
    assert bool(look()) is raised


def test_a_renewed_card_another_name_and_the_reported_dead_raise_nothing(home: Household) -> None:
    named, dead = a_household(head=a_person()).head, a_household(head=a_person()).head
    renewed, other = a_card(home.head, "2026-08-03", state="换领"), a_card(named, "2026-08-03", name="石老三")
    cards(renewed, other, a_card(dead, "2026-08-03"))
    deaths(a_death(dead, "2026-08-15"))
    assert look() == []


@pytest.mark.parametrize(
    ("scheme", "until", "raised"),
    [("disability_subsidies", None, False), ("disability_subsidies", date(2026, 7, 1), True), ("dibao", None, True)],
)
def test_a_subsidy_since_the_card_answers_it_and_nothing_else_does(
    home: Household, scheme: str, until: date | None, raised: bool
) -> None:
    an_award(home, date(2026, 1, 1), until, scheme)
    cards(a_card(home.head, "2026-08-03"))
    assert bool(look()) is raised


@pytest.mark.parametrize(
    ("died", "raised"), [("2026-09-30", True), ("2026-10-01", False), ("2026-10-31", False), ("2026-08-02", True)]
)
def test_the_month_of_the_death_may_be_paid_and_no_later_one(home: Household, died: str, raised: bool) -> None:
    an_award(home, date(2026, 3, 1))
    deaths(a_death(home.head, died))
    assert look() == ([("I01", date.fromisoformat(died).toordinal(), 0)] if raised else [])


def test_an_award_that_ended_with_the_death_raises_nothing(home: Household) -> None:
    an_award(home, date(2026, 3, 1), until=OCTOBER)
    deaths(a_death(home.head, "2026-09-20"))
    assert look() == []


def test_a_death_in_a_household_that_draws_nothing_raises_nothing(home: Household) -> None:
    deaths(a_death(home.head, "2026-09-20"))
    assert look() == []


def test_a_death_known_to_the_register_is_an_alert_as_long_as_money_comes(home: Household) -> None:
    an_award(home, date(2026, 3, 1))
    home.head.death_date = date(2026, 9, 20)
    home.head.save()
    deaths(a_death(home.head, "2026-09-20"))
    assert [rule for rule, *_ in look()] == ["I01"]


@pytest.mark.parametrize("row", [{"name": "石老三"}, {"state": "撤销"}])
def test_a_death_under_another_name_or_taken_back_raises_nothing(home: Household, row: dict[str, str]) -> None:
    an_award(home, date(2026, 3, 1))
    deaths(a_death(home.head, "2026-09-20", **row))
    if "state" in row:
        deaths(a_death(home.head, "2026-09-20"))
    assert look() == []


def test_run_again_and_a_month_later_nothing_is_raised_twice(home: Household) -> None:
    an_award(home, date(2026, 3, 1))
    cards(a_card(a_household(head=a_person()).head, "2026-08-03"))
    deaths(a_death(home.head, "2026-09-20"))
    first = look()
    assert [rule for rule, *_ in first] == ["E03", "I01"]
    assert look() == first
    assert look(NOVEMBER, date(2026, 11, 12)) == []
    assert (AlertHit.objects.count(), VisitTask.objects.count()) == (2, 2)


def test_a_check_of_a_death_is_due_in_three_working_days(home: Household) -> None:
    an_award(home, date(2026, 3, 1))
    deaths(a_death(home.head, "2026-09-20"))
    look()
    assert VisitTask.objects.get().due_on == date(2026, 10, 15)


def test_an_alert_says_what_was_reported_by_the_columns_of_its_data_set(home: Household) -> None:
    an_award(home, date(2026, 3, 1))
    deaths(a_death(home.head, "2026-09-20"))
    look()
    alert, feed = registry.alerts["I01"], registry.feeds["health_deaths"]
    with override("en"):
        assert "died on 2026-09-20" in sentence_of(alert, AlertHit.objects.get())
        assert [str(column.label) for column in columns_of(feed)] == ["Died on", "Reported on", "State"]
        ((_record, cells),) = rows_of(events(feed.code), feed)
        assert [text for _column, text in cells] == ["2026-09-20", "2026-10-09", "in force"]


@pytest.mark.parametrize(
    ("operation", "facts", "raised"),
    [
        ("alert.E03", {"level": 2, "days": 30, "subsidised": False}, True),
        ("alert.E03", {"level": 2, "days": 29, "subsidised": False}, False),
        ("alert.E03", {"level": 3, "days": 90, "subsidised": False}, False),
        ("alert.E03", {"level": 1, "days": 90, "subsidised": True}, False),
        ("alert.I01", {"died": "2026-09-30", "last_month": "2026-10-01"}, True),
        ("alert.I01", {"died": "2026-10-01", "last_month": "2026-10-01"}, False),
        ("alert.I01", {"died": "2025-12-31", "last_month": "2026-01-01"}, True),
    ],
)
def test_a_rule_can_be_asked_without_any_data(operation: str, facts: dict[str, object], raised: bool) -> None:
    load()
    assert decide(operation, facts, as_of=TODAY, division="522633").outcome["alert"] is raised
