"""Real servers of both supported versions, each in a home of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from minzheng.kernel.database import ensure_running, prepare, stop
from minzheng.kernel.database.places import known_folder

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
SETTINGS = ("DATABASE_URL", "SITE_DATABASE_URL", "MINZHENG_PG_BIN", "MINZHENG_HOME", "MINZHENG_PG_FAST")


@pytest.fixture(params=["embedded", "15"], scope="package")
def programs(request: pytest.FixtureRequest) -> str:
    """The value of MINZHENG_PG_BIN: empty for the embedded server, else the programs of PostgreSQL 15."""
    if request.param == "embedded":
        return ""
    if not (DEBIAN_15 / "postgres").exists():
        if os.environ.get("MINZHENG_REQUIRE_PG15") == "1":
            pytest.fail(f"PostgreSQL 15 is not in {DEBIAN_15}: install the Debian package postgresql-15")
        pytest.skip(f"PostgreSQL 15 is not in {DEBIAN_15} (Debian package postgresql-15): that half was not tested")
    return str(DEBIAN_15)


@contextmanager
def settings(**values: str) -> Iterator[None]:
    """The environment with exactly these of our settings."""
    before = {name: os.environ.pop(name, None) for name in SETTINGS}
    os.environ.update({name: value for name, value in values.items() if value})
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def temporary_home(programs: str, below: str = "home") -> Iterator[Path]:
    """A home that every account can reach, cleaned away with its server afterwards."""
    root = Path(tempfile.mkdtemp(prefix="mz-"))
    root.chmod(0o755)
    home = root / below
    home.mkdir(parents=True)
    with settings(MINZHENG_PG_BIN=programs, MINZHENG_HOME=str(home), MINZHENG_PG_FAST="1"):
        try:
            yield home
        finally:
            stop(home)
            folder = known_folder(home)
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(root)


@pytest.fixture
def home(programs: str) -> Iterator[Path]:
    """A fresh home without a server."""
    with temporary_home(programs) as home:
        yield home


@pytest.fixture(scope="module")
def shared_home(programs: str) -> Iterator[Path]:
    """A home with a running, prepared server for the tests of one module."""
    with temporary_home(programs) as home:
        ensure_running(home)
        prepare(home)
        yield home
