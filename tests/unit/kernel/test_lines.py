"""Lines of Chinese text break where they may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.kernel.documents.lines import NEVER_BEGINS, NEVER_ENDS, break_lines


def widths(text: str) -> float:
    """A full-width character is two, any other one."""
    return sum(1 if letter.isascii() else 2 for letter in text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四，五六", ["一二三", "四，五六"]),  # the comma takes the character before it along
        ("一二三（四五）", ["一二三", "（四五）"]),
        ("一二三2026年", ["一二三", "2026年"]),  # a number stays whole
        ("一 12,345.60 元", ["一", "12,345.60", "元"]),
        ("，，，，，，", ["，，，，", "，，"]),  # nothing but marks: then they break
    ],
)
def test_where_lines_break(text, lines):
    assert break_lines(text, 8 if "12,3" not in text else 9, 8 if "12,3" not in text else 9, widths) == lines


def test_the_first_line_may_be_narrower():
    assert break_lines("一二三四五六", 4, 8, widths) == ["一二", "三四五六"]


def test_a_word_wider_than_a_line_is_broken():
    assert break_lines("a" * 20, 8, 8, widths) == ["a" * 8, "a" * 8, "a" * 4]


@given(st.text(alphabet="一二三四五，。（）《》、12.5% a", max_size=80), st.integers(8, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text, width):
    lines = break_lines(text, width - 4, width, widths)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(widths(line) <= width for line in lines)


@given(st.lists(st.sampled_from(["一二", "三", "四五六"]), min_size=30, max_size=60), st.integers(12, 40))
def test_ordinary_text_breaks_at_no_forbidden_place(words, width):
    text = "，".join(f"《{word}》" if n % 7 == 0 else word for n, word in enumerate(words)) + "。"
    lines = break_lines(text, width, width, widths)
    assert not [line for line in lines if line[0] in NEVER_BEGINS or line[-1] in NEVER_ENDS]
