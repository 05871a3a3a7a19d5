"""Every worked case of the kernel operations, as `minzheng decide` would answer it."""

import json
from pathlib import Path

import pytest

import minzheng.kernel.operations  # noqa: F401  (registers the names asked below)
from minzheng.kernel.events.effects import UnknownEvent, effects_of, effects_table, reversal_of
from minzheng.rulekit import registry
from minzheng.rulekit.decision import decide
from minzheng.rulekit.errors import FactsError

CASES = json.loads((Path(__file__).parents[2] / "golden" / "kernel_cases.json").read_text(encoding="utf-8"))["cases"]


KERNEL = {"code", "division", "deadline", "privacy", "event", "indicator", "death"}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_worked_case(case):
    outcome = decide(case["op"], case["input"], as_of=None).outcome
    for name, expected in case["expected"].items():
        got = outcome[name]
        assert (sorted(got) if isinstance(got, list) else got) == (
            sorted(expected) if isinstance(expected, list) else expected
        )


def test_unknown_event_names_the_known_ones():
    with pytest.raises(UnknownEvent, match="DEATH_REGISTERED"):
        effects_of("DEATH", {})


def test_every_condition_of_the_table_can_hold():
    everything = {"grade": 1, "age": 17, "level": 4}
    conditions = [c for row in effects_table().values() for cs in row.get("when", {}).values() for c in cs]
    everything |= {c: True for c in conditions if isinstance(c, str)}
    for event, row in effects_table().items():
        if "reverses" in row:
            continue
        possible = set(row.get("when", {})) | set(row.get("always", ()))
        fired = set(effects_of(event, everything)) | set(effects_of(event, everything | {"age": 60}))
        assert fired == possible


def test_withdrawn_notice_is_undone_backwards():
    assert reversal_of(["RELEASE_BED", "SPOUSE_WIDOWED"]) == ["UNDO_SPOUSE_WIDOWED", "UNDO_RELEASE_BED"]


def test_a_death_that_proves_false_undoes_what_followed_from_it_the_last_first():
    facts = {"spouse": True, "allowance": True}
    followed = effects_of("DEATH_REGISTERED", facts)
    assert effects_of("DEATH_REVERSED", facts) == [f"UNDO_{effect}" for effect in reversed(followed)]
    assert "UNDO_STOP_ALLOWANCE_NEXT_MONTH" in effects_of("DEATH_REVERSED", facts)


def asked(name, /, **facts):
    return decide(name, facts, as_of=None).outcome


@pytest.mark.parametrize("months", [["2025-12", "2026-01", "2026-02"], ["2025-12-01", "2026-01-01", "2026-02-01"]])
def test_months_after_a_death_in_december_are_overpaid(months):
    found = asked("death.stop", death="2025-12-31", paid_months=months, monthly=110.5)
    assert found == {"stop_from": "2026-01", "overpaid_months": ["2026-01", "2026-02"], "overpaid": 221}


def test_a_village_under_a_city_of_a_prefecture():
    found = asked("division.parse", code="522601001001")
    assert (found["county_class"], found["town_class"]) == ("county_level_city", "subdistrict")
    assert (found["town"], found["village_class"]) == ("522601001", "residents_committee")
    assert asked("division.parse", code="522633100203")["village_class"] == "village_committee"


@pytest.mark.parametrize(
    ("kind", "consent", "shown"),
    [("adult", False, "李**"), ("adult", True, "李小明"), ("adult", None, "李**"), ("minor", True, "***"),
     ("donor", True, "李小明"), ("donor", None, "爱心人士")],
)  # fmt: skip
def test_what_a_public_list_shows(kind, consent, shown):
    assert asked("privacy.display", kind=kind, name="李小明", consent=consent) == {"display": shown}


def test_a_ratio_over_nothing_is_no_figure_and_halves_go_up():
    assert asked("indicator.percent", numerator=3, denominator=0) == {"percent": None}
    assert asked("indicator.percent", numerator=1, denominator=800) == {"percent": 0.1}
    assert asked("indicator.average", numerator=1, denominator=8) == {"value": 0.13}
    assert asked("indicator.product", factors=[0.1, 3]) == {"value": 0.3}


@pytest.mark.parametrize(("done", "ok"), [("2026-03-09", True), ("2026-03-10", False), (None, None)])
def test_seven_days_from_the_day_after(done, ok):
    assert asked("deadline.within", **{"from": "2026-03-02", "days": 7, "done": done})["ok"] is ok
    given = {"holidays": ["2026-03-05"], "makeup_workdays": [], "weekends_rest": True}
    found = asked("deadline.within", **{"from": "2026-03-02", "days": 7, "calendar": given})
    assert found == {"deadline": "2026-03-12", "ok": None}


def test_a_split_code_is_ambiguous_from_its_day_on():
    events = [{"effective": "2021-04-09", "kind": "split", "from": "330110", "to": ["330110", "330113"]}]
    before = asked("division.resolve", code="330110", as_of="2021-04-08", events=events)
    after = asked("division.resolve", code="330110", as_of="2021-04-09", events=events)
    assert before == {"current": ["330110"], "ambiguous": False}
    assert after == {"current": ["330110", "330113"], "ambiguous": True}


@pytest.mark.parametrize(
    ("facts", "follows"),
    [
        ({"level": 2, "low_income": True}, {"PROMPT_VOUCHER", "RAISE_VISIT_GRADE", "PROMPT_CARE_SUBSIDY",
                                            "PROMPT_HOME_BED"}),
        ({"level": 2}, {"PROMPT_VOUCHER", "RAISE_VISIT_GRADE"}),
        ({"level": 1, "low_income": True}, set()),
    ],
)  # fmt: skip
def test_what_follows_from_an_ability_level(facts, follows):
    assert set(asked("event.effects", event="ABILITY_LEVEL_ISSUED", facts=facts)["effects"]) == follows


@pytest.mark.parametrize(
    ("name", "facts", "path"),
    [("code.id_card", {}, "number"), ("deadline.within", {"from": "2026-02-30", "days": 7}, "from"),
     ("division.parse", {"code": "52263"}, "code"), ("event.effects", {"event": "DEATH"}, "event"),
     ("indicator.percent", {"numerator": 1, "denominator": "many"}, "denominator"),
     ("privacy.display", {"kind": "ghost"}, "kind"), ("death.stop", {"death": "2026-01-31", "paid": []}, "paid")],
)  # fmt: skip
def test_what_cannot_be_read_is_told_by_its_field(name, facts, path):
    with pytest.raises(FactsError) as refused:
        asked(name, **facts)
    assert [problem.path for problem in refused.value.problems] == [path]


def test_every_operation_of_the_kernel_says_what_it_asks():
    of_kernel = [registry.get(name) for name in registry.names() if name.split(".")[0] in KERNEL]
    assert len(of_kernel) == 14
    assert all(each.facts for each in of_kernel)
