"""The rulebook over HTTP: by name, with reasons, in the caller's language, for whoever may ask."""

import json
from typing import Any

import jsonschema
import pytest
from django.core.cache import cache
from django.test import Client

from minzheng.eligibility.models import Assessment
from minzheng.kernel.access.choices import Role
from tests.unit.site.browsing import signed_in

pytestmark = pytest.mark.usefixtures("everything")

CHINESE, ENGLISH = {"Accept-Language": "zh-CN,zh;q=0.9"}, {"Accept-Language": "en"}
ALONE = {"members": [{"ref": "P1", "relation": "self", "birth": "1980-03-01"}]}


@pytest.fixture
def officer() -> Client:
    return signed_in(Role.COUNTY_OFFICER)


def ask(client: Client, name: str = "assistance.household", language: dict[str, str] = CHINESE, **body: Any) -> Any:
    question = {"facts": ALONE, "as_of": "2025-06-15", "division": "522633", **body}
    return client.post(
        f"/api/v1/rules/{name}/decide", json.dumps(question), content_type="application/json", headers=language
    )


def test_the_names_that_can_be_asked_are_listed(officer: Client) -> None:
    rules = {rule["name"]: rule for rule in officer.get("/api/v1/rules", headers=CHINESE).json()}
    assert rules["assistance.household"]["label"] == "家庭类别认定与低保金"
    assert "sc-2014-649#art-9" in rules["assistance.household"]["law"]


def test_a_rule_shows_its_facts_its_law_and_its_values_here(officer: Client) -> None:
    told = officer.get(
        "/api/v1/rules/assistance.household", {"division": "522633", "as_of": "2025-06-15"}, headers=ENGLISH
    ).json()
    jsonschema.validate(ALONE, told["facts"])
    standard = next(value for value in told["parameters"] if value["key"] == "standard.rural")
    assert (standard["value"], standard["division_name"], standard["valid_from"]) == ("7226", "贵州省", "2025-01-01")
    assert {article["number"] for article in told["law"]} >= {"国务院令第649号"}


def test_an_answer_has_outcome_reasons_and_plain_words(officer: Client) -> None:
    told = ask(officer).json()
    assert told["outcome"]["dibao_monthly"] == 603
    assert told["trace"] == []
    assert told["reasons"][0]["code"] == "REACHED"
    assert told["plain"][0] == "您的家庭符合低保条件。"
    traced = ask(officer, explain=True).json()
    assert (traced["trace"][0]["rule"], bool(traced["trace"][0]["lines"])) == ("schemes.dibao.rules.assess", True)


def test_facts_that_cannot_be_used_are_told_field_by_field(officer: Client) -> None:
    bad = {"members": [{"ref": "P1", "relation": "cousin", "birthday": "1980-03-01"}], "income": [{"p": "P1"}]}
    response = ask(officer, facts=bad)
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    told = {error["path"]: error["problem"] for error in response.json()["errors"]}
    assert told["facts.members.0.birth"] == "请填写此项。"
    assert told["facts.members.0.birthday"] == "没有这一项。请删去，或更正名称。"
    assert "cousin" in told["facts.members.0.relation"]
    assert "facts.income.0.kind" in told
    english = {error["path"]: error["problem"] for error in ask(officer, language=ENGLISH, facts=bad).json()["errors"]}
    assert english["facts.members.0.birth"] == "Give this field."


@pytest.mark.parametrize(
    ("body", "path"), [({"division": "从江"}, "division"), ({"as_of": "soon"}, "as_of"), ({"facts": 3}, "facts")]
)
def test_a_question_that_is_none_is_told_by_its_field(officer: Client, body: dict[str, Any], path: str) -> None:
    response = ask(officer, **body)
    assert response.status_code == 422
    assert [error["path"] for error in response.json()["errors"]] == [path]


def test_an_unknown_rule_and_a_value_nobody_set(officer: Client) -> None:
    assert (ask(officer, "assistance.nothing").status_code, ask(officer, division="110105").status_code) == (404, 422)
    assert "standard.rural" in ask(officer, division="110105").json()["detail"]


def test_what_is_no_json_is_told_so(officer: Client) -> None:
    told = officer.post("/api/v1/rules/assistance.household/decide", "{", content_type="application/json")
    assert (told.status_code, told["Content-Type"]) == (400, "application/problem+json")


def test_who_is_not_signed_in_or_no_staff_is_told_so(officer: Client) -> None:
    response = Client().get("/api/v1/rules", headers=CHINESE)
    assert (response.status_code, response.json()["title"]) == (401, "请先登录，或出示有效的密钥")
    assert signed_in(Role.RESIDENT).get("/api/v1/rules").status_code == 403


def test_a_question_by_session_needs_the_csrf_token(officer: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies
    assert ask(strict).status_code == 403


def test_anybody_may_ask_about_themselves_without_names_and_not_too_often() -> None:
    cache.clear()
    body = {"facts": ALONE, "division": "522633"}

    def check(facts: dict[str, Any]) -> Any:
        return Client().post(
            "/api/v1/self-check", json.dumps({**body, "facts": facts}), content_type="application/json", headers=CHINESE
        )

    assert check(ALONE).json()["outcome"]["household_class"] == "DIBAO"
    named = {"members": [{**ALONE["members"][0], "ref": "杨秀英"}]}
    assert check(named).json()["errors"][0]["path"] == "facts.members.0.ref"
    codes = [check(ALONE).status_code for _ in range(30)]
    assert (codes[0], codes[-1]) == (200, 429)
    cache.clear()


def test_the_description_is_complete_and_its_page_needs_no_network() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert {"/api/v1/rules", "/api/v1/rules/{name}", "/api/v1/rules/{name}/decide", "/api/v1/self-check"} <= set(
        described["paths"]
    )
    page = Client().get("/api/v1/docs").content.decode()
    assert "openapi.json" in page
    assert "http://" not in page
    assert "https://" not in page


def test_a_question_leaves_nothing_behind(officer: Client) -> None:
    ask(officer)
    assert not Assessment.objects.exists()
