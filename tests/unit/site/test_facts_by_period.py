"""A fact stands from month to month; a month worked out again looks at what is new, and tells the same as anew."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.eligibility.facts import CHILD_BEREFT, SELF_PAID_MEDICAL, VERY_OLD, work_out
from minzheng.eligibility.models import FactRun, FactValue
from minzheng.eligibility.queries import people_changed_since, standing
from minzheng.exchange.actions import receive_file, refute
from minzheng.exchange.linking import link_records
from minzheng.kernel.access.choices import Role
from minzheng.kernel.declare import FromRegister, registry
from minzheng.registers.models import Person
from tests.unit.site.builders import a_household, a_person, an_actor
from tests.unit.site.department_files import a_death, take_in
from tests.unit.site.test_receiving import FEED, bill, csv

SEPTEMBER, OCTOBER, NOVEMBER, TODAY = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1), date(2026, 10, 12)

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def people() -> list[Person]:
    found = [a_person(name=name) for name in ("吴老大", "吴老二", "吴老三")]
    for person in found:
        a_household(head=person)
    return found


def bills(*rows: list[str], month: date = OCTOBER) -> None:
    actor = an_actor(Role.DATA_OFFICER)
    receive_file(feed=FEED, month=month, file_name="f.csv", content=csv(list(rows)), actor=actor, date=TODAY)
    link_records()


def costs(month: date) -> dict[str, int]:
    found = standing(month).filter(fact=SELF_PAID_MEDICAL.code)
    return dict(found.values_list("person__name", "value"))


def rows() -> list[tuple[object, ...]]:
    found = FactValue.objects.filter(fact=SELF_PAID_MEDICAL.code).order_by("person", "since")
    return list(found.values_list("person__name", "since", "until", "value"))


def test_a_value_that_stays_is_written_once_and_one_that_changes_ends(people: list[Person]) -> None:
    bills(bill(people[0], "A1", "2026-09-03"), bill(people[1], "A2", "2026-09-03"), month=SEPTEMBER)
    work_out(SEPTEMBER)
    bills(bill(people[1], "A3"))
    work_out(OCTOBER)
    assert rows() == [
        ("吴老大", SEPTEMBER, None, 300000), ("吴老二", SEPTEMBER, OCTOBER, 300000), ("吴老二", OCTOBER, None, 600000),
    ]  # fmt: skip
    assert costs(SEPTEMBER) == {"吴老大": 300000, "吴老二": 300000}
    assert costs(OCTOBER) == {"吴老大": 300000, "吴老二": 600000}


def test_worked_out_again_only_those_of_whom_something_is_new_change(people: list[Person]) -> None:
    bills(bill(people[0], "A1"), bill(people[1], "A2"))
    work_out(OCTOBER)
    first = FactRun.objects.get(month=OCTOBER).run
    bills(bill(people[1], "A3"), bill(people[2], "A4"))
    work_out(OCTOBER)
    assert set(people_changed_since(first)) == {people[1].pk, people[2].pk}
    again = costs(OCTOBER)
    FactRun.objects.all().delete()
    FactValue.objects.all().delete()
    work_out(OCTOBER)
    assert costs(OCTOBER) == again == {"吴老大": 300000, "吴老二": 600000, "吴老三": 300000}


def test_a_report_found_wrong_is_something_new(people: list[Person]) -> None:
    bills(bill(people[0], "A1"), bill(people[1], "A2"))
    work_out(OCTOBER)
    refute(feed=FEED, person_id=people[0].pk, as_of=date(2026, 10, 3), actor=an_actor(Role.TOWNSHIP_CLERK), date=TODAY)
    work_out(OCTOBER)
    assert costs(OCTOBER) == {"吴老二": 300000}


def test_an_earlier_month_worked_out_again_leaves_the_later_ones_as_they_are(people: list[Person]) -> None:
    bills(bill(people[0], "A1", "2026-09-03"), month=SEPTEMBER)
    for month in (SEPTEMBER, OCTOBER, NOVEMBER):
        work_out(month)
    bills(bill(people[0], "A2", "2026-09-04"), bill(people[1], "A3", "2026-09-04"), month=SEPTEMBER)
    work_out(SEPTEMBER)
    assert costs(SEPTEMBER) == {"吴老大": 600000, "吴老二": 300000}
    assert costs(OCTOBER) == costs(NOVEMBER) == {"吴老大": 300000}
    work_out(OCTOBER)
    assert costs(OCTOBER) == {"吴老大": 600000, "吴老二": 300000}
    assert costs(NOVEMBER) == {"吴老大": 300000}


def test_what_the_registers_know_is_worked_out_again_where_something_it_follows_was_reported(
    people: list[Person],
) -> None:
    def known(fact: str) -> set[int]:
        return set(standing(OCTOBER).filter(fact=fact).values_list("person", flat=True))

    parent, child = a_person(name="吴老四"), a_person(name="吴小妹", birth=date(2016, 5, 5))
    a_household(("child", child), head=parent)
    bills(bill(people[1], "A1"))
    work_out(OCTOBER)
    Person.objects.filter(pk=people[2].pk).update(birth_date=TODAY - timedelta(days=90 * 365))
    bills(bill(people[1], "A2"))
    work_out(OCTOBER)
    assert (known(VERY_OLD.code), known(CHILD_BEREFT.code)) == (set(), set())  # a bill tells of neither
    take_in("health_deaths", a_death(parent, "2026-10-02"), month=OCTOBER, on=TODAY)
    work_out(OCTOBER)
    assert (known(VERY_OLD.code), known(CHILD_BEREFT.code)) == (set(), {child.pk})  # that is for the next month
    work_out(NOVEMBER)
    assert standing(NOVEMBER).get(fact=VERY_OLD.code).person_id == people[2].pk


@pytest.mark.parametrize("fact", [one.code for one in registry.facts])
def test_a_fact_that_is_taken_from_others_says_from_which(fact: str) -> None:
    for source in registry.facts[fact].sources:
        if isinstance(source, FromRegister):
            with CaptureQueriesContext(connection) as asked:
                list(source.rows(OCTOBER))
            of_facts = " ".join(one["sql"] for one in asked if "eligibility_factvalue" in one["sql"])
            assert {word for word in re.findall(r"'(\w+)'", of_facts) if word in registry.facts} == set(source.follows)
