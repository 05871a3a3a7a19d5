"""Signing in to the site; the second factor has tests of its own."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    """Whoever signs in here has a password only."""
    settings.SECOND_FACTOR = False


@pytest.fixture
def counted() -> Iterator[None]:
    """The rulebook counts values set on screen, as it does in every process of the site."""
    from config import rulebook
    from minzheng.eligibility.local_values import count_local_values, look_again
    from minzheng.rulekit import decision

    files = rulebook.load()
    count_local_values(files)
    look_again()
    yield
    decision.use(files)
    look_again()
