"""Whatever is killed, and whenever: the month is run again and leaves what it would have left, nothing doubled."""

import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from minzheng.kernel.database.home import is_free
from tests.chaos.conftest import MONTH, Twin
from tests.chaos.killing import kill, kill_database, totals_of, wait_for
from tests.journeys.installation import Installation, free_port

pytestmark = pytest.mark.long

Fresh = Callable[[], Installation]

#: The stages of a demonstration's month in their order, as the command tells of them.
STAGES = (
    "calendar", "receive", "link", "facts", "alerts", "dispatch", "visits", "opinions", "decisions", "life events",
    "duties", "payments", "approval", "bank files", "figures", "lists",
)  # fmt: skip


def run_to_the_end(installed: Installation) -> dict[str, Any]:
    """Run the month again as one would after a fault, and count what is there."""
    installed.run("cycle", MONTH)
    return totals_of(installed)


def is_the_same(found: dict[str, Any], twin: Twin) -> None:
    """Both homes hold the same; where they do not, say which rows one has and the other has not."""
    assert found.keys() == twin.totals.keys()
    for table, expected in twin.totals.items():
        if isinstance(expected, list):
            more, fewer = Counter(found[table]) - Counter(expected), Counter(expected) - Counter(found[table])
            assert not more, f"{table} has besides: {list(more.items())[:3]}"
            assert not fewer, f"{table} lacks: {list(fewer.items())[:3]}"
        else:
            assert found[table] == expected, table


def killed_after(installed: Installation, stage: str, pause: float = 0) -> bool:
    """Start the month, kill it soon after it has told of a stage; False where it ended before."""
    since = len(installed.said())
    cycle = installed.start("cycle", MONTH)
    reached = wait_for(installed, stage, cycle, since)
    time.sleep(pause)
    ended = cycle.poll() is not None
    kill(cycle)
    return reached and not ended


def database_killed_after(installed: Installation, stage: str, pause: float = 0) -> None:
    """Start the month and kill the database under it soon after a stage; the month has to fail, and to say so."""
    since = len(installed.said())
    cycle = installed.start("cycle", MONTH)
    assert wait_for(installed, stage, cycle, since), installed.said()
    time.sleep(pause)
    assert kill_database(installed) > 1
    assert cycle.wait(timeout=60) != 0


def test_killed_at_work_and_run_again_nothing_is_lost_or_doubled(fresh: Fresh, twin: Twin) -> None:
    installed = fresh()
    assert killed_after(installed, "calendar", 0.05)
    database_killed_after(installed, "dispatch", 0.2)
    assert killed_after(installed, "opinions", 0.1)
    found = run_to_the_end(installed)
    is_the_same(found, twin)
    is_the_same(run_to_the_end(installed), twin)  # a month that is finished changes nothing when it is run again


@pytest.mark.parametrize("stage", STAGES)
def test_killed_after_each_stage(fresh: Fresh, twin: Twin, stage: str) -> None:
    installed = fresh()
    assert killed_after(installed, stage)
    is_the_same(run_to_the_end(installed), twin)


@pytest.mark.parametrize("stage", STAGES)
def test_the_database_killed_after_each_stage(fresh: Fresh, twin: Twin, stage: str) -> None:
    installed = fresh()
    database_killed_after(installed, stage)
    is_the_same(run_to_the_end(installed), twin)


@pytest.mark.parametrize("seed", range(6))
def test_killed_again_and_again_at_any_moment(fresh: Fresh, twin: Twin, seed: int) -> None:
    installed, chance = fresh(), random.Random(seed)
    for _turn in range(8):
        cycle = installed.start("cycle", MONTH)
        time.sleep(chance.uniform(0.5, 4))
        if chance.random() < 0.4:
            kill_database(installed)
            time.sleep(chance.choice([0, 0.05, 0.3]))
        kill(cycle)
    is_the_same(run_to_the_end(installed), twin)


def test_the_site_killed_during_a_month_is_served_again(fresh: Fresh, twin: Twin) -> None:
    installed, port = fresh(), free_port()
    site = installed.start("serve", "--port", str(port))
    installed.answering(port, site)
    since = len(installed.said())
    cycle = installed.start("cycle", MONTH)
    assert wait_for(installed, "dispatch", cycle, since)
    kill(site)
    assert cycle.wait(timeout=120) == 0
    again = installed.start("serve", "--port", str(port))
    try:
        installed.answering(port, again)
    finally:
        kill(again)
    is_the_same(totals_of(installed), twin)


def test_no_worker_outlives_its_server(fresh: Fresh) -> None:
    installed, port = fresh(), free_port()
    site = installed.start("serve", "--port", str(port))
    try:
        installed.answering(port, site)
        site.kill()
        site.wait()
        deadline = time.monotonic() + 10
        while not is_free(port):
            assert time.monotonic() < deadline, "somebody still listens"
            time.sleep(0.1)
    finally:
        kill(site)


def test_two_that_run_the_month_at_once_do_it_once(fresh: Fresh, twin: Twin) -> None:
    installed = fresh()
    installed.run("db", "start")
    both: list[subprocess.Popen[bytes]] = [installed.start("cycle", MONTH) for _ in range(2)]
    codes = sorted(cycle.wait(timeout=120) for cycle in both)
    assert codes == [0, 1]
    assert "already under way" in installed.said()
    is_the_same(totals_of(installed), twin)
