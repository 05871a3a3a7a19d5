"""Rows without an identity number are weighed once, and only an officer links them."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils.translation import override

from minzheng.exchange.actions import receive_file
from minzheng.exchange.linkage.actions import accept_link, reopen_link
from minzheng.exchange.linkage.explain import sentence
from minzheng.exchange.linkage.judged import count_judged
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.linkage.monthly import look_for_the_rest
from minzheng.exchange.linkage.numberless import weigh_the_numberless
from minzheng.exchange.linkage.villages import place_named
from minzheng.exchange.mending import mend_rows
from minzheng.exchange.models import Batch, RowError
from minzheng.exchange.queries import events
from minzheng.kernel.access.choices import Role
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.identity import places
from minzheng.registers.models import Person
from tests.unit.site.builders import COUNTY, VILLAGE, a_household, a_person, an_actor
from tests.unit.site.department_files import a_death, take_in

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)
DEATHS, CALLS = "health_deaths", "hotline_calls"
SOME = {"weighed": 1, "asked": 1, "left": 0}
NOTHING = {"weighed": 0, "asked": 0, "left": 0}

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are looked at in English."""
    with override("en"):
        yield


@pytest.fixture
def person() -> Person:
    """Somebody of a rare name, among others."""
    for n in range(60):
        a_person("王李张刘陈"[n % 5] + "伟芳敏静强磊"[n % 6], date(1950 + n, 1 + n % 12, 1 + n % 28))
    someone = a_person("濮阳丽娜", date(1962, 4, 9), sex=2)
    a_household(head=someone)
    return someone


def a_call(name: str, place: str = "丙妹镇", ticket: str = "GD1") -> Batch:
    rows = ["工单编号,来电日期,姓名,身份证号,诉求分类,诉求地点", f"{ticket},2026-10-03,{name},,求助,{place}"]
    return receive_file(
        feed=CALLS, month=OCTOBER, file_name=f"{ticket}.csv", content="\r\n".join(rows).encode(), date=TODAY,
        actor=an_actor(Role.DATA_OFFICER),
    )  # fmt: skip


def a_death_without_number(person: Person, name: str = "") -> Batch:
    row = a_death(person, "2026-09-20", name=name).replace(str(person.resident_id), "")
    return take_in(DEATHS, row, month=OCTOBER, on=TODAY)


def test_a_call_without_a_number_waits_for_an_officer_with_the_reason(person: Person) -> None:
    a_call("濮阳丽娜")
    assert look_for_the_rest(OCTOBER, TODAY) == {"linked": 0, "asked": 0}
    assert weigh_the_numberless(TODAY) == SOME
    link = LinkCandidate.objects.get()
    assert (link.status, link.person_id, link.row) == ("open", person.pk, None)
    assert sentence(link.parts) == "The name is the same, the row has no number, the township is the same."
    assert count_judged(TODAY) == 0
    accept_link(link=link, actor=an_actor(Role.COUNTY_OFFICER), date=TODAY)
    assert count_judged(TODAY) == 1
    assert [(event.person_id, event.agrees) for event in events(CALLS)] == [(person.pk, True)]


def test_a_row_refused_for_want_of_a_number_counts_once_an_officer_says_whose_it_is(person: Person) -> None:
    officer, batch = an_actor(Role.COUNTY_OFFICER), a_death_without_number(person)
    assert weigh_the_numberless(TODAY) == SOME
    assert events(DEATHS) == []
    accept_link(link=LinkCandidate.objects.get(), actor=officer, date=TODAY)
    count_judged(TODAY)
    assert [(event.person_id, event.agrees) for event in events(DEATHS)] == [(person.pk, True)]
    row = RowError.objects.get(batch=batch).row
    typed = a_death(person, "2026-09-20").split(",")
    mend_rows(batch=batch, typed={row: typed}, actor=an_actor(Role.DATA_OFFICER), date=TODAY)
    assert len(events(DEATHS)) == 1, "mended, it counts once"
    reopen_link(link=LinkCandidate.objects.get(), actor=officer, date=TODAY)
    count_judged(TODAY)
    assert len(events(DEATHS)) == 1, "and stays, whatever becomes of the judgement"


def test_a_person_without_a_number_can_be_meant(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(resident_id=None, resident_hash=None)
    batch = take_in(DEATHS, "濮阳丽娜,,女,2026-09-20,家中,其他,丙妹镇,2026-10-09,有效", month=OCTOBER, on=TODAY)
    assert batch.faulty == 1
    assert weigh_the_numberless(TODAY) == SOME
    accept_link(link=LinkCandidate.objects.get(), actor=an_actor(Role.COUNTY_OFFICER), date=TODAY)
    assert (count_judged(TODAY), count_judged(TODAY)) == (1, 0)
    assert [event.person_id for event in events(DEATHS)] == [person.pk]


def test_a_row_is_weighed_again_only_where_somebody_of_a_name_like_it_came(person: Person) -> None:
    a_call("濮阳丽娜")
    weigh_the_numberless(TODAY)
    runs = AuditEntry.objects.filter(verb="find_links").count()
    assert weigh_the_numberless(TODAY) == NOTHING
    a_person("赵铁柱")
    assert weigh_the_numberless(TODAY) == NOTHING
    assert AuditEntry.objects.filter(verb="find_links").count() == runs
    newcomer = a_person("濮阳莉娜", date(1970, 1, 1))
    assert weigh_the_numberless(TODAY)["weighed"] == 1
    assert set(LinkCandidate.objects.values_list("person", flat=True)) <= {person.pk, newcomer.pk}
    assert weigh_the_numberless(TODAY) == NOTHING


def test_a_call_without_a_name_is_nobodys(person: Person) -> None:
    a_call("")
    assert weigh_the_numberless(TODAY) == NOTHING


def test_so_many_rows_at_once_and_the_rest_next_time(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minzheng.exchange.linkage.numberless.MOST", 1)
    a_call("濮阳丽娜")
    a_call("濮阳丽娜", ticket="GD2")
    assert [weigh_the_numberless(TODAY)["weighed"] for _run in range(3)] == [1, 1, 0]


def test_a_county_of_too_many_people_is_left_and_told(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minzheng.exchange.linkage.numberless.MOST_PEOPLE", 10)
    a_call("濮阳丽娜")
    assert weigh_the_numberless(TODAY) == {"weighed": 1, "asked": 0, "left": 1}


def test_a_village_is_known_by_what_people_call_it() -> None:
    town = VILLAGE // 1000 * 1000
    village, office = next(one for one in places.below(town) if one[1].endswith("村民委员会"))
    told = f"从江县丙妹镇{office.removesuffix('民委员会')}三组"
    assert place_named(COUNTY, told) == (village, town)
    assert place_named(COUNTY, "丙妹镇") == (0, town)
    assert place_named(COUNTY, "外省") == (0, 0)
