"""Every worked case written beside a scheme comes out as it says."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import minzheng
from minzheng.rulekit.decision import decide

FILES = sorted(Path(minzheng.__file__).parent.glob("**/tests/*.yaml"))


class _Loader(yaml.CSafeLoader):
    """Leaves dates as they are written, as JSON would."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _cases() -> list[Any]:
    found = []
    for path in FILES:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)
        shared = {k: content[k] for k in ("ask", "as_of", "division", "residence", "profile") if k in content}
        for case in content["cases"]:
            found.append(pytest.param({**shared, **case}, id=f"{path.stem}: {case['name']}"))
    return found


def assert_within(expected: Any, outcome: Any, where: str = "outcome") -> None:
    """Every expected field is in the outcome; lines of money and lists are compared whole."""
    if isinstance(expected, dict):
        if where.endswith(".lines"):
            assert set(outcome) == set(expected), where
        for key, value in expected.items():
            assert key in outcome, f"{where}.{key}"
            assert_within(value, outcome[key], f"{where}.{key}")
    elif isinstance(expected, list) and expected and isinstance(expected[0], dict):
        assert len(outcome) == len(expected), where
        for index, value in enumerate(expected):
            assert_within(value, outcome[index], f"{where}[{index}]")
    else:
        assert outcome == expected, where


@pytest.mark.parametrize("case", _cases())
def test_worked_case(case: dict[str, Any]) -> None:
    decision = decide(
        case["ask"],
        case["facts"],
        as_of=date.fromisoformat(case["as_of"]),
        division=case["division"],
        residence=case.get("residence", "rural"),
        profile=case.get("profile"),
    )
    assert_within(case["expect"], decision.outcome)
    if "unknown" in case:
        assert decision.unknown == case["unknown"]


def test_cases_are_found() -> None:
    assert len(FILES) >= 10
