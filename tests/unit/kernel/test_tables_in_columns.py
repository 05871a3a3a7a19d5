"""Rows laid out by columns: what is taken apart at once is what is taken apart line by line."""

import random

import pytest

from minzheng.kernel.tables import columns
from minzheng.kernel.tables.columns import Columns, in_columns
from minzheng.kernel.tables.opening import Table, open_table

REGULAR = "姓名,身份证号,金额\n张三,990101199001011234,12.50\n阿依古丽·买买提,990101199001011235, 7\n李四,,0\n"
ODD = [
    REGULAR.replace("张三", '"张三"'),
    REGULAR.replace("李四,,0", "李四,0"),
    REGULAR.replace("李四", "\n李四"),
    REGULAR.replace("李四,,0", ",,\n李四,,0"),
    REGULAR.replace("李四,,0", "\u3000, ,\n李四,,0"),
    REGULAR.replace("12.50\n", "12.50\r"),
    REGULAR.replace("张三", '"张\n三"'),
    REGULAR.replace("\n李四,,0\n", '\n"李""四",,0'),
    "姓名,身份证号,金额\n",
    "姓名,身份证号,金额",
]


def rows_of(stretches: list[Columns]) -> list[tuple[int, tuple[str, ...]]]:
    return [
        (number, cells)
        for each in stretches
        for number, cells in zip(each.numbers, zip(*each.cells, strict=True), strict=True)
    ]


def other_rows(stretches: list[Columns]) -> list[tuple[int, int]]:
    return [one for each in stretches for one in each.other]


def line_by_line(content: bytes) -> Table:
    table = open_table(content, ("姓名", "身份证号"))
    table.text = None
    return table


def opened(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    "text", [REGULAR, "救助名单\n2026年\n" + REGULAR, REGULAR.replace("\n", "\r\n"), REGULAR.strip()]
)
def test_a_regular_text_is_taken_apart_at_once(text: str, encoding: str) -> None:
    content = opened(text, encoding)
    table = open_table(content, ("姓名", "身份证号"))
    assert table.text is not None
    assert columns._at_once(table.text, 3) is not None
    found = list(in_columns(table, 2))
    assert [len(each.numbers) for each in found] == [2, 1]
    assert rows_of(found) == rows_of(list(in_columns(line_by_line(content), 2)))


@pytest.mark.parametrize("text", ODD)
def test_what_is_not_regular_is_read_line_by_line(text: str) -> None:
    content = opened(text)
    table = open_table(content, ("姓名", "身份证号"))
    assert table.text is not None
    assert columns._at_once(table.text, 3) is None
    found, expected = list(in_columns(table, 2)), list(in_columns(line_by_line(content), 2))
    assert rows_of(found) == rows_of(expected)
    assert other_rows(found) == other_rows(expected)


def test_whatever_stands_in_a_file_both_ways_find_the_same() -> None:
    dice = random.Random(7)
    alphabet = '张三,\n\r\t ;"\u3000\u2028\x0b\ufeff1X.=,\n,\n'
    for _time in range(3000):
        text = "姓名,身份证号\n" + "".join(dice.choices(alphabet, k=dice.randint(0, 24)))
        content = opened(text)
        found = list(in_columns(open_table(content, ("姓名", "身份证号")), 5))
        expected = list(in_columns(line_by_line(content), 5))
        assert rows_of(found) == rows_of(expected), repr(text)
        assert other_rows(found) == other_rows(expected), repr(text)
