"""The policy sheet, a rule in words and code, setting a value with its cost shown first, and the simulation."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client, override_settings

from minzheng.casework.models import Visit, VisitTask
from minzheng.eligibility.common.intake import age_on
from minzheng.eligibility.findings import Findings, MemberFinding
from minzheng.eligibility.models import KeptReform, ValueProposal
from minzheng.kernel import clock
from minzheng.kernel.access.choices import Role
from minzheng.registers.models import Household
from minzheng.rulekit.decision import parameters
from minzheng.statistics.policy.models import models
from minzheng.statistics.policy.population import population_of
from minzheng.statistics.policy.reform import reform
from tests.unit.site.browsing import signed_in
from tests.unit.site.builders import COUNTY, a_household, a_person, an_actor

pytestmark = pytest.mark.usefixtures("everything", "counted")
TODAY = date(2026, 10, 1)
TYPED = {
    "value": "7800", "value_unit": "year", "valid_from": "2027-01-01", "title": "关于提高城乡低保标准的通知",
    "number": "从府发〔2026〕9号", "issued_on": "2026-09-20", "reason": "按省定幅度提标",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(everything: None) -> Iterator[None]:
    """The calendar of a demonstration, which can be moved."""
    with override_settings(DEMO=True):
        clock.move_to(TODAY)
        yield


def visited(home: Household, verdict: str = "needs_scheme", **found: int) -> Household:
    """A household whose means somebody asked for; what is named was found of its head."""
    worker = an_actor(Role.VILLAGE_WORKER)
    place = {"household": home, "division_code": home.residence_code}
    task = VisitTask.objects.create(status="done", level="red", issued_on=TODAY, due_on=TODAY, **place)
    findings = Findings(members=[MemberFinding(person_id=home.head.pk, **found)])
    Visit.objects.create(
        task=task, visited_on=TODAY, visited_by_id=worker.person, verdict=verdict, findings=findings.model_dump(),
        **place,
    )  # fmt: skip
    return home


@pytest.fixture
def three_homes() -> list[Household]:
    """One without income, one between 7,226 and 7,800 yuan a year, and one that nobody has asked."""
    man, woman, other = (
        a_household(head=a_person(birth=date(1980, 3, 1), sex=sex, ethnic_group=group))
        for sex, group in ((1, "苗族"), (2, "侗族"), (1, "水族"))
    )
    return [visited(man), visited(woman, property_income=730_000), other]


def page(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_sheet_tells_what_counts_and_who_set_it() -> None:
    text = page(signed_in(Role.COUNTY_OFFICER), "/policy/", day="2024-12-31")
    for words in ("从江县的标准和限额", "贵州省", "<b>4,318</b>", "示例数值", "工作报告所载"):
        assert words in text
    assert "<b>7,226</b>" in page(signed_in(Role.VILLAGE_WORKER), "/policy/", day="2025-01-01")


def test_a_rule_stands_in_words_beside_its_code() -> None:
    text = page(signed_in(Role.COUNTY_OFFICER), "/policy/rules/assistance.household/")
    for words in (
        "家庭类别认定与低保金",
        "社会救助暂行办法",
        "members.birth",
        "def shortfall(countable, number, place)",
    ):
        assert words in text
    assert signed_in(Role.COUNTY_OFFICER).get("/policy/rules/assistance.nothing/").status_code == 403


def test_every_rule_and_every_value_has_a_page() -> None:
    from minzheng.rulekit import registry
    from minzheng.rulekit.parameters import declared

    client = signed_in(Role.COUNTY_OFFICER)
    for name in registry.names():
        page(client, f"/policy/rules/{name}/")
    for key in declared():
        page(client, f"/policy/values/{key.replace('*', '80')}/")


def test_the_cost_is_shown_before_anything_is_kept(three_homes: list[Household]) -> None:
    officer = signed_in(Role.COUNTY_OFFICER)
    text = officer.post("/policy/values/standard.rural/set/", TYPED).content.decode()
    # 603 -> 650 and 0 -> (7,800 - 7,300) / 12 = 42 a month: (47 + 42) x 12 = 1,068 yuan a year
    assert "1,068" in text
    assert "全县 3 户中，2 户的经济状况" in text
    assert not ValueProposal.objects.exists()
    response = officer.post("/policy/values/standard.rural/set/", {**TYPED, "propose": "1"})
    row = ValueProposal.objects.get()
    assert response["Location"] == f"/policy/proposals/{row.pk}/"
    assert (row.estimate["cost_year_fen"], row.estimate["asked"], row.estimate["gaining"]) == (106_800, 2, 2)


def test_a_second_person_confirms_on_screen_and_the_sheet_shows_it() -> None:
    officer, finance = signed_in(Role.COUNTY_OFFICER), signed_in(Role.COUNTY_FINANCE)
    officer.post("/policy/values/standard.rural/set/", {**TYPED, "propose": "1"})
    address = f"/policy/proposals/{ValueProposal.objects.get().pk}/"
    assert "低保标准（年）（农村）" in page(finance, "/work/")
    assert address not in page(officer, "/work/")
    assert 'name="confirm"' not in page(officer, address)
    assert 'name="confirm"' in page(finance, address)
    officer.post(address + "settle/", {"confirm": "1"})
    assert not hasattr(ValueProposal.objects.get(), "verdict")
    finance.post(address + "settle/", {"confirm": "1"})
    assert ValueProposal.objects.get().verdict.confirmed
    assert address not in page(finance, "/work/")
    assert "<b>7,800</b>" in page(officer, "/policy/", day="2027-01-01")
    assert "<b>7,226</b>" in page(officer, "/policy/", day="2026-12-31")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"value": "很多"}, "不是以元计的金额"),
        ({"valid_from": "下月"}, "生效日期：请填写日期"),
        ({"value": ""}, "不是以元计的金额"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(wrong: dict[str, str], words: str) -> None:
    response = signed_in(Role.COUNTY_OFFICER).post("/policy/values/standard.rural/set/", {**TYPED, **wrong})
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    assert "从府发〔2026〕9号" in text
    assert not ValueProposal.objects.exists()


def test_rates_codes_and_steps_are_typed_as_people_write_them() -> None:
    officer = signed_in(Role.COUNTY_OFFICER)

    def kept(key: str, **typed: Any) -> Any:
        response = officer.post(f"/policy/values/{key}/set/", {**TYPED, **typed, "propose": "1"})
        assert response.status_code == 302, response.content.decode()
        return ValueProposal.objects.latest("id").written

    assert kept("emp_cost_rate", value="35%") == 0.35
    assert kept("payment_mode", value="tier") == "tier"
    assert kept("local_exempt", value=["scholarship", "youfu"]) == ["scholarship", "youfu"]
    assert kept("central_pension_exempt_until", value="2030-12-31") == "2030-12-31"
    assert kept("car_value_max.edge", value="40,000") == 40_000


def test_the_population_is_what_is_known(three_homes: list[Household]) -> None:
    population = population_of(COUNTY, TODAY)
    assert (population.households, population.people, population.asked) == (3, 3, 2)
    assert population_of(COUNTY, TODAY) is population
    now = parameters()
    told = reform(models()["dibao"], population, "522633", TODAY, now, now)
    assert told.before.paid.classes == {"NONE": 0, "DIBAO": 1, "EDGE": 1, "RIGID": 0, "UNKNOWN": 1}
    visited(three_homes[2])
    again = population_of(COUNTY, TODAY)
    assert again.asked == 3
    assert reform(models()["dibao"], again, "522633", TODAY, now, now).before.paid.households == 2


def test_ages_in_the_population_are_those_of_a_decision() -> None:
    births = [date(1980, 10, 1), date(1980, 10, 2), date(1979, 12, 31), date(2024, 2, 29), date(2026, 9, 30)]
    for birth in births:
        a_household(head=a_person(birth=birth))
    members = population_of(COUNTY, TODAY).table["members"].combine_chunks().values
    assert members.field("age").to_pylist() == [age_on(birth, TODAY) for birth in births]
    assert members.field("relation").to_pylist() == [0] * len(births)


def test_a_visit_that_asked_for_no_amounts_leaves_the_means_unknown() -> None:
    visited(a_household(), verdict="no_need")
    visited(a_household(), verdict="no_need", wage=3_000_000)
    visited(a_household(), verdict="not_found")
    assert population_of(COUNTY, TODAY).asked == 1


SIMULATED = {"scheme": "dibao", "day": "2026-10-01", "v.standard.rural": "7800", "shape": "single"}


def test_the_simulation_shows_cost_reach_cliffs_and_groups(three_homes: list[Household]) -> None:
    text = page(signed_in(Role.COUNTY_OFFICER), "/policy/simulate/", **SIMULATED)
    for words in ("1,068", "¥7,236.00", "¥8,304.00", "苗族", "侗族", "<svg", "没有断崖", "断崖图对应的家庭"):
        assert words in text, words
    tiers = page(signed_in(Role.COUNTY_OFFICER), "/policy/simulate/", **SIMULATED, **{"v.payment_mode": "tier"})
    assert "再多挣一元" in tiers


def test_a_scheme_that_asks_for_no_means_counts_every_household() -> None:
    a_household(head=a_person(birth=date(1940, 1, 1)))
    text = page(
        signed_in(Role.COUNTY_OFFICER), "/policy/simulate/", scheme="old_age", day="2026-10-01",
        **{"v.advanced_age.80": "100"},
    )  # fmt: skip
    for words in ("不核对收入和财产", "¥720.00", "¥1,200.00", "480"):  # 60 and 100 yuan a month
        assert words in text, words
    assert "中央财政" not in text
    assert "<svg" not in text


def test_a_value_that_cannot_be_read_is_told_beside_its_field(three_homes: list[Household]) -> None:
    text = page(signed_in(Role.COUNTY_OFFICER), "/policy/simulate/", **{**SIMULATED, "v.standard.rural": "abc"})
    assert "不是以元计的金额" in text
    assert "无人受影响" in text


def test_a_simulation_is_kept_named_and_exported(three_homes: list[Household]) -> None:
    officer = signed_in(Role.COUNTY_OFFICER)
    query = "&".join(f"{name}={value}" for name, value in SIMULATED.items())
    officer.post("/policy/simulate/keep/", {"query": query, "name": "提标到7800"})
    kept = KeptReform.objects.get()
    assert (kept.name, kept.result["cost_year_fen"]) == ("提标到7800", 106_800)
    assert "提标到7800" in page(officer, "/policy/simulate/")
    as_csv = officer.get(f"/policy/simulate/export/csv/?{query}").content.decode("utf-8-sig")
    assert "全年支出（元）,7236,8304,1068" in as_csv.splitlines()
    assert officer.get(f"/policy/simulate/export/xlsx/?{query}").content[:2] == b"PK"


def test_who_works_for_a_province_chooses_the_county(three_homes: list[Household]) -> None:
    a_household(head=a_person(village=522632100201), village=522632100201)
    province = signed_in(Role.COUNTY_OFFICER, "杨审批", 520000000000)
    assert "全县 1 户中" in page(province, "/policy/simulate/")  # the first of the two
    assert "全县 3 户中" in page(province, "/policy/simulate/", division="522633")
    assert "全县 1 户中" in page(province, "/policy/simulate/", division="620521")  # not theirs


def test_a_simulation_counts_a_whole_county_and_is_for_those_who_work_for_it() -> None:
    assert signed_in(Role.TOWNSHIP_CLERK).get("/policy/simulate/").status_code == 403
    part = signed_in(Role.COUNTY_OFFICER, "杨审批", 522633100000)
    assert "以全县（区）为范围" in page(part, "/policy/simulate/")
