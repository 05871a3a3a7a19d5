"""The registers over HTTP: the same rows, filters and masks as on the screen."""

import json
from datetime import date
from typing import Any

import jsonschema
import pytest

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.declare import registry
from minzheng.registers.models import Organization
from tests.unit.site.builders import VILLAGE, a_household, a_person
from tests.unit.site.screens import Seat

BASE = "/api/v1/registers"


def ask(seat: Seat, path: str, status: int = 200, **asked: Any) -> Any:
    """The answer of a route."""
    answer = seat.client.get(f"{BASE}{path}", asked)
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.fixture
def officer(db: None) -> Seat:
    return Seat(Role.COUNTY_OFFICER)


def test_a_list_is_read_page_by_page_without_losing_a_row(officer: Seat) -> None:
    with in_scope(EVERYTHING):
        Organization.objects.bulk_create(
            Organization(name=f"机构{n:02d}", kind="other", division_code=VILLAGE, open_from=date(2001, 1, 1))
            for n in range(25)
        )
    names, after = [], ""
    while after is not None:
        page = ask(officer, "/organizations", limit=10, after=after)
        names += [row["name"] for row in page["rows"]]
        after = page["further"]
    assert sorted(names) == [f"机构{n:02d}" for n in range(25)]
    assert ask(officer, "/organizations", kind="care")["count"] == 0


def test_people_are_masked_and_found_as_on_the_screen(officer: Seat) -> None:
    with in_scope(EVERYTHING):
        home = a_household(head=a_person(name="杨秀英"))
    (row,) = ask(officer, "/people", q="yxy")["rows"]
    assert row["id"] == home.head_id
    assert row["name"] == "杨**"
    assert "*" in row["resident_id"]
    assert row["birth_date"] == "1950-03-01"
    assert ask(officer, f"/people/{home.head_id}")["id"] == home.head_id


def test_who_may_not_see_a_register_may_not_read_it(db: None) -> None:
    with in_scope(EVERYTHING):
        home = a_household(village=VILLAGE)
    for register in registry.registers:
        for role in (Role.RESIDENT, Role.SYSTEM_ADMIN):
            if role not in register.see.roles:
                ask(Seat(role, cases=[]), f"/{register.code}", 403)
    elsewhere = Seat(Role.TOWNSHIP_CLERK, 621021)
    ask(elsewhere, f"/households/{home.pk}", 404)
    assert ask(elsewhere, "/households", **{"residence_code": "all"})["rows"] == []


def test_every_register_is_described(officer: Seat) -> None:
    described = json.loads(officer.take("/api/v1/openapi.json"))
    for register in registry.registers:
        route = described["paths"][f"{BASE}/{register.code}"]["get"]
        named = {parameter["name"] for parameter in route["parameters"]}
        assert {declared.name for declared in register.filters} <= named
        schema = described["components"]["schemas"][f"{register.noun.title()}Row"]
        jsonschema.Draft202012Validator.check_schema(schema)
        assert {column.name for column in register.columns} <= set(schema["properties"])
