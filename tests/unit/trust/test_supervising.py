"""What is kept running is started again when it dies, and ends with whoever keeps it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from minzheng.kernel.database.processes import is_alive

PROJECT = Path(__file__).resolve().parents[3]
HELPER = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'a'), flush=True); time.sleep(60)"


def keeper(log: Path, main_seconds: float) -> subprocess.Popen[bytes]:
    code = (
        "import sys; from config.supervise import supervise; py = sys.executable; "
        f"sys.exit(supervise([[py, '-c', {HELPER!r}, {str(log)!r}]],"
        f" [py, '-c', 'import sys, time; time.sleep({main_seconds}); sys.exit(7)']))"
    )
    return subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT)


def numbers(log: Path) -> list[int]:
    return [int(line) for line in log.read_text().split()] if log.exists() else []


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_helper_that_is_killed_is_started_again_and_ends_with_the_main_command(tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = keeper(log, 8)
    wait_until(lambda: len(numbers(log)) == 1)
    os.kill(numbers(log)[0], signal.SIGKILL)
    wait_until(lambda: len(numbers(log)) == 2)
    assert process.wait(timeout=30) == 7
    assert not is_alive(numbers(log)[1])


def test_when_the_keeper_is_killed_nothing_is_left_behind(tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = keeper(log, 60)
    wait_until(lambda: len(numbers(log)) == 1)
    process.kill()
    process.wait()
    wait_until(lambda: not is_alive(numbers(log)[0]))


def test_told_to_stop_it_stops_all_and_says_that_all_is_well(tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = keeper(log, 60)
    wait_until(lambda: len(numbers(log)) == 1)
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert not is_alive(numbers(log)[0])
