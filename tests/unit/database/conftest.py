"""Real servers of both supported versions, each in a home of its own."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from minzheng.kernel.database import ensure_running, prepare, stop
from tests.unit.database.servers import temporary_home

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


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


@pytest.fixture(scope="package")
def prepared(programs: str) -> Iterator[Path]:
    """A home with a database that was prepared and stopped, to be copied."""
    with temporary_home(programs) as home:
        ensure_running(home)
        prepare(home)
        stop(home)
        yield home


@pytest.fixture
def fresh_home(programs: str) -> Iterator[Path]:
    """An empty home."""
    with temporary_home(programs) as home:
        yield home


@pytest.fixture
def home(programs: str, prepared: Path) -> Iterator[Path]:
    """A home whose database is prepared and whose server does not run yet."""
    with temporary_home(programs) as home:
        subprocess.run(["cp", "-a", f"{prepared}/.", home], check=True)
        yield home


@pytest.fixture(scope="module")
def shared_home(programs: str) -> Iterator[Path]:
    """A home with a running, prepared server for the tests of one module."""
    with temporary_home(programs) as home:
        ensure_running(home)
        prepare(home)
        yield home
