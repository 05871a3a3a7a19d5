"""A database of its own in which transactions are committed: a copy of the tests' database, dropped afterwards."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.utils import translation
from psycopg import sql

from minzheng.kernel.database import addresses, prepare

COPY = "minzheng_test_committed"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What is said is compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Leave the tests' database alone and work in a copy of it, with keys, files and heads of its own."""
    settings.KEYS, settings.VAULT, settings.HEADS = tmp_path / "keys", tmp_path / "files", tmp_path / "heads"
    settings.LAKE = tmp_path / "lake"
    original = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connections.close_all()
        _make(original)
        connection.settings_dict["NAME"] = COPY
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = original
            _drop()


@pytest.fixture
def owner(committed: None) -> Iterator[psycopg.Connection]:
    """Whoever owns the tables and may switch off what guards them: the superuser of the server, where there is one."""
    with psycopg.connect(**addresses().admin.on(COPY).as_keywords(), autocommit=True) as made:
        yield made


def _make(original: str) -> None:
    _drop()
    with psycopg.connect(**addresses().admin.as_keywords(), autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                *map(sql.Identifier, (COPY, original, addresses().owner.user))
            )
        )
    prepare(database=COPY)


def _drop() -> None:
    with psycopg.connect(**addresses().admin.as_keywords(), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(COPY)))
