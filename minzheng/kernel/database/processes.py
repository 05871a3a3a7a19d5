"""Which PostgreSQL processes work in a data folder.

A pid file cannot tell: its number may belong to a dead process that nobody has reaped, or by now to a stranger.
A living server process has its data folder as working directory; a dead one has none.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def living_processes(data: Path) -> list[int]:
    """The numbers of the living server processes of a data folder, without zombies."""
    if not data.exists():
        return []
    if not (PROC / "self" / "cwd").exists():
        postmaster = postmaster_number(data)
        return [postmaster] if postmaster and _exists(postmaster) else []
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and _works_in(entry, data)]


def is_alive(number: int) -> bool:
    """Whether a process exists and is not a zombie."""
    try:
        return (PROC / str(number) / "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return not PROC.joinpath("self").exists() and _exists(number)


def postmaster_number(data: Path) -> int | None:
    """The number in the pid file, which may be stale."""
    try:
        return int((data / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def wait_until_gone(data: Path, seconds: float) -> bool:
    """Wait for every server process of a data folder to end; whether they did."""
    deadline = time.monotonic() + seconds
    while living_processes(data):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def signal_processes(numbers: list[int], signal_number: int) -> None:
    """Send a signal; those already gone are no error."""
    for number in numbers:
        with suppress(ProcessLookupError):
            os.kill(number, signal_number)


def _works_in(entry: Path, data: Path) -> bool:
    try:
        return (entry / "comm").read_text().strip() in ("postgres", "postmaster") and (entry / "cwd").samefile(data)
    except OSError:
        return False


def _exists(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
