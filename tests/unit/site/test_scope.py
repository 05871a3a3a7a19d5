"""Who sees which rows: PostgreSQL itself decides, for every role, and for one transaction only."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, InternalError, ProgrammingError

from config.checks import findings, scoped_tables
from minzheng.kernel.access.scope import EVERYTHING, NOTHING, Scope, in_scope, subtree
from minzheng.kernel.database.safety import safety
from minzheng.registers.models import Household, Membership, Person
from minzheng.registers.queries import households_in, own_affairs
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, a_person


@pytest.fixture
def two_villages(everything: None) -> tuple[Household, Household]:
    return a_household(village=VILLAGE), a_household(village=OTHER_VILLAGE)


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        (52, 520000000000, 530000000000),
        (522633, 522633000000, 522634000000),
        (522633100000, 522633100000, 522633101000),
        ("522633100201", 522633100201, 522633100202),
    ],
)
def test_a_subtree_is_a_range_of_codes(code: int | str, low: int, high: int) -> None:
    assert subtree(code) == (low, high)


def test_without_a_scope_nothing_is_seen(two_villages: tuple[Household, Household]) -> None:
    NOTHING.apply()
    assert not Household.objects.exists()
    assert not Person.objects.exists()
    assert not Membership.objects.exists()


def test_a_worker_sees_their_village_and_the_queryset_says_the_same(two_villages: tuple[Household, Household]) -> None:
    mine, _other = two_villages
    scope = Scope.of(VILLAGE)
    scope.apply()
    assert list(Household.objects.all()) == list(households_in(scope)) == [mine]
    assert list(Person.objects.all()) == [mine.head]


def test_a_household_is_seen_from_registration_and_from_residence(everything: None) -> None:
    home = a_household(village=VILLAGE)
    Household.objects.filter(pk=home.pk).update(residence_code=OTHER_VILLAGE)
    for place in (VILLAGE, OTHER_VILLAGE):
        Scope.of(place).apply()
        assert Household.objects.filter(pk=home.pk).exists()


def test_a_resident_sees_their_own_household_and_no_other(two_villages: tuple[Household, Household]) -> None:
    mine, _other = two_villages
    own_affairs(mine.head_id, date(2026, 10, 1)).apply()
    assert list(Household.objects.all()) == [mine]
    assert list(Person.objects.all()) == [mine.head]


def test_rows_cannot_be_written_outside_the_scope(everything: None) -> None:
    Scope.of(VILLAGE).apply()
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        a_person(village=OTHER_VILLAGE)


def test_an_inner_scope_ends_where_it_ends(two_villages: tuple[Household, Household]) -> None:
    with in_scope(Scope.of(VILLAGE)):
        with in_scope(EVERYTHING):
            assert Household.objects.count() == 2
        assert Household.objects.count() == 1
    assert Household.objects.count() == 2


def test_a_scope_needs_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"):
        EVERYTHING.apply()


def test_the_site_is_safe_to_serve(db: None) -> None:
    assert len(scoped_tables()) > 10
    assert findings() == []


def test_a_table_that_should_be_scoped_and_is_not_is_found(db: None) -> None:
    from minzheng.kernel.database import addresses

    here = addresses().site.on(str(connection.settings_dict["NAME"]))
    assert [finding for finding in safety(here, ["access_user"]) if "access_user" in str(finding)]


@pytest.mark.parametrize(
    "table", ["audit_auditentry", "eligibility_decision", "payments_ledgerleg", "casework_casestep"]
)
def test_records_only_grow(everything: None, table: str) -> None:
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_site_may_not_switch_row_level_security_off(everything: None) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE registers_person DISABLE ROW LEVEL SECURITY")
