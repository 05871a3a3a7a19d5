"""Keeping processes at work: the site's server, and workers beside it that are started again when they die."""

import ctypes
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

#: Seconds before a process that died at once is started again, doubled each time, and the most it comes to.
PAUSE, LONGEST_PAUSE = 0.5, 30.0
#: A process that lived this long was well.
WELL = 20.0
#: Seconds for what is at work to end by itself; a job that is cut off is begun again by the next worker.
FAREWELL = 10.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h

WORKER = [sys.executable, "-m", "config.cli", "worker", "--one"]


@dataclass
class Kept:
    """A command that is kept running."""

    command: list[str]
    process: subprocess.Popen[bytes] = field(init=False)
    started: float = 0.0
    pause: float = PAUSE
    due: float = 0.0

    def start(self) -> None:
        """Start it; on Linux it is told to end when this process is killed."""
        self.process = subprocess.Popen(self.command, preexec_fn=_end_with_us if sys.platform == "linux" else None)
        self.started, self.due = time.monotonic(), 0.0

    def tend(self) -> None:
        """Start it again if it died, sooner if it had been well."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        if not self.due:
            self.pause = PAUSE if now - self.started > WELL else min(self.pause * 2, LONGEST_PAUSE)
            self.due = now + self.pause
        elif now >= self.due:
            self.start()


def supervise(helpers: list[list[str]], main: list[str] | None = None) -> int:
    """Run a main command with helpers beside it until it ends or we are told to stop; return its code (0 without one).

    Without a main command the helpers run until we are told to stop.
    """
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda caught, frame: stopping.append(caught))
    kept = [Kept(command) for command in helpers]
    first = Kept(main) if main else None
    everything = [*([first] if first else []), *kept]
    for one in everything:
        one.start()
    while not stopping and (first is None or first.process.poll() is None):
        for helper in kept:
            helper.tend()
        time.sleep(0.2)
    _end(everything)
    return first.process.returncode if first and not stopping else 0


def _end(everything: list[Kept]) -> None:
    for one in everything:
        if one.process.poll() is None:
            one.process.terminate()
    deadline = time.monotonic() + FAREWELL
    for one in everything:
        try:
            one.process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            one.process.kill()
            one.process.wait()


def _end_with_us() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
