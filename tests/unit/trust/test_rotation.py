"""Keys are changed under a living database: everything moves, nothing is lost, a kill at any point is made good."""

from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection

from minzheng.exchange.actions import receive_file
from minzheng.exchange.linking import link_records
from minzheng.exchange.queries import events
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.documents import vault
from minzheng.kernel.identity import rotation
from minzheng.kernel.identity.fields import SealedTextField, keyring
from minzheng.kernel.identity.jobs import change_encryption_key, change_index_key, newest
from minzheng.kernel.identity.rotation import InUse, destroy, encryption_in_use, rotate_encryption, rotate_index, silent
from minzheng.kernel.screens.listing import searched
from minzheng.payments.models import BankAccount
from minzheng.registers.models import Person
from minzheng.registers.screens import PEOPLE
from tests.unit.site.builders import VILLAGE, a_household, a_person, an_account, an_actor

BILLS = "medical_insurance_settlement"

pytestmark = pytest.mark.usefixtures("committed")


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "CHUNK", 3)


@pytest.fixture
def people() -> list[Person]:
    """Ten people with numbers, three with accounts, one without a number; two files in the vault."""
    with in_scope(EVERYTHING):
        made = [a_person(phone="12000000001") for _ in range(10)]
        Person.objects.create(
            name="无号", birth_date=date(2026, 1, 1), registration_code=VILLAGE, residence_code=VILLAGE
        )
        for person in made[:3]:
            an_account(person)
        a_household(head=made[0])
    vault.keep(b"one"), vault.keep(b"two")
    return made


def everything() -> list[tuple[Any, ...]]:
    with in_scope(EVERYTHING):
        return [
            *Person.objects.order_by("pk").values_list("resident_id", "phone"),
            *BankAccount.objects.order_by("pk").values_list("number"),
            (vault.fetch(vault.digest_of(b"one")), vault.fetch(vault.digest_of(b"two"))),
        ]


def stop_after(chunks: int) -> rotation.Tell:
    """Progress that is killed after some chunks."""
    left = [chunks]

    def tell(where: str, done: int, total: int) -> None:
        left[0] -= 1
        if left[0] <= 0:
            raise Killed

    return tell


@pytest.mark.parametrize("crypto", ["international", "chinese"])
def test_everything_moves_under_the_new_key(people: list[Person], settings: Any, crypto: str) -> None:
    before = everything()
    settings.CRYPTO = crypto
    assert rotate_encryption(silent) == 10 + 3 + 2
    assert keyring().current == 2
    assert keyring().encryption[2].family.name == crypto
    assert set(encryption_in_use()) == {2}
    assert keyring().encryption[1].retired
    assert everything() == before


@pytest.mark.parametrize("chunks", [1, 2, 4, 5, 6])
def test_killed_after_any_chunk_and_run_again(people: list[Person], chunks: int) -> None:
    before = everything()
    with pytest.raises(Killed):
        rotate_encryption(stop_after(chunks))
    assert everything() == before  # both keys serve meanwhile
    assert rotation.begun("encryption")
    with pytest.raises(InUse):
        destroy("encryption", 1)
    change_encryption_key(lambda *a: None, actor=SYSTEM, date=date(2026, 10, 5), after=newest("encryption"))
    assert keyring().current == 2  # the change that was begun was finished, no third key made
    assert set(encryption_in_use()) == {2}
    assert everything() == before


def test_a_job_begun_again_after_its_end_makes_no_further_key(people: list[Person]) -> None:
    for _turn in range(2):
        change_encryption_key(lambda *a: None, actor=SYSTEM, date=date(2026, 10, 5), after=1)
    assert sorted(keyring().encryption) == [1, 2]
    with in_scope(EVERYTHING):
        assert AuditEntry.objects.filter(verb="change_key").count() == 2


def test_a_retired_key_can_be_destroyed_and_a_used_one_cannot(people: list[Person]) -> None:
    rotate_encryption(silent)
    before = everything()
    with pytest.raises(InUse, match="in use"):
        destroy("encryption", 2)
    destroy("encryption", 1)
    assert list(keyring().encryption) == [2]
    assert everything() == before
    with pytest.raises(InUse, match="no such key"):
        destroy("encryption", 1)


def test_an_act_begun_before_the_key_was_retired_keeps_it(people: list[Person], owner: psycopg.Connection) -> None:
    from minzheng.kernel.database import addresses
    from tests.unit.trust.conftest import COPY

    with psycopg.connect(**addresses().site.on(COPY).as_keywords()) as open_act:
        open_act.execute("SELECT 1")
        owner.execute("SELECT pg_sleep(1.1)")  # retirement is noted to the second
        rotate_encryption(silent)
        with pytest.raises(InUse, match="still open"):
            destroy("encryption", 1)
    destroy("encryption", 1)


def hashes() -> list[bytes]:
    with in_scope(EVERYTHING):
        return [
            bytes(h)
            for h in Person.objects.exclude(resident_hash=None).order_by("pk").values_list("resident_hash", flat=True)
        ]


def test_hashes_are_made_anew_and_people_still_found(people: list[Person]) -> None:
    before, number = hashes(), str(people[0].resident_id)
    assert rotate_index(silent) == 10 + 3
    assert not set(before) & set(hashes())
    with in_scope(EVERYTHING):
        for typed in (number, number[-4:], people[0].name):
            asked = searched(PEOPLE, SYSTEM, typed)
            assert people[0] in Person.objects.filter(asked), typed
        account = BankAccount.objects.first()
        assert account is not None
        assert bytes(account.number_hash) == keyring().keyed_hash(str(account.number))
        assert Person.objects.get(name="无号").resident_hash is None


@pytest.mark.parametrize("chunks", [1, 2, 3])
def test_while_hashes_change_people_are_found_by_either(people: list[Person], chunks: int) -> None:
    with pytest.raises(Killed):
        rotate_index(stop_after(chunks))
    numbers = [str(person.resident_id) for person in people]
    with in_scope(EVERYTHING):
        for number in numbers:
            assert Person.objects.filter(resident_hash__in=keyring().keyed_hashes(number)).count() == 1
    change_index_key(lambda *a: None, actor=SYSTEM, date=date(2026, 10, 5), after=newest("index"))
    assert sorted(keyring().index) == [1, 2]
    assert hashes() == [keyring().keyed_hash(number) for number in numbers]


def take_bill(number: str) -> None:
    content = (
        f"姓名,身份证号,结算日期,医疗总费用,个人自付,结算单号\n杨秀英,{number},2026-10-01,9,9,{number[-6:]}".encode()
    )
    receive_file(
        feed=BILLS, month=date(2026, 10, 1), file_name="f.csv", content=content, actor=an_actor(Role.DATA_OFFICER),
        date=date(2026, 10, 5),
    )  # fmt: skip


def test_reports_of_departments_find_people_before_and_after_the_index_key_changed(people: list[Person]) -> None:
    """No clear text of theirs is in the database, so they keep the first key, and people are matched by it."""
    with in_scope(EVERYTHING):
        take_bill(str(people[0].resident_id))
    rotate_index(silent)
    with in_scope(EVERYTHING):
        newcomer = a_person()
        loaded_otherwise = a_person()
        Person.objects.filter(pk=loaded_otherwise.pk).update(feed_hash=None)  # as a bulk load would leave it
        for person in (newcomer, loaded_otherwise):
            take_bill(str(person.resident_id))
        assert link_records() == 3
        found = {event.person_id for event in events(BILLS)}
    assert found == {people[0].pk, newcomer.pk, loaded_otherwise.pk}
    with pytest.raises(InUse, match="reports"):
        destroy("index", 1)


def test_no_table_that_only_grows_has_fields_that_change_with_their_key() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'only_grows'")
        growing = {table for (table,) in cursor.fetchall()}
    assert growing
    assert {table.name for table in rotation.tables()} & growing == set()
    assert all(
        isinstance(f, SealedTextField) for t in rotation.tables() for f in t.model._meta.fields if f.column in t.sealed
    )
