"""A county with two households that draw an allowance, and a home of their own for keys, files and the outbox."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from minzheng.eligibility.models import FactValue
from minzheng.exchange.outbound.actions import deliver, send
from minzheng.exchange.outbound.models import Push
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.registers.models import Household, Person
from tests.unit.site.builders import COUNTY, VILLAGE, a_household, a_person, an_actor, an_award

MONTH, DAY = date(2026, 10, 1), date(2026, 10, 15)
LIST = "medical_insurance_recipients"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What is said is compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def own_home(settings: Any, tmp_path: Path) -> None:
    """Files and the outbox of this test alone; a signing key that is its own."""
    settings.SECOND_FACTOR = False
    settings.VAULT, settings.OUTBOX = tmp_path / "files", tmp_path / "outbox"


@pytest.fixture
def homes(db: None) -> list[Household]:
    """Two households with an allowance since August, one of them of two people."""
    with in_scope(EVERYTHING):
        found = [a_household(("spouse", a_person(name="吴老大"))), a_household(head=a_person(name="石小妹"))]
        for home in found:
            an_award(home, date(2026, 8, 1))
    return found


@pytest.fixture
def officer(db: None) -> Actor:
    """The officer of the county."""
    with in_scope(EVERYTHING):
        return an_actor(Role.COUNTY_OFFICER)


def made(officer: Actor, outbound: str = LIST, month: date = MONTH) -> Push | None:
    """The list of a month, made by the officer of the county."""
    with in_scope(officer.scope):
        return send(outbound=outbound, month=month, division=COUNTY, actor=officer, date=DAY)


@pytest.fixture
def delivered(homes: list[Household], officer: Actor) -> Push:
    """A list of three rows that lies in the outbox."""
    one = made(officer)
    assert one is not None
    with in_scope(officer.scope):
        deliver(push=one, actor=officer, date=DAY)
    return one


def a_receipt(*rows: tuple[object, ...], header: str = "批次号,序号,回执结果,原因代码,原因说明") -> bytes:
    """A department's receipt as CSV."""
    return "\r\n".join([header, *(",".join(map(str, row)) for row in rows)]).encode()


def a_fact(person: Person, fact: str, value: int) -> None:
    """Something known about somebody from the month of these tests on."""
    FactValue.objects.create(
        fact=fact, person_id=person.pk, since=MONTH, value=value, data_date=MONTH, records=1, division_code=VILLAGE
    )
