"""Killed again and again in the middle of work, the server never loses what it acknowledged."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from minzheng.kernel.database import DatabaseProblem, addresses, ensure_running, prepare
from minzheng.kernel.database.connecting import connect
from minzheng.kernel.database.processes import living_processes, signal_processes
from tests.unit.database.servers import data_folder, postmaster, run

pytestmark = pytest.mark.long

WRITER = """
import sys, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    for number in range(int(sys.argv[2]), 10**9):
        connection.execute("INSERT INTO written VALUES (%s, repeat('x', 2000))", [number])
        print(number, flush=True)
"""


def write_until_killed(home: Path, start: int, chance: random.Random) -> set[int]:
    """Let a writer work, kill the server in some way, and return the numbers that were acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, addresses(home).owner.as_url(), str(start)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    time.sleep(chance.uniform(0.3, 1.0))
    numbers = living_processes(data_folder(home))
    signal_processes(chance.choice([[postmaster(home)], numbers, chance.sample(numbers, 2)]), signal.SIGKILL)
    try:
        return set(map(int, writer.communicate(timeout=10)[0].split()))
    except subprocess.TimeoutExpired:  # only helpers of the server were killed, and it went on
        writer.kill()
        return set(map(int, writer.communicate()[0].split()))


def stored(home: Path) -> set[int]:
    """The numbers that are there, as soon as the server has recovered from whatever was killed."""
    deadline = time.monotonic() + 30
    while True:
        ensure_running(home)
        try:
            with connect(addresses(home).owner) as connection:
                return {number for (number,) in connection.execute("SELECT number FROM written")}
        except (DatabaseProblem, psycopg.OperationalError):
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.mark.parametrize("seed", range(3))
def test_no_acknowledged_row_is_lost(home: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.delenv("MINZHENG_PG_FAST")
    chance = random.Random(seed)
    acknowledged: set[int] = set()
    ensure_running(home)
    prepare(home)
    run(addresses(home).owner, "CREATE TABLE written (number bigint PRIMARY KEY, filler text)")
    for turn in range(6):
        acknowledged |= write_until_killed(home, turn * 1_000_000, chance)
        time.sleep(chance.choice([0, 0, 0.05, 0.5]))
        assert acknowledged <= stored(home)
    assert len(acknowledged) > 100


def test_many_that_start_and_kill_at_once_end_with_one_working_server(home: Path) -> None:
    code = "from minzheng.kernel.database import ensure_running, prepare; ensure_running(); prepare()"
    ensure_running(home)
    for _round in range(5):
        starters = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) for _ in range(4)]
        time.sleep(0.25)
        signal_processes(living_processes(data_folder(home)), signal.SIGKILL)
        for starter in starters:
            starter.wait(timeout=120)
        ensure_running(home)
        prepare(home)
        assert postmaster(home) in living_processes(data_folder(home))
