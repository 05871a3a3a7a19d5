"""The question behind an alert, asked with figures alone: `minzheng decide alert.E06 --facts FILE`."""

from typing import Any

from minzheng.rulekit.facts import Facts
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.money import Fen
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.rule import Rule


def answers(code: str, label: str, test: Rule, facts: type[Facts], **lines: Parameter) -> None:
    """Register `alert.<code>`: whether a test passes on given facts, with the lines of the place that it went by.

    facts   their names are those under which the test takes them.
    lines   the dated parameters, each by the name under which the test takes it and the answer tells it.
    """

    def answer(given: Facts, context: CaseContext) -> dict[str, Any]:
        here = {name: context.values.get(parameter.key) for name, parameter in lines.items()}
        seen = {**dict(given), **here}
        told = {name: Fen(value) if lines[name].kind is MONEY else value for name, value in here.items()}
        return {"alert": test(*(seen[name] for name in test.arguments)), **told}

    answer.__module__ = test.__module__  # a code given twice is told by the module of its rule
    keys = tuple(parameter.key for parameter in lines.values())
    operation(f"alert.{code}", label=label, law=(test.law,), facts=facts, parameters=keys)(answer)
