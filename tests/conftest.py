"""The tests' own database: a database beside the others on the server in use, reached as the site's role."""

import os
import subprocess
import sys
from collections.abc import Iterator
from shutil import rmtree

import django
import hypothesis
import pytest
from django.conf import settings

from tests.home import DATABASE, PROJECT

# How long an example takes says how busy the machine is, nothing of the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
django.setup()
# Pages name style sheets and scripts plainly: a fresh clone has collected none of them.
settings.STORAGES = {
    **settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}  # fmt: skip


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """An empty database with every migration applied; the server stops afterwards."""
    from minzheng.kernel.database import ensure_running, prepare, stop

    rmtree(settings.LAKE, ignore_errors=True)
    ensure_running()
    prepare()
    _drop()
    prepare(database=DATABASE)
    migrate = [sys.executable, "-c", "from config.cli import main; main()", "migrate"]
    subprocess.run(migrate, check=True, cwd=PROJECT)
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        from django.db import connections

        connections.close_all()
    _drop()
    if "DATABASE_URL" not in os.environ:
        stop()


def _drop() -> None:
    from psycopg import connect, sql

    from minzheng.kernel.database import addresses

    with connect(**addresses().owner.as_keywords(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(DATABASE)))


@pytest.fixture(scope="session", autouse=True)
def rulebook() -> None:
    """The rulebook, loaded once."""
    from config import rulebook

    rulebook.load()


@pytest.fixture
def everything(db: None) -> Iterator[None]:
    """A database seen with the scope of the system, for building what a test needs."""
    from minzheng.kernel.access.scope import EVERYTHING, in_scope

    with in_scope(EVERYTHING):
        yield


@pytest.fixture
def in_english() -> Iterator[None]:
    """Sentences in the language of the sources, whatever the catalogue says."""
    from django.utils import translation

    with translation.override("en"):
        yield
