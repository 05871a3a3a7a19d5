"""Several processes at once: an effect is carried out by one of them, and no number is given twice or left out."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.chaos.test_kill_between_event_and_effect import a_death, all_is_done_once
from tests.journeys.installation import PROJECT, Installation, installation


@pytest.fixture
def home() -> Iterator[Installation]:
    with installation(embedded=True) as installed:
        installed.migrate()
        yield installed


def at_once(home: Installation, module: str, told: list[dict[str, str]]) -> list[str]:
    """Run a module in several processes at once, and return what each printed."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", module], env=home.environment | each, cwd=PROJECT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for each in told
    ]  # fmt: skip
    said = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0] * len(told), said
    return [out for out, _err in said]


def test_three_that_drain_at_once_carry_each_effect_out_once(home: Installation) -> None:
    a_death(home, KILLED="committed")
    at_once(home, "tests.chaos.a_death", [{"ONLY": "drain"}] * 3)
    all_is_done_once(a_death(home, ONLY="look")[1])


def test_three_that_issue_letters_at_once_leave_no_gap(home: Installation) -> None:
    home.run("db", "start")
    said = at_once(home, "tests.chaos.letters", [{"PLACE": str(n)} for n in (1, 2, 3)])
    numbers = sorted(number for out in said for number in json.loads(out))
    assert numbers == list(range(1, 19))
