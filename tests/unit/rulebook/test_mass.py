"""The same rules, plain and compiled, agree on generated households, and the compiled code never goes stale."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from minzheng.eligibility.common.codes import Asset, Away, Disability, HouseholdClass, Missing, Relation, Study, Why
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER, MOST_MEMBERS, SUPPORTER, TOTALS
from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.mass import SLICES, Population, check_totals, compiled, evaluate
from minzheng.rulekit.outcomes import room_for, widths
from minzheng.rulekit.parameters import Parameters
from minzheng.rulekit.records import Record
from minzheng.schemes.dibao.place import PLACE
from minzheng.schemes.dibao.rules import Assessment, Tier, assess, single_monthly

NUMBER = 3_000


def _sometimes(random: np.random.Generator, share: float, values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.where(random.random(len(values)) < share, values, 0)


def _people(random: np.random.Generator, index: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    number = len(index)

    def fen(most: int, share: float) -> np.ndarray[Any, Any]:
        return _sometimes(random, share, random.integers(0, most, number))

    return MEMBER.check({
        "index": index,
        "age": random.integers(0, 100, number),
        "relation": np.where(index == 0, Relation.SELF, random.integers(1, max(Relation) + 1, number)),
        "study": _sometimes(random, 0.3, random.integers(0, max(Study) + 1, number)),
        "away": _sometimes(random, 0.1, random.integers(0, max(Away) + 1, number)),
        "lives_here": random.integers(0, 2, number),
        "legal_duty": random.integers(0, 2, number),
        "dependent": random.integers(0, 2, number),
        "applies_alone": _sometimes(random, 0.1, np.ones(number, int)),
        "disability": _sometimes(random, 0.4, random.integers(0, max(Disability) + 1, number)),
        "disability_level": random.integers(1, 5, number),
        "serious_illness": _sometimes(random, 0.2, np.ones(number, int)),
        "unemployed": random.integers(0, 2, number),
        "missing": _sometimes(random, 0.1, 1 << random.integers(0, max(Missing) + 1, number)),
        "wage_months": random.integers(0, 13, number),
        "wage": fen(4_000_000, 0.3),
        "business": random.integers(-500_000, 1_000_000, number),
        "property": fen(1_000_000, 0.2),
        "retirement_pension": fen(3_000_000, 0.2),
        "central_pension": fen(200_000, 0.4),
        "old_age_allowance": fen(100_000, 0.3),
        "support": fen(900_000, 0.3),
        "support_not_disregarded": fen(1, 0.1),
        "paid_out": fen(400_000, 0.2),
        "medical": fen(3_000_000, 0.4),
        "education": fen(900_000, 0.2),
        "rehabilitation": fen(900_000, 0.1),
    })  # fmt: skip


def _population(parameters: Parameters, seed: int) -> Population:
    random = np.random.default_rng(seed)
    members, supporters = random.integers(1, 8, NUMBER), random.integers(0, 3, NUMBER)
    first = np.cumsum(members) - members
    index = np.arange(members.sum()) - np.repeat(first, members)
    places = [
        parameters.view(division, day, residence).over(over).record(PLACE)
        for division, day, residence, over in (
            ("522633", date(2025, 6, 15), "rural", {}),
            ("620521", date(2026, 1, 1), "urban", {}),
            ("990100", date(2025, 6, 15), "urban", {"payment_mode": 1}),
            ("990100", date(2025, 6, 15), "urban", {"topup_stack": 1, "single_mode": 1}),
            ("990100", date(2025, 6, 15), "urban", {"single_mode": 2, "single_fixed": 50_000}),
        )
    ]
    relatives = {
        "size": random.integers(1, 7, supporters.sum()),
        "income_monthly": random.integers(0, 2_000_000, supporters.sum()),
        "agreed_monthly": random.integers(-1, 2, supporters.sum()) * 30_000,
    }
    relatives["agreed_monthly"] = np.maximum(relatives["agreed_monthly"], -1)
    households = {
        "missing": _sometimes(random, 0.2, 1 << random.integers(0, max(Missing) + 1, NUMBER)),
        "financial": random.integers(0, 12_000_000, NUMBER),
        "cars": _sometimes(random, 0.2, random.integers(0, 3, NUMBER)),
        "car_value": random.integers(0, 10_000_000, NUMBER),
        "homes": random.integers(0, 4, NUMBER),
        "home_area": random.integers(0, 40_000, NUMBER),
        "company_capital": _sometimes(random, 0.1, random.integers(0, 30_000_000, NUMBER)),
    }
    slices = {
        "place": random.integers(0, len(places), NUMBER), "first_member": first, "members": members,
        "first_supporter": np.cumsum(supporters) - supporters, "supporters": supporters,
    }  # fmt: skip
    people = _people(random, index)
    population = Population(
        SLICES.check(slices), HOUSEHOLD.check(households), people, SUPPORTER.check(relatives), PLACE.array(places)
    )
    check_totals(population.slices, people, *TOTALS)
    return population


def _plain(record: Record, row: Any) -> Any:
    return record.make(**{name: int(row[name]) for name in record.fields})


def _one_by_one(population: Population) -> Iterator[tuple[int, Assessment]]:
    places = [_plain(PLACE, row) for row in population.places]
    for index, s in enumerate(population.slices):
        members = population.members[s["first_member"] : s["first_member"] + s["members"]]
        relatives = population.supporters[s["first_supporter"] : s["first_supporter"] + s["supporters"]]
        yield (
            index,
            assess(
                _plain(HOUSEHOLD, population.households[index]),
                [_plain(MEMBER, row) for row in members],
                [_plain(SUPPORTER, row) for row in relatives],
                places[s["place"]],
            ),
        )


@pytest.fixture(scope="module")
def population(parameters: Parameters) -> Population:
    return _population(parameters, seed=20250615)


@pytest.fixture(scope="module")
def results(population: Population) -> dict[str, Any]:
    return evaluate(assess, population, Assessment)


def test_plain_and_compiled_agree_to_the_fen(population: Population, results: dict[str, Any]) -> None:
    for index, plain in _one_by_one(population):
        found = {field: int(results[field][index]) for field in Assessment._fields}
        assert found == {field: int(value) for field, value in plain._asdict().items()}, index


def test_the_generated_households_reach_every_class_and_tier(results: dict[str, Any]) -> None:
    assert set(results["household_class"]) == {0, 1, 2, 3, 4}
    assert set(results["tier"]) == {0, 1, 2, 3, 4}
    assert results["singles"].any()


def test_threads_do_not_change_the_result(population: Population, results: dict[str, Any]) -> None:
    alone = evaluate(assess, population, Assessment, threads=1)
    assert all((alone[field] == results[field]).all() for field in Assessment._fields)


def test_a_rule_of_one_person_compiles_alone(population: Population) -> None:
    run = compiled(single_monthly)
    place = population.places[0]
    plain_place = _plain(PLACE, place)
    for row in population.members[:200]:
        assert run(row, place) == single_monthly(_plain(MEMBER, row), plain_place)


def test_facts_out_of_range_are_refused_at_the_door() -> None:
    with pytest.raises(FactsError, match=r"Member.wage, row 1: 3000000000 is outside 0 to 2000000000"):
        MEMBER.check({"wage": np.array([0, 3_000_000_000])})


def test_totals_too_large_are_refused_at_the_door(population: Population) -> None:
    members = population.members.copy()
    members["wage"] = 1_900_000_000
    members["property"] = 200_000_000
    with pytest.raises(FactsError, match="household 0: wage, property add up to more than 20000000 yuan"):
        check_totals(population.slices, members, ("wage", "property"))


RULES = """
from minzheng.rulekit.rule import rule
from {package}.called import rate

@rule(law="mca-2021-57#art-23", label="x")
def amount(h, members, supporters, place):
    total = 0
    for m in members:
        total += rate(m)
    return Found(total, 0)
"""
CALLED = """
from minzheng.rulekit.rule import rule

@rule(law="mca-2021-57#art-23", label="x")
def rate(m):
    return m.wage * {times}
"""
ASK = """
import numpy as np
from typing import NamedTuple
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER, SUPPORTER
from minzheng.rulekit.mass import SLICES, Population, evaluate
from law.amounts import Found, amount
one = np.ones(1, int)
people = Population(SLICES.check({"members": one, "supporters": one * 0}), HOUSEHOLD.check({"cars": one}),
                    MEMBER.check({"wage": one * 7}), SUPPORTER.check({"size": one}), np.zeros(1, [("x", "i8")]))
print(evaluate(amount, people, Found)["total"][0])
"""


def test_amending_a_called_rule_in_another_file_changes_the_mass_result(tmp_path: Path) -> None:
    law = tmp_path / "law"
    law.mkdir()
    (law / "__init__.py").write_text("")
    named = "from typing import NamedTuple\nclass Found(NamedTuple):\n    total: int\n    nothing: int\n"
    (law / "amounts.py").write_text(named + RULES.format(package="law"))
    found = []
    for times in (2, 3, 3):
        (law / "called.py").write_text(CALLED.format(times=times))
        environment = {"PYTHONPATH": str(tmp_path), "MINZHENG_RULE_CACHE": str(tmp_path / "cache")}
        command = [sys.executable, "-B", "-c", ASK]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        found.append(int(done.stdout))
    assert found == [14, 21, 21]
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_what_is_kept_is_as_wide_as_it_has_to_be() -> None:
    """Codes fit 8 bits, what is missing 16; amounts and members as bits have 64."""
    width = dict(zip(Assessment._fields, widths(Assessment), strict=True))
    assert max(*HouseholdClass, *Why, *Tier, MOST_MEMBERS, sum(1 << bar for bar in Asset)) <= np.iinfo(np.int8).max
    assert sum(1 << fact for fact in Missing) <= np.iinfo(np.int16).max
    assert {name for name, kind in width.items() if kind == np.int64} == {
        "counted", "countable", "before_deductions", "spending", "gap", "top_up", "household_monthly", "singles",
        "singles_monthly",
    }  # fmt: skip
    assert width["missing"] == np.int16


def test_columns_of_one_piece_do_not_touch_each_other() -> None:
    columns = room_for(Assessment, 5)
    for number, column in enumerate(columns):
        column[:] = number
    assert [column.tolist() for column in columns] == [[number] * 5 for number in range(len(columns))]


def test_memory_serves_again_only_when_the_last_column_is_let_go() -> None:
    first = room_for(Assessment, 200_000)
    column = first[3]
    column[:] = 7
    del first
    second = room_for(Assessment, 200_000)
    second[3][:] = 8
    assert set(column.tolist()) == {7}  # still held, so not given out
    address = second[3].ctypes.data
    del column, second
    assert room_for(Assessment, 200_000)[3].ctypes.data == address
