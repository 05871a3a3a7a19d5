"""The command line answers a file of cases line by line, without a database, and goes on after a bad one."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from config.commands.decide import command, decide_cases
from tests.unit.rulebook.test_boundaries import assert_within

GOLDEN = Path(__file__).parents[2] / "golden" / "assistance_cases.json"
CONTENT = json.loads(GOLDEN.read_text(encoding="utf-8"))
WITHIN = 0.011


def _close(expected: Any, outcome: Any) -> Any:
    """The outcome with numbers that differ by less than a fen made equal, so that shown roundings do not matter."""
    if isinstance(expected, dict) and isinstance(outcome, dict):
        return {key: _close(expected.get(key), value) for key, value in outcome.items()}
    numbers = all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in (expected, outcome))
    return expected if numbers and abs(expected - outcome) <= WITHIN else outcome


@pytest.fixture(scope="module")
def lines() -> dict[str, Any]:
    return {line["id"]: line for line in decide_cases(CONTENT)}


@pytest.mark.parametrize("case", CONTENT["cases"], ids=lambda case: f"{case['id']} {case['title']}")
def test_golden_case(case: dict[str, Any], lines: dict[str, Any]) -> None:
    line = lines[case["id"]]
    assert line["error"] is None
    assert_within(case["expected"], _close(case["expected"], line["outcome"]))


def _run(tmp_path: Path, content: dict[str, Any]) -> list[dict[str, Any]]:
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    result = CliRunner().invoke(command, ["--cases", str(path)])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_bad_cases_do_not_stop_the_file(tmp_path: Path) -> None:
    good = {"id": "good", "op": "assistance.price", "as_of": "2025-06-15", "input": {"cpi": 1},
            "profile": "CT25", "residence": "rural"}  # fmt: skip
    cases = [
        {"id": "unknown", "op": "assistance.nothing", "input": {}},
        {"id": "no profile", "op": "assistance.price", "profile": "XX", "as_of": "2025-06-15", "input": {"cpi": 1}},
        {"id": "bad field", "op": "assistance.price", "as_of": "2025-06-15", "input": {"cpy": 1}},
        {"id": "no date", "op": "assistance.price", "input": {"cpi": 1}},
        good,
    ]
    lines = _run(tmp_path, {"profiles": CONTENT["profiles"], "cases": cases})
    errors = {line["id"]: line["error"] for line in lines}
    assert "no rule is called 'assistance.nothing'" in errors["unknown"]
    assert "'XX'" in errors["no profile"]
    assert "cpy" in errors["bad field"]
    assert "needs a date" in errors["no date"]
    assert errors["good"] is None
    assert lines[-1]["outcome"]["one_off"] == 0


def test_one_question_with_explanation(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"members": [{"ref": "P1", "relation": "self", "birth": "1980-03-01"}]}', encoding="utf-8")
    result = CliRunner().invoke(
        command,
        ["assistance.household", "--facts", str(facts), "--as-of", "2025-06-15", "--division", "522633", "--explain"],
    )
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert told["outcome"]["dibao_monthly"] == 603
    standard = next(p for p in told["parameters"] if p["key"] == "standard.rural")
    assert (standard["division_name"], standard["valid_from"]) == ("贵州省", "2025-01-01")
    assert told["laws"]["mca-2021-57#art-13"] == "57号第十三条"


def test_compiler_and_site_stay_asleep() -> None:
    """A file of cases is answered without Django and without the compiler, whose loading alone takes seconds."""
    script = (
        "import sys; from click.testing import CliRunner; from config.commands.decide import command;"
        f"CliRunner().invoke(command, ['--cases', {str(GOLDEN)!r}], catch_exceptions=False);"
        "print([m for m in ('django', 'numba') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_field_of_another_kind_is_left_aside_and_an_unknown_one_refused(tmp_path: Path) -> None:
    facts = {"kind": "fraud", "paid": 100}
    cases = [
        {"id": "aside", "op": "assistance.lifecycle", "as_of": "2025-06-15", "input": {**facts, "n": 3}},
        {"id": "refused", "op": "assistance.lifecycle", "as_of": "2025-06-15", "input": {**facts, "x": 3}},
    ]
    aside, refused = _run(tmp_path, {"cases": cases})
    assert aside["outcome"]["fine_max"] == 300
    assert "x" in refused["error"]
