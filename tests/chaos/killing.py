"""Ways to kill what is at work in an installation, and the count of what it leaves."""

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from typing import Any

from minzheng.kernel.database.places import known_folder
from minzheng.kernel.database.processes import living_processes, signal_processes
from tests.journeys.installation import Installation


def totals_of(installed: Installation) -> dict[str, Any]:
    """All that the months have left behind in an installation."""
    return json.loads(installed.python("tests.chaos.totals"))


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a command and everything it started, without warning."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_database(installed: Installation) -> int:
    """Kill the database server, its first process and every child, and return how many there were."""
    folder = known_folder(installed.home)
    assert folder is not None
    numbers = living_processes(folder / "data")
    signal_processes(numbers, signal.SIGKILL)
    return len(numbers)


def wait_for(installed: Installation, stage: str, process: subprocess.Popen[bytes], since: int = 0) -> bool:
    """Wait until a command that was started has told of a stage; False where it ended without.

    `since` is how much had been told before the command began.
    """
    deadline = time.monotonic() + 120
    while f"\n  {stage}" not in "\n" + installed.said()[since:]:
        if process.poll() is not None:
            return False
        assert time.monotonic() < deadline, installed.said()
        time.sleep(0.005)
    return True
