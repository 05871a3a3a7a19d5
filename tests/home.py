"""Where the tests live: a home, a database and a mode of their own, told before pytest-django reads the settings."""

import os
from pathlib import Path

from tests.shared import make_shared_folder, remove_shared_folder

PROJECT = Path(__file__).resolve().parents[1]
DATABASE = "minzheng_test"

# Tests that run side by side have a home, and so a server, for each of their processes.
_BESIDE = os.environ.get("PYTEST_XDIST_WORKER", "")
_HOME = os.environ.get("MINZHENG_TEST_HOME", "var/test") + (f"-{_BESIDE}" if _BESIDE else "")
os.environ["MINZHENG_HOME"] = str(PROJECT / _HOME)
os.environ["MINZHENG_DATABASE"] = DATABASE
os.environ["MINZHENG_PG_FAST"] = "1"
os.environ["MINZHENG_DEMO"] = "0"
os.environ["MINZHENG_HANDS"] = "1"  # a test's transaction is its own process's
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
# The toy packages that use every extension point are installed in every test, as a place would install its own.
os.environ["MINZHENG_EXTRA_SCHEMES"] = "tests.fixtures.example_scheme"
os.environ["MINZHENG_EXTRA_SERVICES"] = "tests.fixtures.example_service"

_MADE_HERE = make_shared_folder()


def pytest_unconfigure() -> None:
    """Remove what the processes of this run shared."""
    if _MADE_HERE:
        remove_shared_folder()
