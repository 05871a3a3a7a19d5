"""Counting bits by arithmetic gives what counting them one by one gives, plain and compiled."""

from hypothesis import given
from hypothesis import strategies as st

from minzheng.rulekit.bits import ones
from minzheng.rulekit.mass import compiled


@given(st.integers(0, 2**62 - 1))
def test_bits_are_counted(bits: int) -> None:
    assert ones(bits) == bin(bits).count("1") == compiled(ones)(bits)
