"""Homes to test in, and what is done to their servers."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minzheng.kernel.database import ConnectionParams, stop
from minzheng.kernel.database.connecting import connect
from minzheng.kernel.database.places import known_folder
from minzheng.kernel.database.processes import postmaster_number

SETTINGS = ("DATABASE_URL", "SITE_DATABASE_URL", "MINZHENG_PG_BIN", "MINZHENG_HOME", "MINZHENG_PG_FAST")


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
    root = Path(tempfile.mkdtemp(prefix="mz-", dir=quick_folder()))
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


def quick_folder() -> str | None:
    """Where files stay in memory, if the machine has such a place with room in which programs may run."""
    memory = "/dev/shm"
    try:
        found = os.statvfs(memory)
    except OSError:
        return None
    roomy = found.f_bavail * found.f_frsize > 2 << 30
    return memory if roomy and os.access(memory, os.W_OK) and not found.f_flag & os.ST_NOEXEC else None


def data_folder(home: Path) -> Path:
    """The data folder of the server of a home."""
    folder = known_folder(home)
    assert folder is not None
    return folder / "data"


def postmaster(home: Path) -> int:
    """The number of the server's first process."""
    number = postmaster_number(data_folder(home))
    assert number is not None
    return number


def run(params: ConnectionParams, *statements: str) -> None:
    """Run statements one after the other, each in a transaction of its own."""
    with connect(params) as connection:
        for statement in statements:
            connection.execute(statement)
