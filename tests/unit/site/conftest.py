"""The site's files, collected once, so that pages can be asked for; the second factor has tests of its own."""

from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Style sheet and scripts under the names that pages give them."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    """Whoever signs in here has a password only."""
    settings.SECOND_FACTOR = False
