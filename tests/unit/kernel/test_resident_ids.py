"""Numbers by the hundred thousand are judged as one by one."""

from hypothesis import given
from hypothesis import strategies as st

from minzheng.kernel.identity.resident_id import check_digit, fault_of
from minzheng.kernel.identity.resident_ids import sound

_STEMS = st.builds(
    lambda year, rest: f"99{rest[:4]}{year:04d}{rest[4:]}",
    st.integers(1890, 2110),
    st.from_regex(r"[0-9]{11}", fullmatch=True),
)
_NUMBERS = st.one_of(
    _STEMS.map(lambda stem: stem + check_digit(stem)), _STEMS.map(lambda stem: stem + "5"),
    st.text("0123456789Xx９ ", min_size=0, max_size=20), st.text(max_size=19),
)  # fmt: skip


@given(st.lists(_NUMBERS, max_size=12))
def test_whoever_is_sound_has_no_fault_and_of_our_times_nobody_without_fault_is_passed_over(texts: list[str]) -> None:
    for text, fine in zip(texts, sound(texts), strict=True):
        if fine:
            assert fault_of(text) is None
        elif fault_of(text) is None:
            assert not "1900" <= text[6:10] <= "2099"


def test_a_leap_day_is_a_birthday_in_leap_years_only() -> None:
    numbers = [stem + check_digit(stem) for stem in ("99000020000229001", "99000019000229001", "99000020240229001")]
    assert sound(numbers).tolist() == [True, False, True]
