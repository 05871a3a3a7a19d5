"""Rows that were not taken for their number alone: nothing of them is lost, and nothing counts twice."""

from datetime import date

import pytest

from minzheng.eligibility.facts import DEATH_DATE, work_out
from minzheng.eligibility.queries import standing
from minzheng.exchange.actions import read_again
from minzheng.exchange.linkage.actions import accept_link, reopen_link
from minzheng.exchange.linkage.judged import count_judged
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.linkage.monthly import look_for_the_rest
from minzheng.exchange.linkage.queries import links_in
from minzheng.exchange.linking import link_records
from minzheng.exchange.mending import mend_rows
from minzheng.exchange.models import Batch, RowError
from minzheng.exchange.queries import events
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING
from minzheng.registers.models import Person
from tests.unit.site.builders import a_household, a_person, an_actor
from tests.unit.site.department_files import a_death, take_in

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)
DEATHS = "health_deaths"

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def person() -> Person:
    someone = a_person("杨丽娜", date(1962, 4, 9), sex=2)
    a_household(head=someone)
    return someone


@pytest.fixture
def officer() -> Actor:
    return an_actor(Role.COUNTY_OFFICER)


def wrong_check(number: str) -> str:
    return number[:17] + ("1" if number[17] != "1" else "2")


SLIPS = {
    "wrong check digit": wrong_check,
    "a digit lost": lambda number: number[:9] + number[10:],
    "a digit too many": lambda number: number[:9] + number[8] + number[9:],
    "O for 0": lambda number: number[:3] + "O" + number[4:],
    "two swapped": lambda number: number[:15] + number[16] + number[15] + number[17:],
}


def a_slip(person: Person, slip: str = "wrong check digit", name: str = "", died: str = "2026-09-20") -> str:
    """A report of a death under a number that is none."""
    number = str(person.resident_id)
    return a_death(person, died, name=name).replace(number, SLIPS[slip](number))


def take(*rows: str) -> Batch:
    return take_in(DEATHS, *rows, month=OCTOBER, on=TODAY)


def run_links() -> dict[str, int]:
    found = look_for_the_rest(OCTOBER, TODAY)
    count_judged(TODAY)
    return found


def told() -> list[tuple[int | None, bool | None]]:
    return [(event.person_id, event.agrees) for event in events(DEATHS)]


def dead() -> list[int]:
    work_out(OCTOBER, [DEATH_DATE])
    return list(standing(OCTOBER).filter(fact=DEATH_DATE.code).values_list("person", flat=True))


def retyped(batch: Batch, right: str) -> None:
    """The sender types the one row to mend of a file anew."""
    row = RowError.objects.get(batch=batch, mended_on=None).row
    mend_rows(batch=batch, typed={row: right.split(",")}, actor=an_actor(Role.DATA_OFFICER), date=TODAY)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_number_that_is_none_under_the_same_name_counts_and_stays_to_be_mended(person: Person, slip: str) -> None:
    if slip == "two swapped" and str(person.resident_id)[15] == str(person.resident_id)[16]:
        pytest.skip("two of the same, swapped, are no slip")
    batch = take(a_slip(person, slip))
    assert (batch.loaded, batch.faulty) == (0, 1)
    assert run_links() == {"linked": 1, "asked": 0}
    assert (told(), dead()) == ([(person.pk, True)], [person.pk])
    assert RowError.objects.filter(batch=batch, mended_on=None).count() == 1
    assert run_links() == {"linked": 0, "asked": 0}
    assert told() == [(person.pk, True)], "run again, nothing is doubled"


def test_under_a_name_like_it_an_officer_says_whose_and_can_take_it_back(person: Person, officer: Actor) -> None:
    take(a_slip(person, name="杨莉娜"))
    assert run_links() == {"linked": 0, "asked": 1}
    assert told() == []
    accept_link(link=LinkCandidate.objects.get(), actor=officer, date=TODAY)
    assert (count_judged(TODAY), dead()) == (1, [person.pk])
    assert count_judged(TODAY) == 0
    reopen_link(link=LinkCandidate.objects.get(), actor=officer, date=TODAY)
    assert (count_judged(TODAY), told(), dead()) == (1, [], [])


def test_a_row_with_another_fault_beside_is_the_senders_alone(person: Person) -> None:
    take(a_slip(person, died="2026-13-20"))
    assert run_links() == {"linked": 0, "asked": 0}


@pytest.mark.parametrize("judged", [True, False])
def test_mended_by_the_sender_it_counts_once(person: Person, officer: Actor, judged: bool) -> None:
    batch = take(a_slip(person, name="" if judged else "杨莉娜"))
    run_links()
    assert len(told()) == judged
    retyped(batch, a_death(person, "2026-09-20"))
    assert told() == [(None, None)], "the mended row waits to be matched like any other"
    link_records()
    run_links()
    assert told() == [(person.pk, True)]
    batch.refresh_from_db()
    assert (batch.faulty, batch.filled_in) == (0, "")
    assert not links_in(EVERYTHING).filter(status="open").exists(), "nobody is asked about a row that came right"


def test_mended_to_somebody_else_it_is_theirs_alone(person: Person) -> None:
    other = a_person("杨丽娜", date(1950, 1, 2), sex=2)
    batch = take(a_slip(person))
    run_links()
    retyped(batch, a_death(other, "2026-09-20"))
    link_records()
    run_links()
    assert told() == [(other.pk, True)]


def test_a_right_row_in_another_file_takes_its_place(person: Person, officer: Actor) -> None:
    batch = take(a_slip(person))
    run_links()
    assert take(a_slip(person), a_death(person, "2026-09-20")).loaded == 1
    assert told() == [(person.pk, True)]
    batch.refresh_from_db()
    assert batch.faulty == 0
    reopen_link(link=LinkCandidate.objects.get(), actor=officer, date=TODAY)
    run_links()
    assert told() == [(person.pk, True)], "taking the judgement back takes nothing of the right row"


def test_the_same_bad_row_in_two_files_and_in_two_forms_counts_once(person: Person) -> None:
    take(a_slip(person))
    take(a_slip(person), a_slip(person, "a digit lost"))
    run_links()
    run_links()
    assert told() == [(person.pk, True)]


def test_a_bad_row_of_an_event_that_is_known_is_right_by_that(person: Person) -> None:
    take(a_death(person, "2026-09-20"))
    batch = take(a_slip(person))
    run_links()
    batch.refresh_from_db()
    assert (told(), batch.faulty) == ([(person.pk, True)], 0)


def test_a_file_read_again_forgets_nothing_that_came_right(person: Person) -> None:
    batch = take(a_slip(person))
    run_links()
    retyped(batch, a_death(person, "2026-09-20"))
    batch.refresh_from_db()
    again = read_again(batch=batch, actor=an_actor(Role.DATA_OFFICER), date=TODAY)
    run_links()
    assert (again.faulty, again.repeated, len(told())) == (0, 1, 1)


def test_no_number_is_kept_outside_the_file(person: Person) -> None:
    take(a_slip(person, name="杨莉娜"))
    run_links()
    wrong = SLIPS["wrong check digit"](str(person.resident_id))
    for row in [*LinkCandidate.objects.values(), *RowError.objects.values()]:
        assert not any(wrong[6:17] in str(value) for value in row.values())
