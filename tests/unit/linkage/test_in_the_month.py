"""Links in the month: a slip in a number is found, what officers judged counts, what they took back does not."""

from datetime import date

import pytest

from minzheng.eligibility.facts import DEATH_DATE, work_out
from minzheng.eligibility.queries import standing
from minzheng.exchange.linkage.actions import accept_link, reopen_link
from minzheng.exchange.linkage.choices import LinkStatus
from minzheng.exchange.linkage.judged import count_judged
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.linkage.monthly import look_for_the_rest
from minzheng.exchange.models import Batch
from minzheng.exchange.queries import events, evidence
from minzheng.kernel.access.choices import Role
from minzheng.kernel.identity.resident_id import check_digit
from minzheng.registers.merging import part, propose_merge, settle_merge
from minzheng.registers.models import Person
from tests.unit.site.builders import a_household, a_person, an_actor
from tests.unit.site.department_files import a_death, take_in

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)
DEATHS = "health_deaths"

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def person() -> Person:
    for n in range(60):
        a_person("王李张刘陈"[n % 5] + "伟芳敏静强磊"[n % 6], date(1950 + n, 1 + n % 12, 1 + n % 28))
    someone = a_person("杨丽娜", date(1962, 4, 9), sex=2)
    a_household(head=someone)
    return someone


def a_death_mistyped(person: Person, name: str = "") -> Batch:
    """A report under a number with one wrong place, and a check digit worked out from that: right, and nobody's."""
    number = str(person.resident_id)
    stem = number[:15] + str((int(number[15]) + 3) % 10) + number[16]
    row = a_death(person, "2026-09-20", name=name).replace(number, stem + check_digit(stem))
    return take_in(DEATHS, row, month=OCTOBER, on=TODAY)


def died() -> list[int]:
    work_out(OCTOBER)
    return list(standing(OCTOBER).filter(fact=DEATH_DATE.code).values_list("person", flat=True))


def test_a_number_one_slip_away_under_the_same_name_is_theirs_until_an_officer_says_no(person: Person) -> None:
    officer, batch = an_actor(Role.COUNTY_OFFICER), a_death_mistyped(person)
    assert look_for_the_rest(OCTOBER, TODAY) == {"linked": 1, "asked": 0}
    assert (count_judged(TODAY), died()) == (1, [person.pk])
    batch.refresh_from_db()
    assert (batch.matched, batch.unmatched) == (1, 0)
    reopen_link(link=LinkCandidate.objects.get(), actor=officer, date=TODAY)
    assert (count_judged(TODAY), died()) == (1, [])
    assert [(event.person_id, event.agrees) for event in events(DEATHS)] == [(None, None)]


@pytest.mark.parametrize("name", ["杨莉娜", "杨丽芳"])
def test_under_a_name_like_it_somebody_is_asked_since_a_twin_is_as_near(person: Person, name: str) -> None:
    a_death_mistyped(person, name)
    assert look_for_the_rest(OCTOBER, TODAY) == {"linked": 0, "asked": 1}
    assert (count_judged(TODAY), died()) == (0, [])
    accept_link(link=LinkCandidate.objects.get(), actor=an_actor(Role.COUNTY_OFFICER), date=TODAY)
    assert (count_judged(TODAY), died()) == (1, [person.pk])


def test_under_quite_another_name_it_is_a_strangers(person: Person) -> None:
    a_death_mistyped(person, "周建国")
    assert look_for_the_rest(OCTOBER, TODAY) == {"linked": 0, "asked": 0}
    assert not LinkCandidate.objects.exists()


def test_nobody_is_asked_twice_and_nothing_changes_by_itself(person: Person) -> None:
    a_death_mistyped(person, "杨丽芳")
    look_for_the_rest(OCTOBER, TODAY)
    assert look_for_the_rest(OCTOBER, TODAY) == {"linked": 0, "asked": 0}
    assert count_judged(TODAY) == 0
    assert LinkCandidate.objects.get().status == LinkStatus.OPEN


def deaths() -> list[int]:
    """As `died`, of this fact alone."""
    work_out(OCTOBER, [DEATH_DATE])
    return list(standing(OCTOBER).filter(fact=DEATH_DATE.code).values_list("person", flat=True))


def test_what_is_told_of_a_record_that_was_joined_is_told_of_the_survivor_until_they_are_parted(person: Person) -> None:
    double = a_person("杨丽娜", date(1962, 4, 9), sex=2)
    Person.objects.filter(pk=person.pk).update(resident_id=None, resident_hash=None)
    person.refresh_from_db()
    take_in(DEATHS, a_death(double, "2026-09-20"), month=OCTOBER, on=TODAY)
    assert died() == [double.pk]
    clerk, officer = an_actor(Role.TOWNSHIP_CLERK), an_actor(Role.COUNTY_OFFICER)
    merge = propose_merge(survivor=person, alias=double, reason="户口簿一致", actor=clerk, date=TODAY)
    settle_merge(merge=merge, confirmed=True, actor=officer, date=TODAY)
    assert deaths() == [person.pk]
    assert len(evidence(person.pk, DEATHS, date(2026, 9, 1), TODAY)) == 1
    part(merge=merge, actor=officer, date=TODAY)
    assert deaths() == [double.pk]
