"""Where the tests live: a home, a database and a mode of their own, told before pytest-django reads the settings."""

import os
import shutil
import tempfile
from pathlib import Path

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

#: Installations made once for all processes of a run, each to be copied by whoever needs one.
_MADE_ONCE = "MINZHENG_TEST_MADE_ONCE"
_MADE_HERE = _MADE_ONCE not in os.environ
if _MADE_HERE:
    os.environ[_MADE_ONCE] = tempfile.mkdtemp(prefix="mz-")
MADE_ONCE = Path(os.environ[_MADE_ONCE])
MADE_ONCE.chmod(0o755)  # the database server of a root user runs under another account, which has to enter


def pytest_unconfigure() -> None:
    """Remove what the processes of this run shared."""
    if _MADE_HERE:
        shutil.rmtree(MADE_ONCE, ignore_errors=True)
