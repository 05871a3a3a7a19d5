"""Numbers that a mistyped one may mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.exchange.linkage.numbers import Slip, candidates, hashes
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.identity.resident_id import check_digit, fault_of


def right(place: int, born: date, order: int) -> str:
    stem = f"99{place:04}{born:%Y%m%d}{order:03}"
    return stem + check_digit(stem)


NUMBERS = st.builds(
    right, st.integers(0, 9999), st.dates(date(1920, 1, 1), date(2025, 12, 31)), st.integers(1, 899)
)  # fmt: skip


@given(NUMBERS, st.integers(0, 16), st.integers(1, 9))
def test_one_digit_mistyped(number: str, at: int, by: int) -> None:
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert dict(candidates(wrong))[number] in (Slip.DIGIT, Slip.SWAPPED)


@given(NUMBERS, st.integers(0, 15))
def test_two_neighbours_swapped(number: str, at: int) -> None:
    wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if wrong != number:
        assert dict(candidates(wrong))[number] is Slip.SWAPPED


@given(NUMBERS, st.integers(0, 17))
def test_a_place_left_out_or_doubled(number: str, at: int) -> None:
    assert dict(candidates(number[:at] + number[at + 1 :]))[number] is Slip.LOST
    assert dict(candidates(number[:at] + number[at] + number[at:]))[number] is Slip.ADDED


@given(NUMBERS, st.integers(6, 16), st.integers(1, 9))
def test_a_check_digit_worked_out_from_a_wrong_place(number: str, at: int, by: int) -> None:
    stem = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 : 17]
    wrong = stem + check_digit(stem)
    if fault_of(wrong) is None:
        assert dict(candidates(wrong))[number] is Slip.RECHECKED


@given(st.dates(date(1920, 1, 1), date(1999, 9, 30)), st.integers(1, 899))
def test_the_old_form(born: date, order: int) -> None:
    number = right(1, born, order)
    assert candidates(number[:6] + number[8:17]) == [(number, Slip.OLD_FORM)]


@pytest.mark.parametrize("cross", ["×", "*", "х"])
def test_other_signs_for_the_last_place(cross: str) -> None:
    number = next(right(1, date(1970, 1, 1), n) for n in range(1, 99) if right(1, date(1970, 1, 1), n)[17] == "X")
    assert candidates(number[:17] + cross) == [(number, Slip.LETTER)]
    assert candidates(number.replace("0", "O")) == [(number, Slip.LETTER)]


@given(st.text("0123456789XO·甲²", max_size=20))
def test_what_is_meant_is_always_a_right_number_and_another(text: str) -> None:
    found = [number for number, _slip in candidates(text)]
    assert all(fault_of(number) is None for number in found)
    assert text not in found
    assert found == sorted(set(found))


def test_hashes_are_those_of_reports() -> None:
    number = right(1, date(1970, 5, 17), 1)
    wrong = number[:10] + str((int(number[10]) + 1) % 10) + number[11:]
    assert keyring().feed_hash(number) in hashes(wrong)
    assert len(hashes(wrong)) < 40
