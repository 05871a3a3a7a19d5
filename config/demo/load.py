"""Loading a made-up county into an empty database."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pyarrow.parquet as parquet
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from minzheng.casework.actions import Order, in_working_days, issue_visits
from minzheng.kernel import bulk, clock
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.access.sessions import DEMO_PASSWORD
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.jobs.crew import begin
from minzheng.kernel.search.indexing import index_all
from minzheng.kernel.search.models import Token
from minzheng.payments.models import BankAccount
from minzheng.registers.choices import OrganizationKind, Relation, Sex
from minzheng.registers.divisions import names
from minzheng.registers.divisions.counties import counties_of_households
from minzheng.registers.models import Household, Membership, Organization, Person, VillagePoint
from minzheng.registers.search import HOUSEHOLDS, ORGANIZATIONS, PEOPLE
from minzheng.rulekit.months import add_months

#: GB/T 4761 to the register's relations.
_RELATIONS = {0: Relation.SELF, 1: Relation.SPOUSE, 2: Relation.CHILD, 3: Relation.CHILD, 4: Relation.GRANDCHILD,
              5: Relation.PARENT, 6: Relation.GRANDPARENT, 7: Relation.SIBLING, 8: Relation.OTHER}  # fmt: skip
_ETHNIC = {"01": "汉族", "03": "回族", "06": "苗族", "07": "彝族", "08": "壮族", "09": "布依族", "12": "侗族",
           "13": "瑶族", "15": "土家族", "25": "水族", "37": "仡佬族"}  # fmt: skip
_SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}


def load_county(folder: Path, first_month: date) -> dict[str, int]:
    """Load people, households, accounts, users and the visits due to those already helped.  One transaction."""
    with in_scope(EVERYTHING):
        counts = _load_registers(folder / "register")
        _add_users(first_month)
        clock.move_to(first_month)
        counts["visits due"] = _send_to_those_already_helped(folder / "register", first_month)
    copytree(folder / "files", settings.INBOX, dirs_exist_ok=True)
    return counts


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return parquet.read_table(folder / f"{name}.parquet").to_pylist()


def _load_registers(folder: Path) -> dict[str, int]:
    homes = {h["household_id"]: h for h in _rows(folder, "households")}
    memberships = _rows(folder, "memberships")
    village = {m["person_id"]: homes[m["household_id"]]["village_code"] for m in memberships}
    people = {p["person_id"]: _person(p, village) for p in _rows(folder, "people")}
    bulk.create(people.values())
    indexed = begin(lambda: _index_people(list(people.values())))  # half of what it takes to load them
    households = {number: _household(h, people) for number, h in homes.items()}
    bulk.create(households.values())
    bulk.create(
        Membership(
            household=households[m["household_id"]], person=people[m["person_id"]],
            relation=_RELATIONS[m["relation"]], valid=DateRange(m["valid_from"], m["valid_to"]),
        )
        for m in memberships
    )  # fmt: skip
    bulk.create(_account(a, people[a["person_id"]]) for a in _rows(folder, "accounts"))
    Organization.objects.bulk_create(_organizations(households.values()))
    VillagePoint.objects.bulk_create(
        VillagePoint(code=v["village_code"], longitude=v["longitude"], latitude=v["latitude"], is_made_up=True)
        for v in _rows(folder, "villages")
        if v["longitude"] is not None
    )
    index_all(HOUSEHOLDS, households.values())
    index_all(ORGANIZATIONS, Organization.objects.all())
    indexed()
    return {"people": len(people), "households": len(homes)}


def _index_people(people: list[Person]) -> int:
    """Write the tokens of people who are being loaded; those of a load that was killed are nobody's."""
    with in_scope(EVERYTHING):
        Token.objects.all().delete()
        return index_all(PEOPLE, people)


def _person(row: dict[str, Any], village: dict[int, int]) -> Person:
    number = row["resident_id"]
    return Person(
        name=row["name"], resident_id=number, resident_hash=keyring().keyed_hash(number) if number else None,
        sex=_SEXES[row["sex"]], birth_date=row["birth_date"], ethnic_group=_ETHNIC.get(row["ethnic_group"], ""),
        phone=row["phone"] or None, registration_code=row["registration_code"],
        residence_code=village.get(row["person_id"], row["registration_code"]),
    )  # fmt: skip


def _household(row: dict[str, Any], people: dict[int, Person]) -> Household:
    return Household(
        number=row["household_no"], head=people[row["head_person_id"]], address=row["address"],
        registration_code=row["village_code"], residence_code=row["village_code"],
        area="urban" if row["is_urban"] else "rural", valid=DateRange(row["registered_on"], None),
    )  # fmt: skip


def _account(row: dict[str, Any], person: Person) -> BankAccount:
    number = row["account_no"]
    return BankAccount(
        person=person, bank=row["bank"], number=number, number_hash=keyring().keyed_hash(number), tail=number[-4:]
    )


def _organizations(households: Iterable[Household]) -> Iterator[Organization]:
    """The offices, committees, clinics and schools that every county has, under made-up telephone numbers."""
    villages = sorted({home.residence_code for home in households})
    townships = sorted({code // 1000 * 1000 for code in villages})
    county = villages[0] // 10**6 * 10**6
    kinds = ((OrganizationKind.BUREAU, "民政局"), (OrganizationKind.CHILDREN, "儿童福利院"),
             (OrganizationKind.RESCUE, "救助管理站"), (OrganizationKind.FUNERAL, "殡仪馆"))  # fmt: skip
    yield from (_body(kind, names.name(county) + word, county) for kind, word in kinds)
    for code in townships:
        yield _body(OrganizationKind.CARE, f"{names.name(code)}敬老院", code)
        yield _body(OrganizationKind.HOSPITAL, f"{names.name(code)}卫生院", code)
        yield _body(OrganizationKind.SCHOOL, f"{names.name(code)}中心小学", code)
    for code in villages:
        yield _body(OrganizationKind.COMMITTEE, names.name(code), code)


def _body(kind: OrganizationKind, name: str, code: int) -> Organization:
    return Organization(
        kind=kind, name=name[:100], division_code=code, open_from=date(2001, 1, 1), telephone=f"0000-{code % 10**8:08d}"
    )


def _add_users(first_month: date) -> None:
    """One worker for each village, one clerk for each township, the county's people, and a resident."""
    county = counties_of_households()[0]
    villages = sorted(set(Household.objects.values_list("residence_code", flat=True)))
    townships = sorted({code // 1000 * 1000 for code in villages})
    password = make_password(DEMO_PASSWORD)
    since = add_months(first_month, -1)

    def add(username: str, name: str, role: Role, *divisions: int, person: int | None = None) -> None:
        user = User.objects.create(username=username, name=name, password=password)
        Post.objects.create(user=user, role=role, divisions=list(divisions), person_id=person, valid_from=since)

    for number, code in enumerate(villages):
        add(f"village-{code}", f"吴助理{number + 1:02d}", Role.VILLAGE_WORKER, code)
    for number, code in enumerate(townships):
        add(f"township-{code}", f"石经办{number + 1}", Role.TOWNSHIP_CLERK, code)
    add("demo-officer", "杨审批", Role.COUNTY_OFFICER, county)
    add("demo-finance", "潘会计", Role.COUNTY_FINANCE, county)
    add("demo-data", "罗数据", Role.DATA_OFFICER, county)
    add("demo-inspector", "陆督查", Role.COUNTY_INSPECTOR, county)
    add("demo-leader", "龙局长", Role.BUREAU_LEADER, county)
    add("demo-auditor", "韦审计", Role.AUDITOR, county)
    add("demo-city", "田督导", Role.CITY_SUPERVISOR, county // 10**8 * 10**8)
    add("demo-system", "姚系统", Role.SYSTEM_ADMIN)
    add("demo-security", "莫安全", Role.SECURITY_ADMIN)
    add("demo-record", "谢记录", Role.AUDIT_ADMIN)


def _send_to_those_already_helped(folder: Path, first_month: date) -> int:
    """Households that drew dibao before the platform came are seen again and decided anew under the rules."""
    drew = {row["household_id"] for row in _rows(folder, "benefits") if row["scheme"] == "minimum_living_allowance"}
    numbers = [row["household_no"] for row in _rows(folder, "households") if row["household_id"] in drew]
    homes = Household.objects.filter(number__in=numbers).order_by("pk")
    due = in_working_days(first_month, 10)
    orders = [Order(home.pk, home.residence_code, "yellow", due) for home in homes]
    return len(issue_visits(orders=orders, actor=SYSTEM, date=first_month))
