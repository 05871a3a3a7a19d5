"""`minzheng check` and `minzheng serve` refuse a site that row-level security would not bind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from minzheng.kernel.database import addresses
from tests.conftest import DATABASE

PROJECT = Path(__file__).resolve().parents[3]


def minzheng(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from config.cli import main; main()", *words]
    return subprocess.run(command, cwd=PROJECT, env=os.environ | environment, capture_output=True, text=True)


@pytest.fixture
def as_owner(db: None) -> dict[str, str]:
    """Addresses under which the site would connect as the owner of its tables."""
    owner = addresses().owner.on(DATABASE).as_url()
    return {"DATABASE_URL": owner, "SITE_DATABASE_URL": owner}


def test_a_safe_site_is_said_to_be_safe(db: None) -> None:
    done = minzheng("check")
    assert (done.returncode, done.stdout.strip()) == (0, "Safe to serve.")


@pytest.mark.parametrize("words", [("check",), ("serve", "--port", "0")])
def test_a_site_that_would_connect_as_the_owner_is_refused(as_owner: dict[str, str], words: tuple[str, ...]) -> None:
    done = minzheng(*words, **as_owner)
    assert done.returncode == 1
    assert "own" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_demonstration_is_not_served_to_other_machines(db: None) -> None:
    done = minzheng("serve", "--host", "0.0.0.0", MINZHENG_DEMO="1")
    assert done.returncode == 1
    assert "this machine only" in done.stderr


@pytest.mark.parametrize("month", ["2026-13", "october", "2026-10-01"])
def test_what_is_no_month_is_said_in_words(db: None, month: str) -> None:
    done = minzheng("cycle", month)
    assert done.returncode == 2
    assert "write it as 2026-10" in done.stderr
