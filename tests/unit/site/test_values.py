"""Reading one cell: slips are mended, faults are refused in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.kernel.tables import values
from minzheng.kernel.tables.problems import ROW_PROBLEMS, RowProblem
from tests.unit.site.builders import resident_id

GOOD = resident_id(date(1950, 3, 1), 17)


@pytest.mark.parametrize(
    "text",
    [GOOD, f" {GOOD} ", f"'{GOOD}", GOOD.lower(), GOOD.translate({ord(d): ord("０") + int(d) for d in "0123456789"})],
)
def test_a_number_typed_carelessly_is_mended(text: str) -> None:
    assert values.resident_id(text) == GOOD


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GOOD[:-1], "resident_id_length"),
        (GOOD[:6] + "19501301" + GOOD[14:], "resident_id_date"),
        (GOOD[:-1] + ("1" if GOOD[-1] != "1" else "2"), "resident_id_check"),
        ("99000019500301A" + GOOD[15:], "resident_id_charset"),
    ],
)
def test_a_wrong_number_says_what_is_wrong(text: str, code: str) -> None:
    with pytest.raises(RowProblem) as problem:
        values.resident_id(text)
    assert problem.value.code == code
    assert code in ROW_PROBLEMS


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_is_read_in_every_form_departments_use(day: date) -> None:
    excel = str(day.toordinal() - date(1899, 12, 30).toordinal())
    forms = [f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}/{day.month}/{day.day}", f"{day:%Y-%m-%d} 00:00:00",
             f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}"]  # fmt: skip
    assert {values.day(form) for form in forms} == {day}
    if len(excel) == 5:
        assert values.day(excel) == day


@pytest.mark.parametrize("text", ["2026-02-30", "昨天", "13/14/2026", "2026年", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(RowProblem):
        values.day(text)


@given(st.integers(-(10**12), 10**12))
def test_money_keeps_every_fen(fen: int) -> None:
    sign, whole, rest = "-" if fen < 0 else "", abs(fen) // 100, abs(fen) % 100
    assert values.money(f"{sign}{whole}.{rest:02d}") == fen
    assert values.money(f" {sign}{whole:,}.{rest:02d} 元") == fen


@pytest.mark.parametrize("text", ["12.345", "一百", "", "nan", "inf", "1e400", "--5"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(RowProblem):
        values.money(text)
