"""Signs in our own awards, payments, visits and decisions: each certain sign, and beside it what is in order."""

from datetime import date
from typing import Any

import pytest

from minzheng.casework.models import Visit, VisitTask
from minzheng.eligibility.models import FactRun
from minzheng.kernel.access.choices import Role
from minzheng.monitoring.actions import answer_referral
from minzheng.payments.models import Award, Line, Overpayment, Run
from minzheng.registers.models import Household, Membership, Person
from minzheng.rulekit.decision import parameters
from tests.unit.site.builders import COUNTY, a_household, a_person, an_actor, an_award
from tests.unit.site.test_feeds import take
from tests.unit.site.test_household_alerts import OCTOBER, TODAY, look, who
from tests.unit.site.test_referrals import referred

pytestmark = pytest.mark.usefixtures("everything")


def rules() -> set[str]:
    return {rule for rule, _person in look()}


def look_anew() -> list[tuple[str, int]]:
    """As in a month that was not worked out yet: run again, a month leaves what our own registers told."""
    FactRun.objects.all().delete()
    return look()


def a_young_person(**more: Any) -> Person:
    """Somebody who can work, so that nothing is said of their age."""
    return a_person(birth=date(1985, 3, 1), **more)


def a_home(**more: Any) -> Household:
    return a_household(head=a_young_person(**more))


def of_this_month(award: Award) -> Award:
    """An award of a household that was assessed again today, so that no check is overdue."""
    again(award.decision.assessment, as_of=TODAY)
    return award


def again(record: Any, **other: Any) -> None:
    """A record that is never changed, made once more with something else."""
    record = type(record).objects.get(pk=record.pk)
    record.pk = None
    for field, value in other.items():
        setattr(record, field, value)
    record.save(force_insert=True)


def a_line(award: Award, month: date, hold: str = "") -> Line:
    run = Run.objects.get_or_create(
        month=month, scheme=award.scheme, division_code=COUNTY,
        defaults={"prepared_on": month, "prepared_by": "x", "status": "filed"},
    )[0]  # fmt: skip
    return Line.objects.create(
        run=run, award=award, household=award.household, division_code=award.division_code, month=month,
        amount_fen=30000, hold=hold,
    )  # fmt: skip


def a_refusal(home: Household, on: date) -> None:
    made = an_award(home, date(2020, 1, 1), date(2020, 2, 1)).decision
    again(made, verdict="refuse", decided_on=on)


def a_visit(home: Household, on: date, verdict: str) -> None:
    task = VisitTask.objects.create(
        household=home, division_code=home.residence_code, status="done", level="red", issued_on=on, due_on=on
    )
    Visit.objects.create(
        task=task, household=home, division_code=home.residence_code, visited_on=on, verdict=verdict, findings={},
        visited_by_id=an_actor(Role.VILLAGE_WORKER).person,
    )  # fmt: skip


@pytest.mark.parametrize(("reckoned", "raised"), [(date(2025, 9, 30), True), (date(2025, 10, 1), False)])
def test_a_check_is_overdue_after_twelve_months(reckoned: date, raised: bool) -> None:
    an_award(a_home(), reckoned)
    assert ("I21" in rules()) is raised


def test_a_newer_assessment_is_a_check() -> None:
    of_this_month(an_award(a_home(), date(2025, 1, 1)))
    assert rules() == set()


def test_an_amount_reckoned_before_the_standard_was_raised() -> None:
    since = parameters().find("standard.rural", "522633", TODAY)[1].valid_from
    before, after = a_home(), a_home()
    an_award(before, date(since.year - 1, since.month, 1))
    an_award(after, since)
    assert [person for rule, person in look() if rule == "E31"] == [before.head_id]


def test_one_person_in_two_households_that_draw() -> None:
    child, home, other = a_person(name="吴小四", birth=date(2019, 1, 1)), a_home(), a_home()
    Membership.objects.create(household=home, person=child, relation="child", valid=(date(2019, 1, 1), None))
    of_this_month(an_award(home, date(2026, 1, 1)))
    award = of_this_month(an_award(other, date(2026, 1, 1), scheme="disability_subsidies"))
    assert "I10" not in rules()
    Award.objects.filter(pk=award.pk).update(person=child)
    assert ("I10", child.pk) in look_anew()


def test_the_money_of_two_households_on_one_account() -> None:
    one, other = a_home(), a_home()
    of_this_month(an_award(one, date(2026, 1, 1)))
    award = of_this_month(an_award(other, date(2026, 1, 1)))
    assert "I24" not in rules()
    Award.objects.filter(pk=award.pk).update(payee=one.head)
    assert ("I24", one.head_id) in look_anew()


@pytest.mark.parametrize(("month", "hold", "raised"), [
    (date(2026, 9, 1), "", True), (date(2026, 8, 1), "", False), (date(2026, 9, 1), "payee_died", False),
])  # fmt: skip
def test_a_month_paid_after_the_end(month: date, hold: str, raised: bool) -> None:
    a_line(an_award(a_home(), date(2026, 1, 1), until=date(2026, 9, 1)), month, hold)
    assert ("I25" in rules()) is raised


def test_what_is_booked_as_overpaid_is_no_news() -> None:
    line = a_line(an_award(a_home(), date(2026, 1, 1), until=date(2026, 9, 1)), date(2026, 9, 1))
    Overpayment.objects.create(
        line=line, household=line.household, division_code=line.division_code, amount_fen=30000, event_id=1,
        found_on=TODAY,
    )  # fmt: skip
    assert "I25" not in rules()


@pytest.mark.parametrize(("on", "raised"), [(date(2026, 9, 1), True), (date(2026, 10, 12), False)])
def test_a_referral_waits_for_fifteen_working_days(on: date, raised: bool) -> None:
    referred(a_home(), on)
    assert ("E38" in rules()) is raised


def test_a_referral_that_was_answered_waits_no_more() -> None:
    asked = referred(a_home(), date(2026, 9, 1))
    clerk = an_actor(Role.TOWNSHIP_CLERK)
    answer_referral(referral=asked, helped=False, words="已有其他帮扶", gift_fen=None, actor=clerk, date=TODAY)
    assert "E38" not in rules()


@pytest.mark.parametrize(("on", "raised"), [(date(2025, 10, 31), True), (date(2025, 9, 30), False)])
def test_a_death_after_a_refusal_opens_the_case_again(on: date, raised: bool) -> None:
    wife = a_young_person(name="石小花")
    home = a_household(("spouse", wife), head=a_young_person())
    a_refusal(home, on)
    assert "E17" not in rules()
    take(
        "health_deaths", "姓名,身份证号,性别,死亡日期,死亡地点,死亡原因,户籍地,填报日期,记录状态",
        f"{who(wife)},女,2026-09-20,家中,其他,丙妹镇,2026-10-09,有效",
    )  # fmt: skip
    assert ("E17" in rules()) is raised


@pytest.mark.parametrize(
    ("until", "raised"),
    [(date(2026, 5, 1), True), (date(2026, 4, 1), False), (date(2026, 9, 1), True), (OCTOBER, False), (None, False)],
)
def test_an_allowance_that_ended_within_six_months(until: date | None, raised: bool) -> None:
    of_this_month(an_award(a_home(), date(2026, 1, 1), until))
    assert ("E18" in rules()) is raised


def test_another_allowance_that_came_after_it_answers_it() -> None:
    home = a_home()
    an_award(home, date(2026, 1, 1), until=date(2026, 8, 1))
    of_this_month(an_award(home, date(2026, 8, 1), scheme="extreme_poverty"))
    assert "E18" not in rules()


@pytest.mark.parametrize(("born", "raised"), [(date(2026, 3, 31), True), (date(2026, 4, 1), False)])
def test_who_draws_something_has_a_number_within_six_months(born: date, raised: bool) -> None:
    child = a_person(name="吴小五", birth=born, resident_id=None, resident_hash=None)
    home = a_household(("child", child), head=a_young_person())
    of_this_month(an_award(home, date(2026, 1, 1)))
    assert (("I32", child.pk) in look()) is raised
