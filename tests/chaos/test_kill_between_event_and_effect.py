"""A process killed between a life event and what follows from it: each effect is carried out once all the same."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.installation import PROJECT, Installation, installation

#: The effects of this death in their order.
EFFECTS = (
    "registers.end_membership", "payments.end_awards", "tests.worked", "casework.close_what_is_open",
    "casework.review", "monitoring.answer_alerts",
)  # fmt: skip


@pytest.fixture
def home() -> Iterator[Installation]:
    with installation(embedded=True) as installed:
        installed.migrate()
        yield installed


def a_death(home: Installation, **told: str) -> tuple[int, dict[str, Any]]:
    """Run the module of the death; returns how the process ended, and what it told where it came to that."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.a_death"], env=home.environment | told, cwd=PROJECT, text=True,
        capture_output=True,
    )  # fmt: skip
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode, json.loads(done.stdout) if done.stdout else {}


def all_is_done_once(found: dict[str, Any]) -> None:
    assert found["events"] == 1
    assert found["effects"] == dict.fromkeys(EFFECTS, "done")
    assert found["award until"] == ["2026-09-01"]
    assert found["tasks"] == ["closed"]
    assert found["worked"] == 1
    assert found["carried out"] == len(EFFECTS)


def test_killed_right_after_the_commit(home: Installation) -> None:
    assert a_death(home, KILLED="committed")[0] == -signal.SIGKILL
    _ended, found = a_death(home, ONLY="look")
    assert found["events"] == 1
    assert set(found["effects"].values()) == {"pending"}
    assert found["award until"] == ["None"]
    all_is_done_once(a_death(home, ONLY="drain")[1])
    all_is_done_once(a_death(home, ONLY="drain")[1])


def test_killed_while_an_effect_has_written_and_is_not_noted_as_done(home: Installation) -> None:
    assert a_death(home, KILLED="at work")[0] == -signal.SIGKILL
    _ended, found = a_death(home, ONLY="look")
    assert [found["effects"][code] for code in EFFECTS] == ["done", "done", *["pending"] * 4]
    assert found["worked"] == 0  # what it had written went with it
    assert a_death(home, ONLY="drain", KILLED="at work")[0] == -signal.SIGKILL
    all_is_done_once(a_death(home, ONLY="drain")[1])


def test_the_monthly_run_carries_out_what_a_killed_process_left(home: Installation) -> None:
    assert a_death(home, KILLED="committed")[0] == -signal.SIGKILL
    assert "5 effects carried out, 1 effects failed" in home.run("cycle", "2026-10")  # it knows no effect of the tests
    _ended, found = a_death(home, ONLY="look")
    assert found["award until"] == ["2026-09-01"]
    assert found["effects"].pop("tests.worked") == "failed"
    assert set(found["effects"].values()) == {"done"}
