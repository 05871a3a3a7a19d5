"""A scheme outside the package is one folder and one setting: rules, values, and the name to ask by."""

import json
import os
import subprocess
import sys
from pathlib import Path

SCHEME = '''
from pydantic import Field
from minzheng.rulekit.registry import operation
from minzheng.rulekit.rule import rule
from minzheng.rulekit.facts import Facts
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.money import Fen
from minzheng.rulekit.parameters import declare

declare(Parameter("milk.amount", MONEY, "local-rules#study-aid", "Milk money of a child a month"))


class MilkFacts(Facts):
    children: int = Field(ge=0, le=20)


@rule(law="local-rules#study-aid", label="Milk money a month", unit="fen")
def milk_money(children, amount):
    return children * amount


@operation("example.milk", facts=MilkFacts, parameters=("milk.amount",), law=("local-rules#study-aid",))
def milk(facts, context):
    """Milk money."""
    return {"monthly": Fen(milk_money(facts.children, context.values.get("milk.amount")))}
'''
VALUES = """
division: "520000"
name: 贵州省
references:
  example: {title: An example, confidence: local}
values:
  milk.amount:
    - {from: 2025-01-01, value: 30.50, reference: example}
"""


def test_a_scheme_from_outside_answers_by_name(tmp_path: Path) -> None:
    scheme = tmp_path / "milk_scheme"
    (scheme / "parameters").mkdir(parents=True)
    (scheme / "__init__.py").write_text("")
    (scheme / "rules.py").write_text(SCHEME)
    (scheme / "parameters" / "520000.yaml").write_text(VALUES, encoding="utf-8")
    cases = tmp_path / "cases.json"
    case = {"id": "1", "op": "example.milk", "as_of": "2025-06-15", "division": "522633", "input": {"children": 3}}
    cases.write_text(json.dumps({"cases": [case]}))
    script = "from config.cli import main; main()"
    environment = {**os.environ, "MINZHENG_EXTRA_SCHEMES": "milk_scheme", "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script, "decide", "--cases", str(cases)],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert json.loads(done.stdout) == {"id": "1", "outcome": {"monthly": 91.5}, "reasons": [], "error": None}
