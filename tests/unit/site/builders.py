"""Builders for tests of the site: what a test does not name, it does not care about."""

from datetime import date
from itertools import count
from typing import Any

from minzheng.eligibility.findings import Findings, MemberFinding
from minzheng.eligibility.models import Assessment, Decision
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import User
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.identity.resident_id import check_digit
from minzheng.kernel.search.indexing import index
from minzheng.payments.models import Award, BankAccount
from minzheng.registers.models import Household, Membership, Person
from minzheng.registers.search import HOUSEHOLDS, PEOPLE

VILLAGE, OTHER_VILLAGE, COUNTY = 522633100201, 522633101201, 522633000000
_numbers = count(1)


def next_number() -> int:
    """A number that no other row of the tests has."""
    return next(_numbers)


def resident_id(birth: date, order: int) -> str:
    """A made-up number with a right check digit, under the prefix that no place has."""
    stem = f"990000{birth:%Y%m%d}{order % 1000:03d}"
    return stem + check_digit(stem)


def a_person(name: str = "杨秀英", birth: date = date(1950, 3, 1), village: int = VILLAGE, **more: Any) -> Person:
    """Somebody with a number of their own."""
    number = resident_id(birth, next(_numbers))
    person = Person.objects.create(
        **{
            "name": name, "birth_date": birth, "resident_id": number, "resident_hash": keyring().keyed_hash(number),
            "registration_code": village, "residence_code": village, **more,
        }
    )  # fmt: skip
    index(PEOPLE, person)
    return person


def a_household(*others: tuple[str, Person], head: Person | None = None, village: int = VILLAGE) -> Household:
    """A household with its head and, as (relation, person), whoever else belongs to it."""
    head = head or a_person(village=village)
    valid = (date(2010, 1, 1), None)
    home = Household.objects.create(
        number=f"T{next(_numbers):08d}", head=head, registration_code=village, residence_code=village, area="rural",
        valid=valid,
    )  # fmt: skip
    index(HOUSEHOLDS, home)
    for relation, person in (("self", head), *others):
        Membership.objects.create(household=home, person=person, relation=relation, valid=valid)
    return home


def an_account(person: Person) -> BankAccount:
    """A bank account of somebody."""
    number = f"990000000000{next(_numbers):07d}"
    return BankAccount.objects.create(
        person=person, bank="示例农村信用社", number=number, number_hash=keyring().keyed_hash(number), tail=number[-4:]
    )


def an_actor(role: Role, *divisions: int) -> Actor:
    """A user acting in a role over some places (the county if none is named)."""
    places = divisions or (COUNTY,)
    user = User.objects.create(username=f"user-{next(_numbers)}", name=f"{role.value}-{next(_numbers)}")
    return Actor(user.pk, user.name, role, Scope.of(*places), places[0])


def findings(*people: Person, **of_first: Any) -> Findings:
    """Findings about people; what is named is found of the first of them."""
    members = [MemberFinding(person_id=person.pk) for person in people]
    members[0] = members[0].model_copy(update=of_first)
    return Findings(members=members)


def an_award(home: Household, first: date, until: date | None = None, scheme: str = "dibao") -> Award:
    """What a household draws from a month on (up to, without, another), with a decision behind it."""
    parts = "facts sources outcome reasons unknown trace parameters values explanation"
    empty: dict[str, Any] = {part: {} for part in parts.split()}
    place = {"household": home, "division_code": home.residence_code}
    asked = Assessment.objects.create(
        operation="dibao.assess", as_of=first, rules_digest="", made_by="", **empty, **place
    )
    proposed, decided = (an_actor(role).person for role in (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER))
    decision = Decision.objects.create(
        assessment=asked, scheme=scheme, verdict="grant", monthly_fen=30000, first_month=first, decided_on=first,
        proposed_by_id=proposed, decided_by_id=decided, **place,
    )  # fmt: skip
    return Award.objects.create(
        decision=decision, scheme=scheme, monthly_fen=30000, payee=home.head, months=(first, until), **place
    )
