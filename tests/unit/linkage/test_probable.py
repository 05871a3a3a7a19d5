"""Whom a row means, and that a thousand people of one name are never all compared."""

from datetime import date

import pytest

from minzheng.exchange.linkage.blocks import MOST, RULES
from minzheng.exchange.linkage.probable import Scored, score
from minzheng.exchange.linkage.rows import Known, Unlinked, table_of_people, table_of_rows

VILLAGES = [522633100200 + n for n in range(40)]
HASH, OTHER = b"\1" * 32, b"\2" * 32


def people(count: int) -> list[Known]:
    """People of many names, born on many days, in all villages."""
    given = "秀英建军丽华伟明芳敏静强磊洋艳勇"
    return [
        Known(n, "王李张刘陈杨赵黄周吴"[n % 10] + given[n % 16] + given[n // 16 % 16], bytes([n % 256, n // 256, 9]),
              date(1940 + n % 70, 1 + n % 12, 1 + n % 28), 1 + n % 2, VILLAGES[n % 40])
        for n in range(100, 100 + count)
    ]  # fmt: skip


def best(scored: Scored, row: int = 0) -> tuple[int, float]:
    """The likeliest person of a row, and the share of all."""
    found = [each for each in scored.found.to_pylist() if each["row"] == row]
    return (found[0]["person"], found[0]["share"]) if found else (0, 0.0)


ONE = Known(1, "杨丽娜", HASH, date(1962, 4, 9), 2, VILLAGES[3])


@pytest.mark.parametrize(
    "row",
    [
        Unlinked("x", b"", "杨莉娜", birth=date(1962, 4, 9), sex=2, village=VILLAGES[3]),
        Unlinked("x", b"", "楊麗娜", birth=1962, sex=2, village=VILLAGES[3]),
        Unlinked("x", b"", "杨丽娜", birth=date(1962, 9, 4), sex=2, village=VILLAGES[3]),
        Unlinked("x", b"", "杨丽娜", {HASH: "digit"}, has_number=True),
    ],
    ids=["homophone", "older forms and a year", "day and month swapped", "near number"],
)  # fmt: skip
def test_the_same_person_is_found(row: Unlinked) -> None:
    person, share = best(score(table_of_rows([row]), table_of_people([ONE, *people(1500)])))
    assert person == ONE.id
    assert share > 0.9


def test_a_near_number_under_a_quite_different_name_is_nobody_for_sure() -> None:
    row = Unlinked("x", b"", "欧阳志", {HASH: "digit"}, has_number=True, village=VILLAGES[30])
    assert best(score(table_of_rows([row]), table_of_people([ONE, *people(1500)])))[1] < 0.9


def test_two_who_could_be_meant_share_the_row() -> None:
    twin = Known(2, "杨丽娜", OTHER, date(1962, 4, 9), 2, VILLAGES[3])
    row = Unlinked("x", b"", "杨丽娜", birth=date(1962, 4, 9), sex=2, village=VILLAGES[3])
    assert best(score(table_of_rows([row]), table_of_people([ONE, twin, *people(1500)])))[1] <= 0.5


def test_a_row_that_means_nobody_finds_nobody() -> None:
    row = Unlinked("x", b"", "司马青山", birth=date(1933, 3, 3), sex=1)
    assert best(score(table_of_rows([row]), table_of_people([ONE, *people(1500)])))[1] < 0.5
    assert score(table_of_rows([]), table_of_people([ONE])).pairs == 0


def test_a_thousand_people_of_one_name_stay_bounded() -> None:
    """Each row meets few of them, those nearest; one that says nothing but the name meets none, and is told apart."""
    namesakes = [
        Known(n, "王伟", None, date(1940 + n % 60, 1 + n % 12, 1 + n % 28), 1 + n % 2, VILLAGES[n % 40])
        for n in range(1, 1001)
    ]
    rows = [Unlinked("x", b"", "王伟", birth=one.birth, sex=one.sex, village=one.village) for one in namesakes]
    rows.append(Unlinked("x", b"", "王伟"))
    scored = score(table_of_rows(rows), table_of_people(namesakes))
    assert scored.pairs <= len(rows) * MOST * len(RULES)
    assert scored.pairs < 60 * len(rows) < 1000 * len(rows) // 10
    assert scored.crowded == [1000]
    met = {each["row"] for each in scored.found.to_pylist()}
    assert met == set(range(1000))


def test_the_same_rows_get_the_same_scores() -> None:
    rows = table_of_rows([Unlinked("x", b"", "杨莉娜", birth=date(1962, 4, 9), village=VILLAGES[3])])
    register = table_of_people([ONE, *people(1500)])
    assert score(rows, register).found.equals(score(rows, register).found)
