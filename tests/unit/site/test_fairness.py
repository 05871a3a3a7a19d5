"""Whether alerts reach everybody alike: rates by group, small groups untold, needy households that no alert found."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.fairness import Group, fairness
from minzheng.registers.choices import Sex
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, a_person, an_award
from tests.unit.site.screens import Seat
from tests.unit.site.test_turns import an_alert

OCTOBER = date(2026, 10, 1)


def homes(number: int, sex: Sex = Sex.FEMALE, village: int = VILLAGE) -> list:
    return [a_household(head=a_person(sex=sex, village=village), village=village) for _ in range(number)]


def group(kind: str, code: str, scope: Scope = EVERYTHING) -> Group:
    return next(each for each in fairness(scope, OCTOBER)[kind] if each.code == code)


@pytest.mark.usefixtures("everything")
def test_rates_are_of_the_people_and_of_the_verdicts_of_a_group() -> None:
    women, men = homes(20), homes(10, Sex.MALE)
    for home in women[:10]:
        an_alert(home=home, status=AlertStatus.CONFIRMED)
    for home in men[:5]:
        an_alert(home=home, status=AlertStatus.NO_NEED)
    female, male = group("sex", "2"), group("sex", "1")
    assert (female.people, female.per_thousand, female.right) == (20, 5000, 1000)
    assert (male.people, male.per_thousand, male.right) == (10, 5000, 0)


@pytest.mark.usefixtures("everything")
def test_small_numbers_are_not_told() -> None:
    few, many = homes(4, Sex.MALE), homes(30)
    an_alert(home=few[0])
    for home in many[:4]:
        an_alert(home=home, status=AlertStatus.CONFIRMED)
    assert group("sex", "1").is_small
    assert (group("sex", "2").per_thousand, group("sex", "2").right) == (None, None)


@pytest.mark.usefixtures("everything")
def test_helped_without_an_alert_in_the_year_before_is_missed() -> None:
    found, missed = homes(5), homes(5)
    for home in found:
        an_alert(home=home, month=date(2026, 8, 1))
    an_alert(home=missed[0], month=date(2025, 5, 1))  # too long ago
    an_alert(home=missed[1], month=date(2026, 10, 1))  # afterwards
    for home in (*found, *missed):
        an_award(home, date(2026, 9, 1))
    women = group("sex", "2")
    assert (women.helped, women.without, women.missed) == (10, 5, 500)


@pytest.mark.usefixtures("everything")
def test_ages_are_full_years_and_every_kind_counts_everybody() -> None:
    for birth in (date(1956, 10, 2), date(1956, 10, 1), date(2020, 1, 1)):
        a_household(head=a_person(birth=birth))
    assert {each.code: each.people for each in fairness(EVERYTHING, OCTOBER)["age"]} == {
        "0-15": 1, "60-69": 1, "70-79": 1,
    }  # fmt: skip
    for kind, groups in fairness(EVERYTHING, OCTOBER).items():
        assert sum(each.people for each in groups) == 3, kind


@pytest.mark.usefixtures("everything")
def test_a_scope_counts_its_own_and_the_queries_are_the_same_however_many() -> None:
    homes(6)
    homes(7, village=OTHER_VILLAGE)
    assert [each.code for each in fairness(Scope.of(VILLAGE), OCTOBER)["village"]] == [str(VILLAGE)]
    with CaptureQueriesContext(connection) as asked:
        fairness(EVERYTHING, OCTOBER)
    assert len(asked) == 15


def test_the_board_shows_a_place_and_hides_its_few(db: None) -> None:
    with in_scope(EVERYTHING):
        homes(12)
        homes(2, Sex.MALE)
    page = Seat(Role.COUNTY_INSPECTOR).get("/alert-fairness/")
    assert "fewer than five people" in page
    assert "Alerts per 1,000" in page
    Seat(Role.VILLAGE_WORKER, VILLAGE).get("/alert-fairness/", 403)
