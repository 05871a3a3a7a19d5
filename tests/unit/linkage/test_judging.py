"""Rows linked, doubtful pairs judged, two records made one person and parted again."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from minzheng.exchange.linkage.actions import Found, accept_link, find_links, refuse_link, reopen_link
from minzheng.exchange.linkage.choices import LinkStatus
from minzheng.exchange.linkage.explain import parts_of, sentence
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.linkage.numbers import hashes
from minzheng.exchange.linkage.queries import known_people, links_in, links_of
from minzheng.exchange.linkage.rows import Known, Unlinked
from minzheng.kernel.access.actors import SYSTEM, Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING
from minzheng.kernel.audit.models import AuditEntry
from minzheng.registers.merging import part, propose_merge, settle_merge
from minzheng.registers.models import Membership, Person, PersonMerge
from minzheng.registers.queries import memberships_on, survivors
from tests.unit.site.builders import COUNTY, VILLAGE, a_household, a_person, an_actor

pytestmark = pytest.mark.usefixtures("everything")
DAY, FEED = date(2026, 10, 15), "health_deaths"
BORN = date(1962, 4, 9)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Messages are looked at in English."""
    with override("en"):
        yield


@pytest.fixture
def officer() -> Actor:
    return an_actor(Role.COUNTY_OFFICER)


@pytest.fixture
def lina() -> Person:
    """Somebody among others of other names and days."""
    for n in range(60):
        a_person("王李张刘陈"[n % 5] + "伟芳敏静强磊"[n % 6], date(1950 + n, 1 + n % 12, 1 + n % 28))
    return a_person("杨丽娜", BORN, sex=2)


def row(name: str, key: bytes = b"1" * 32, **more) -> Unlinked:
    return Unlinked(FEED, key, name, **more)


def find(*rows: Unlinked, place: int = 0) -> Found:
    return find_links(rows=rows, place=place, actor=SYSTEM, date=DAY)


def an_open_pair(person: Person, key: bytes = b"1" * 32, **more) -> LinkCandidate:
    return LinkCandidate.objects.create(**{
        "feed": FEED, "key": key, "person": person, "name": "杨莉娜", "kind": "likeness", "parts": {"name": "tones"},
        "share": 500, "status": "open", "found_on": DAY, "division_code": VILLAGE, **more,
    })  # fmt: skip


class TestFinding:
    def test_however_likely_a_pair_is_put_before_an_officer(self, lina: Person) -> None:
        number = str(lina.resident_id)
        wrong = number[:9] + str((int(number[9]) + 1) % 10) + number[10:]
        found = find(row("杨丽娜", numbers=hashes(wrong), has_number=True, birth=BORN))
        assert found == Found(asked=1)
        assert links_of(FEED).num_rows == 0
        link = LinkCandidate.objects.get()
        assert (link.person_id, link.kind) == (lina.pk, "number")
        assert link.share >= 950
        assert link.parts["number"] == "digit"
        assert sentence(link.parts).startswith("The name is the same, one digit of the number differs, the date of")

    def test_who_could_be_two_is_put_before_an_officer(self, lina: Person) -> None:
        other = a_person("杨丽娜", BORN, sex=2)
        assert find(row("杨丽娜", birth=BORN, sex=2, village=VILLAGE)) == Found(asked=2)
        assert set(LinkCandidate.objects.values_list("person", "status")) == {(lina.pk, "open"), (other.pk, "open")}
        assert links_of(FEED).num_rows == 0

    def test_run_again_it_asks_about_no_pair_twice_and_leaves_what_was_judged(self, lina, officer) -> None:
        a_person("杨丽娜", BORN, sex=2)
        told = row("杨丽娜", birth=BORN, sex=2, village=VILLAGE)
        find(told)
        link = LinkCandidate.objects.get(person=lina)
        refuse_link(link=link, actor=officer, date=DAY)
        find(told)
        assert LinkCandidate.objects.count() == 2
        assert LinkCandidate.objects.get(pk=link.pk).status == LinkStatus.REFUSED

    def test_only_people_of_the_place_are_looked_through(self, lina: Person) -> None:
        told = row("杨丽娜", birth=BORN, sex=2, village=VILLAGE)
        assert find(told, place=530102000000) == Found(nobody=1)
        assert find(told, place=COUNTY) == Found(asked=1)

    def test_a_stranger_is_nobody(self, lina: Person) -> None:
        assert find(row("司马青山", birth=date(1933, 3, 3))) == Found(nobody=1)

    def test_no_number_is_kept(self, lina: Person) -> None:
        find(row("杨丽娜", numbers=hashes(str(lina.resident_id)[:17]), has_number=True, birth=BORN))
        kept = LinkCandidate.objects.values().get()
        assert not any(str(lina.resident_id)[6:16] in str(value) for value in kept.values())


class TestJudging:
    def test_accepted_it_counts_and_taken_back_it_does_not(self, lina: Person, officer: Actor) -> None:
        link, rival = an_open_pair(lina), an_open_pair(a_person("杨莉娜"))
        accept_link(link=link, actor=officer, date=DAY)
        assert links_of(FEED)["person"].to_pylist() == [lina.pk]
        assert links_in(EVERYTHING).filter(status="open").count() == 0, "of a row that counts, nothing is asked"
        with pytest.raises(ValidationError, match="another person already"):
            accept_link(link=rival, actor=officer, date=DAY)
        reopen_link(link=link, actor=officer, date=DAY)
        assert links_of(FEED).num_rows == 0
        assert links_in(EVERYTHING).filter(status="open").count() == 2
        accept_link(link=rival, actor=officer, date=DAY)
        verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["accept_link", "reopen_link", "accept_link"]

    def test_the_database_lets_a_row_count_for_one_person_only(self, lina: Person) -> None:
        an_open_pair(lina, status="accepted")
        with pytest.raises(IntegrityError), transaction.atomic():
            an_open_pair(a_person(), status="linked")

    def test_a_clerk_may_not_judge(self, lina: Person) -> None:
        with pytest.raises(PermissionDenied):
            accept_link(link=an_open_pair(lina), actor=an_actor(Role.TOWNSHIP_CLERK), date=DAY)


def test_every_way_to_agree_is_said_in_words() -> None:
    one = Known(1, "杨丽娜", b"h", BORN, 2, VILLAGE, ["吴伟"])
    told = row(
        "杨莉娜", numbers={b"h": "swapped"}, has_number=True, birth=1962, sex=1, village=VILLAGE + 1, kin=["吴卫"]
    )
    assert sentence(parts_of(told, one)) == (
        "The name sounds the same, two digits of the number stand the wrong way round, the year of birth is the same,"
        " the sex differs, the township is the same, somebody of the household is named."
    )


class TestMerging:
    @pytest.fixture
    def two(self) -> tuple[Person, Person]:
        """A head of a household, and a second record of the same person in another household."""
        stays = a_household().head
        joins = a_person(resident_id=None, resident_hash=None)
        a_household(("child", joins))
        return stays, joins

    def propose(self, stays: Person, joins: Person) -> PersonMerge:
        clerk = an_actor(Role.TOWNSHIP_CLERK)
        return propose_merge(survivor=stays, alias=joins, reason="户口簿同一人", actor=clerk, date=DAY)

    def test_joined_and_parted_nothing_is_lost(self, two, officer) -> None:
        before = list(Membership.objects.order_by("pk").values())
        merge = self.propose(*two)
        assert survivors() == {}
        merge = settle_merge(merge=merge, confirmed=True, actor=officer, date=DAY)
        assert survivors() == {two[1].pk: two[0].pk}
        assert not memberships_on(DAY).filter(person=two[1]).exists(), "nobody is counted twice"
        assert two[1].pk not in {one.id for one in known_people(DAY)}
        part(merge=merge, actor=officer, date=date(2026, 11, 1))
        assert list(Membership.objects.order_by("pk").values()) == before
        assert survivors() == {}
        assert Person.objects.filter(pk__in=[p.pk for p in two]).count() == 2

    def test_a_second_person_confirms(self, two, officer) -> None:
        merge = propose_merge(survivor=two[0], alias=two[1], reason="同一人", actor=officer, date=DAY)
        with pytest.raises(ValidationError, match="second person"):
            settle_merge(merge=merge, confirmed=True, actor=officer, date=DAY)
        settle_merge(merge=merge, confirmed=False, actor=an_actor(Role.COUNTY_OFFICER), date=DAY)
        assert survivors() == {}
        with pytest.raises(ValidationError, match="settled already"):
            settle_merge(merge=merge, confirmed=True, actor=an_actor(Role.COUNTY_OFFICER), date=DAY)

    def test_what_cannot_be_joined(self, two, officer) -> None:
        stays, joins = two
        for survivor, alias, words in [
            (stays, stays, "one record"), (stays, a_person(), "identity number of their own"),
        ]:  # fmt: skip
            with pytest.raises(ValidationError, match=words):
                self.propose(survivor, alias)
        merge = self.propose(a_person(), joins)
        with pytest.raises(ValidationError, match="has no household"):
            settle_merge(merge=merge, confirmed=True, actor=officer, date=DAY)
        with pytest.raises(ValidationError, match="joined with another"):
            self.propose(stays, joins)

    def test_a_head_is_not_taken_from_a_household(self, officer) -> None:
        head = a_household(head=a_person(resident_id=None, resident_hash=None)).head
        merge = self.propose(a_household().head, head)
        with pytest.raises(ValidationError, match="head of a household"):
            settle_merge(merge=merge, confirmed=True, actor=officer, date=DAY)

    def test_parting_does_not_overwrite_what_was_written_since(self, two, officer) -> None:
        merge = settle_merge(merge=self.propose(*two), confirmed=True, actor=officer, date=DAY)
        Membership.objects.filter(person=two[1]).update(valid=(date(2010, 1, 1), date(2020, 1, 1)))
        with pytest.raises(ValidationError, match="changed since"):
            part(merge=merge, actor=officer, date=DAY)
