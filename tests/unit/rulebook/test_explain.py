"""A decision can be read, told in plain words, asked what would change it, stored and come to again."""

import json
from datetime import date
from typing import Any

import pytest

from config import rulebook
from minzheng.rulekit import decision
from minzheng.rulekit.decision import Decision, decide, replay
from minzheng.rulekit.explain import other_help, plain_words, reading_lines, what_would_change
from minzheng.rulekit.parameters import Parameters
from minzheng.rulekit.statutes import article, articles
from minzheng.rulekit.workdays import Holidays

COUPLE: dict[str, Any] = {
    "members": [
        {"ref": "P1", "relation": "self", "birth": "1970-03-01"},
        {"ref": "P2", "relation": "spouse", "birth": "1972-03-01"},
    ],
    "income": [{"p": "P1", "kind": "wage", "annual": 30000}],
}


def _decide(facts: dict[str, Any], *, explain: bool = False) -> Decision:
    return decide(
        "assistance.household", facts, as_of=date(2025, 6, 15), division="990100", residence="urban", explain=explain
    )


def _with(**changes: Any) -> dict[str, Any]:
    return {**COUPLE, **changes}


def test_every_line_has_a_label_a_value_and_an_article() -> None:
    lines = reading_lines(_decide(COUPLE, explain=True))
    assert all(line.label and line.law_id in articles() for line in lines)
    assert {line.label for line in lines if not line.value} == {"Means of the household"}
    income = next(line for line in lines if line.label == "Countable income")
    assert (income.value, income.unit, income.law) == ("26,472", "yuan a year", "57号第十三条")  # 30,000 - 3,528
    cost = next(line for line in lines if line.label == "Necessary employment cost" and line.about == "P1")
    assert cost.value == "3,528"


def test_without_explain_nothing_is_traced() -> None:
    assert _decide(COUPLE).trace == []


def test_plain_words_say_why_not_and_what_else() -> None:
    said = [str(each) for each in plain_words(_decide(COUPLE))]
    assert "2 people are counted; each has 1103 yuan a month to live on; the line is 980 yuan." in said
    assert "Income per head is not below the dibao standard." in said
    assert any("temporary assistance" in str(each) for each in other_help(_decide(COUPLE)))


def test_less_income_is_exact_to_the_yuan() -> None:
    change = next(c for c in what_would_change(_decide(COUPLE)) if c.of == "income")
    assert change.by == -2953  # 26,472 - 2,953 = 23,519 < 23,520
    for less, reached in ((2953, "DIBAO"), (2952, "EDGE")):
        income = [*COUPLE["income"], {"p": "P1", "kind": "property", "annual": -less}]
        assert _decide(_with(income=income)).outcome["household_class"] == reached


def test_more_income_that_keeps_dibao_is_exact_to_the_yuan() -> None:
    poor = _with(income=[{"p": "P1", "kind": "property", "annual": 12000}])
    income, size = what_would_change(_decide(poor))
    assert (income.by, income.outcome) == (11520, "EDGE")  # 12,000 + 11,519 = 23,519
    assert "11519" in str(income.said)
    assert (size.of, size.monthly) == ("size", 2038)  # 960 + 980 + 98


def test_more_spending_that_brings_hardship_is_exact_to_the_yuan() -> None:
    facts = _with(income=[{"p": "P1", "kind": "property", "annual": 48000}])
    change = next(c for c in what_would_change(_decide(facts)) if c.of == "expenses")
    assert (change.by, change.outcome) == (10081, "RIGID")  # 23,520 + 10,081 > 0.7 x 48,000 = 33,600


def test_less_savings_are_exact_to_the_yuan() -> None:
    """At most 24 x 980 x 2 = 47,040 yuan."""
    change = next(
        c for c in what_would_change(_decide(_with(income=[], assets={"financial": 50000}))) if c.of == "savings"
    )
    assert (change.by, change.outcome, change.monthly) == (-2960, "DIBAO", 1960)


def test_one_more_child_may_bring_dibao() -> None:
    """26,472 a year is 1,103 a head of two, 735.33 of three: below 980."""
    change = next(c for c in what_would_change(_decide(COUPLE)) if c.of == "size")
    assert (change.outcome, change.monthly) == ("DIBAO", 832)  # 3 x 980 - 2,206 + 98


def test_what_else_to_try_goes_by_who_is_in_the_household() -> None:
    old = {"ref": "P3", "relation": "parent", "birth": "1940-01-01", "disability": ["visual", 1]}
    told = [str(each) for each in other_help(_decide(_with(members=[*COUPLE["members"], old])))]
    assert any("nursing subsidy" in each for each in told)
    assert any("old-age allowance" in each for each in told)
    assert "you may object" in told[-1]


def test_who_is_covered_alone_is_not_told_that_no_money_is_paid() -> None:
    ill = [COUPLE["members"][0], {**COUPLE["members"][1], "serious_illness": True}]
    made = _decide(_with(members=ill))
    assert (made.outcome["household_class"], made.outcome["monthly_total"]) == ("EDGE", 1176)  # 980 + 196
    assert "covered alone" in str(plain_words(made)[0])
    assert not any("no monthly money" in str(each) for each in plain_words(made))


def test_missing_facts_are_named_in_words() -> None:
    said = plain_words(_decide(_with(income=[], assets={"financial": None})))
    assert "Still needed: savings." in [str(each) for each in said]


def test_assets_in_the_way_are_not_blamed_on_income() -> None:
    facts = _with(income=[], assets={"financial": 900000})
    assert [c for c in what_would_change(_decide(facts)) if c.of == "income"] == []


def test_a_stored_decision_is_come_to_again_under_its_own_values() -> None:
    made = _decide(_with(income=[]), explain=True)
    stored = json.loads(json.dumps(made.as_json(), ensure_ascii=False))
    stored["values"]["standard.urban"] = 100_000_00  # whatever the files say now, the stored values count
    again = replay(stored)
    assert again.outcome["standard_monthly"] == 8333.33
    stored["values"] = made.as_json()["values"]
    assert replay(stored).outcome == made.outcome
    assert replay(stored).trace == made.trace
    assert replay(stored).rules_digest == stored["rules_digest"]


def test_replay_looks_at_no_value_of_today(parameters: Parameters) -> None:
    stored = json.loads(json.dumps(_decide(COUPLE).as_json()))
    try:
        decision.use(Parameters([]))
        assert replay(stored).outcome == stored["outcome"]
    finally:
        decision.use(parameters)


def test_replay_counts_days_by_the_calendar_it_was_given() -> None:
    given = Holidays.read({"holidays": ["2030-05-01"], "range": "2030-04-29..2030-05-05"})
    facts = {"kind": "wd", "start": "2030-04-30", "days": 1}
    asked = decide("assistance.deadline", facts, as_of=date(2030, 4, 30), holidays=given)
    assert asked.outcome == {"due": "2030-05-02"}
    assert replay(json.loads(json.dumps(asked.as_json()))).outcome == asked.outcome


def test_amounts_are_fen_inside_and_yuan_at_the_edge() -> None:
    made = _decide(_with(income=[{"p": "P1", "kind": "property", "annual": 0.01}]))
    assert made.outcome["countable_income_annual"] == 0.01
    assert made.outcome_fen["countable_income_annual"] == 1


def test_values_used_are_told_with_their_documents() -> None:
    told = {value["key"]: value for value in _decide(COUPLE).parameters}
    assert told["standard.urban"]["reference"] == "某市民政局2025年工作总结"
    assert "standard.rural" not in told


@pytest.mark.parametrize("reference", ["mca-2021-57#art-13", "mca-2021-43#art-8"])
def test_articles_have_a_gist_in_both_languages(reference: str) -> None:
    found = article(reference)
    assert found.zh
    assert found.en
    assert found.law.in_force == date(2021, 7, 1)


def test_loading_twice_is_loading_once() -> None:
    assert rulebook.load() is rulebook.load()
