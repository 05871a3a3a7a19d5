"""Signing in to the site; the second factor has tests of its own."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    """Whoever signs in here has a password only."""
    settings.SECOND_FACTOR = False
