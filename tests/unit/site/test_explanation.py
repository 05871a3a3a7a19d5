"""Every decision can be read, in Chinese, figure by figure, and come to again under the values of its day."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from minzheng.casework.actions import assess_case
from minzheng.casework.models import Case
from minzheng.casework.queries import case as case_by_id
from minzheng.eligibility.actions import propose_value, settle_value
from minzheng.eligibility.common.codes import Asset, HouseholdClass, Missing, Test, Why
from minzheng.eligibility.explaining import compared
from minzheng.eligibility.models import Assessment
from minzheng.kernel.access.choices import Role
from minzheng.registers.queries import household_with_members
from minzheng.rulekit.explain import WORDS
from minzheng.schemes.dibao.rules import Route
from minzheng.web.desk.reading import read_assessment
from tests.unit.site.browsing import signed_in
from tests.unit.site.builders import a_household, a_person, an_actor
from tests.unit.site.test_case_to_payment import OPINION_DAY, visited
from tests.unit.site.test_policy_values import a_value

pytestmark = pytest.mark.usefixtures("everything", "counted")

#: What was found of a woman of 76 living with her son of 50, and the class that follows.
FOUND: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "DIBAO"),
    "a little": ({"business": 300_000, "basic_pension": 150_000}, "DIBAO"),
    "a wage": ({"wage": 1_800_000, "wage_months": 12}, "EDGE"),
    "a wage and an illness": ({"wage": 2_200_000, "wage_months": 12, "serious_illness": True}, "EDGE"),
    "much": ({"wage": 9_000_000, "wage_months": 12}, "NONE"),
}


def assessed(found: dict[str, Any]) -> Assessment:
    home = a_household(("child", a_person(name="杨老大", birth=date(1976, 5, 1))))
    visited(home, an_actor(Role.VILLAGE_WORKER), **found)
    case = Case.objects.get(household=home)
    assess_case(case=case, actor=an_actor(Role.TOWNSHIP_CLERK), date=OPINION_DAY)
    kept = case_by_id(case.pk)
    assert kept
    assert kept.assessment
    return kept.assessment


def read(assessment: Assessment) -> Any:
    home = household_with_members(assessment.household_id, assessment.as_of)
    with translation.override("zh-hans"):
        return read_assessment(assessment, {m.person_id: m.person for m in home.members_now})


@pytest.mark.parametrize("name", FOUND)
def test_every_stored_answer_is_come_to_again(name: str) -> None:
    found, household_class = FOUND[name]
    kept = assessed(found)
    assert kept.outcome["household_class"] == household_class
    again = compared(Assessment.objects.get(pk=kept.pk))
    assert again
    assert (again.same, again.amended) == (True, False)


def test_it_is_come_to_again_although_the_standard_of_that_day_was_put_right_since() -> None:
    kept = assessed({})
    row = propose_value(
        row=a_value(valid_from=date(2026, 1, 1)), estimate={}, actor=an_actor(Role.COUNTY_OFFICER), date=OPINION_DAY
    )
    settle_value(row=row, confirmed=True, note="", actor=an_actor(Role.COUNTY_FINANCE), date=OPINION_DAY)
    again = compared(Assessment.objects.get(pk=kept.pk))
    assert again
    assert again.same
    assert assessed({}).outcome["dibao_monthly"] > kept.outcome["dibao_monthly"]


@pytest.mark.parametrize("name", FOUND)
def test_every_figure_is_read_in_chinese_with_law_and_source(name: str) -> None:
    reading = read(assessed(FOUND[name][0]))
    assert reading.trace
    assert all(line.law for line in reading.trace)
    assert all(fact.source and fact.as_of for fact in reading.facts)
    with translation.override("zh-hans"):
        shown = [translation.gettext(line.label) + line.value for line in reading.trace]
        shown += [fact.what + fact.value + fact.source for fact in reading.facts]
        shown += [told["label"] + str(told["value"]) + told["reference"] for told in reading.parameters]
        shown += [*reading.plain, *reading.changes, *reading.help]
    english = [words for words in shown if re.search("[A-Za-z]{2}", words)]
    assert english == []


def test_every_code_that_a_line_may_show_has_a_word() -> None:
    names = {each.name for codes in (Asset, HouseholdClass, Missing, Test, Why, Route) for each in codes}
    assert names <= set(WORDS)


def test_a_line_is_told_once_although_its_rule_was_asked_twice() -> None:
    reading = read(assessed(FOUND["a wage and an illness"][0]))
    told = [(line.label, line.person) for line in reading.trace if line.label == "Route to single-person dibao"]
    assert len(told) == len(set(told)) == 2


def test_the_officers_page_and_the_letter_and_what_else_to_try() -> None:
    officer: Client = signed_in(Role.COUNTY_OFFICER)
    kept = assessed(FOUND["a little"][0])
    page = officer.get(f"/assessments/{kept.pk}/why/").content.decode()
    for words in ("按当日数值重新核算，结果一致", "57号第十三条", "入户调查", "贵州民政", "还可以申请什么", "查看规则"):
        assert words in page, words
