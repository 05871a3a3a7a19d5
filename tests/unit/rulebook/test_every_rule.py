"""Every rule of every scheme and alert compiles, and gives compiled what it gives plain, on facts drawn at random."""

import pkgutil
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np
import pytest

import minzheng.eligibility.common
import minzheng.monitoring
import minzheng.schemes
from minzheng.eligibility.common import lifecycle, nursing
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER, SUPPORTER
from minzheng.rulekit import registry
from minzheng.rulekit.mass import compiled
from minzheng.rulekit.parameters import Parameters
from minzheng.rulekit.place import Place
from minzheng.rulekit.records import Record
from minzheng.rulekit.rule import Rule, reached
from minzheng.schemes.child_allowances import operations as child_allowances
from minzheng.schemes.dibao.rules import assess
from minzheng.schemes.disability_subsidies import operations as disability_subsidies
from minzheng.schemes.extreme_poverty.place import PLACE as EXTREME_POVERTY
from minzheng.schemes.extreme_poverty.rules import OBLIGOR
from minzheng.schemes.old_age import simulation as old_age
from minzheng.schemes.price_supplement import operations as price_supplement
from minzheng.schemes.temporary_assistance import operations as temporary_assistance

PLACES: dict[str, Place] = {
    "eligibility.common.changes": lifecycle.PLACE,
    "eligibility.common.nursing": nursing.NURSING,
    "schemes.child_allowances.rules": child_allowances.PLACE,
    "schemes.disability_subsidies.rules": disability_subsidies.PLACE,
    "schemes.extreme_poverty.rules": EXTREME_POVERTY,
    "schemes.old_age.simulation": old_age.PLACE,
    "schemes.price_supplement.rules": price_supplement.PLACE,
    "schemes.temporary_assistance.rules": temporary_assistance.PLACE,
}
RECORDS = {"m": MEMBER, "members": MEMBER, "h": HOUSEHOLD, "o": OBLIGOR, "obligors": OBLIGOR, "supporters": SUPPORTER}
STEPS = ((80, 6_000), (90, 12_000), (100, 40_000))
RANGES = {"kind": 8, "level": 5, "refusals": 5, "number": 9, "months": 13, "age": 110, "times": 4}


def _modules() -> Iterator[Any]:
    for package in (minzheng.eligibility.common, minzheng.schemes):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not found.ispkg and ".tests" not in found.name:
                yield import_module(found.name)
    for found in pkgutil.iter_modules(minzheng.monitoring.__path__, "minzheng.monitoring."):
        if found.name.startswith("minzheng.monitoring.rules"):
            yield import_module(found.name)


def _rules() -> list[Rule]:
    """Those the mass assessment does not reach: the others are compared there."""
    together = set(reached(assess))
    found = {r.name: r for module in _modules() for r in vars(module).values() if isinstance(r, Rule)}
    return [r for name, r in sorted(found.items()) if r.function not in together]


def _record(record: Record, random: np.random.Generator) -> Any:
    fields = record.fields.values()
    return record.make(**{f.name: int(random.integers(max(f.least, 0), min(f.most, 90) + 1)) for f in fields})


def _drawn(name: str, random: np.random.Generator, place: Any) -> tuple[Any, Any]:
    """An argument as plain Python takes it and as compiled code does."""
    if name == "place":
        return place
    if name == "steps":
        return STEPS, STEPS
    if name in RECORDS:
        record = RECORDS[name]
        made = [_record(record, random) for _ in range(3)]
        rows = record.array(made)
        return (made, rows) if name.endswith("s") else (made[0], rows[0])
    value = int(random.integers(1 if name == "number" else 0, RANGES.get(name, 1_000_000)))
    return value, value


@pytest.mark.filterwarnings("ignore::numba.core.errors.NumbaExperimentalFeatureWarning")
@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.name)
def test_plain_and_compiled_agree(rule: Rule, parameters: Parameters) -> None:
    place: Any = None
    if "place" in rule.arguments:
        declaration = PLACES[rule.name.rsplit(".", 1)[0]]
        made = parameters.view("522633", date(2025, 6, 15), "rural").record(declaration)
        place = made, declaration.array([made])[0]
    random = np.random.default_rng(1)
    run = compiled(rule)
    for _ in range(20):
        drawn = [_drawn(name, random, place) for name in rule.arguments]
        assert _numbers(run(*(each[1] for each in drawn))) == _numbers(rule(*(each[0] for each in drawn)))


def _numbers(value: Any) -> list[int]:
    """A number, or each of a named tuple."""
    return [int(each) for each in value] if isinstance(value, tuple) else [int(value)]


@pytest.mark.parametrize(
    ("name", "far"),
    [
        ("assistance.household", "employment_cost"),
        ("assistance.lifecycle", "overpaid"),
        ("assistance.tekun", "unable_to_support"),
        ("assistance.tekun", "without_means"),  # asked in a comprehension
    ],
)
def test_the_digest_of_an_answer_covers_the_rules_it_comes_to(name: str, far: str) -> None:
    assert far in {function.__name__ for function in reached(registry.get(name).function)}
