"""Every worked case of the kernel operations, as `minzheng decide` would answer it."""

import json
from pathlib import Path

import pytest

import minzheng.kernel.operations  # noqa: F401  (registers the names asked below)
from minzheng.kernel.events.effects import UnknownEvent, effects_of, effects_table, reversal_of
from minzheng.rulekit import registry

CASES = json.loads((Path(__file__).parents[2] / "golden" / "kernel_cases.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_worked_case(case):
    outcome = registry.get(case["op"]).function(case["input"], registry.CaseContext())
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
        possible = set(row.get("when", {})) | set(row.get("always", ()))
        fired = set(effects_of(event, everything)) | set(effects_of(event, everything | {"age": 60}))
        assert fired == possible


def test_withdrawn_notice_is_undone_backwards():
    assert reversal_of(["RELEASE_BED", "SPOUSE_WIDOWED"]) == ["UNDO_SPOUSE_WIDOWED", "UNDO_RELEASE_BED"]
