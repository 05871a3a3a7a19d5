"""Dated values: inheritance, dates, provenance, and a plain message for everything that can be wrong in a file."""

from datetime import date
from pathlib import Path

import pytest

from config import rulebook
from minzheng.rulekit import parameters as parameters_module
from minzheng.rulekit import place
from minzheng.rulekit.decision import decide
from minzheng.rulekit.errors import FactsError, ParameterMissing, RulebookError
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.lint import problems, problems_of_values
from minzheng.rulekit.parameters import Parameters, chain
from minzheng.rulekit.rule import rule

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
DAY = date(2025, 6, 15)
LOCAL = """
division: "522633"
name: 从江县
references:
  decision: {title: 从江县人民政府通知, document: 从府发〔2025〕1号, issued: "2025-06-20", confidence: local}
values:
  standard.rural:
    - {from: 2025-07-01, value: {amount: 7500, unit: year}, reference: decision}
"""


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_file_is_told_by_file_line_and_key(path: Path, tmp_path: Path) -> None:
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# expect: ")
    (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(RulebookError) as raised:
        Parameters([tmp_path])
    assert expected in str(raised.value)


def test_a_county_inherits_from_city_province_and_nation() -> None:
    assert chain("522633") == ["522633", "522600", "520000", "000000"]


def test_why_tells_whose_value_since_when_and_by_which_document(parameters: Parameters) -> None:
    told = parameters.why("standard.rural", "522633", date(2024, 12, 31))
    assert (told.division, told.shown, told.valid_from) == ("520000", "4318", date(2020, 1, 1))
    assert told.valid_to == date(2024, 12, 31)
    assert told.reference.confidence == "S"
    assert parameters.why("standard.rural", "522633", date(2025, 1, 1)).shown == "7226"


def test_illustrative_values_say_so(parameters: Parameters) -> None:
    assert parameters.why("fin_asset_months.dibao", "522633", DAY).illustrative
    assert not parameters.why("standard.urban", "620521", DAY).illustrative


def test_a_missing_value_names_where_it_was_looked_for(parameters: Parameters) -> None:
    with pytest.raises(ParameterMissing, match=r"standard.rural: no value is in force on 2025-06-15 in 110105"):
        parameters.find("standard.rural", "110105", DAY)


def test_a_local_file_changes_decisions_from_its_day_only(tmp_path: Path) -> None:
    (tmp_path / "522633.yaml").write_text(LOCAL, encoding="utf-8")
    facts = {"members": [{"ref": "P1", "relation": "self", "birth": "1980-03-01"}]}
    try:
        rulebook.load([tmp_path], again=True)
        paid = [
            decide("assistance.household", facts, as_of=day, division="522633").outcome["dibao_monthly"]
            for day in (date(2025, 6, 30), date(2025, 7, 1))
        ]
    finally:
        rulebook.load(again=True)
    assert paid == [603, 625]


def test_the_shipped_rulebook_has_no_problem(parameters: Parameters) -> None:
    assert problems(parameters) == []


HEAD = LOCAL.split("values:")[0] + "values:\n"


def _linted(tmp_path: Path, head: str = HEAD, **values: str) -> list[str]:
    """What the linter says of a county's file that sets these values from 2025 on."""
    lines = [f"  {key.replace('_', '.')}:\n    - {{from: 2025-01-01, {each}}}\n" for key, each in values.items()]
    (tmp_path / "522633.yaml").write_text(head + "".join(lines), encoding="utf-8")
    return list(map(str, problems_of_values(Parameters([], [tmp_path]))))


def test_the_linter_finds_tiers_that_overlap(tmp_path: Path) -> None:
    text = HEAD + (
        "  tier_below.B:\n    - {from: 2025-01-01, value: 0.7, reference: decision}\n"
        "  tier_below.C:\n    - {from: 2025-01-01, value: 0.6, reference: decision}\n"
    )
    (tmp_path / "522633.yaml").write_text(text, encoding="utf-8")
    found = [problem for problem in problems(Parameters([], [tmp_path])) if "tier_below.C" in problem]
    assert any("tier_below.C: is less than tier_below.B" in problem for problem in found)


def test_the_linter_finds_shares_of_more_than_the_whole(tmp_path: Path) -> None:
    cited = "value: 0.6, reference: decision"
    found = _linted(tmp_path, funding_central=cited, funding_province=cited)
    assert [problem.split(": ", 1)[1] for problem in found] == [
        "funding.central, funding.province, funding.city: are together more than the whole in 522633 on 2025-01-01"
    ]
    assert _linted(tmp_path, funding_central=cited, funding_province="value: 0.4, reference: decision") == []


def test_the_linter_finds_a_value_without_a_document(tmp_path: Path) -> None:
    head = HEAD.replace("从府发〔2025〕1号", '""')
    cited = "value: 0.6, reference: decision"
    assert "the reference names no document" in _linted(tmp_path, head, funding_central=cited)[0]
    assert _linted(tmp_path, head, funding_central=cited + ", illustrative: true") == []


def test_the_linter_finds_a_value_that_ends_with_nothing_in_its_place(tmp_path: Path) -> None:
    found = _linted(tmp_path, funding_central="value: null, reference: decision")
    assert "funding.central: ends on 2025-01-01, and no wider place has a value" in found[0]


def test_the_linter_finds_a_value_that_no_rule_looks_at(parameters: Parameters) -> None:
    idle = place.At("idle_field", Parameter("idle.value", MONEY, "mca-2021-57#art-13", "Nobody's"), 0)
    try:
        place.Place(idle)
        found = list(problems(parameters))
    finally:
        place._bound.pop("idle_field")
        parameters_module._declared.pop("idle.value")
    assert "idle.value: is read into `place.idle_field`, which no rule looks at" in found
    assert "idle.value: is declared but no rule reads it" in found
    assert problems(parameters) == []


def test_an_unknown_article_stops_the_rule_where_it_stands() -> None:
    def law(m: int) -> int:
        return m

    with pytest.raises(RulebookError, match=r"test_parameters.py:\d+: law: unknown article 'mca-2021-57#art-999'"):
        rule(law="mca-2021-57#art-999", label="x")(law)


def test_a_division_must_be_a_code() -> None:
    with pytest.raises(FactsError, match="no six-digit code"):
        decide("assistance.price", {"cpi": 1}, as_of=DAY, division="从江")
