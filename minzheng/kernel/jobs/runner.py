"""Running a month, stage by stage."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import connection
from django.utils import timezone

from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.jobs.crew import begin
from minzheng.kernel.jobs.models import Cycle, Stage

#: The key of the advisory lock that lets one monthly run work at a time.  PostgreSQL drops it with a dead connection.
LOCK = 5_226_33


@dataclass(frozen=True)
class Step:
    """A stage of the month: a name and a function from the month to counts.

    The function must be safe to run twice: it finds what is not yet done and does that.  It runs in one transaction
    unless it says `chunked`, in which case it commits by itself as it goes.

    beside      it goes on beside the stages after it, in a process of its own, and is waited for at the end: none of
                them may rest on it, and where one changes the same rows, both take a lock.
    """

    name: str
    run: Callable[[date], dict[str, int]]
    chunked: bool = False
    beside: bool = False


class AlreadyRunning(RuntimeError):
    """Another process is running a month."""


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the advisory lock of the monthly run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning("A monthly run is already under way; wait for it or look at its progress.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def run_month(month: date, steps: Sequence[Step], progress: Callable[[str, dict[str, int]], None]) -> Cycle:
    """Run every step for the month of this first day, in order; a month already run is gone through again, safely."""
    with only_one():
        gc.collect()
        gc.freeze()  # what is at hand when a month begins stays to its end: no crew goes through it again
        cycle, _ = Cycle.objects.get_or_create(month=month)
        begun: list[tuple[Stage, Callable[[], dict[str, int]]]] = []
        for position, step in enumerate(steps):
            stage, _ = Stage.objects.update_or_create(cycle=cycle, name=step.name, defaults={"position": position})
            if step.beside:
                begun.append((stage, begin(partial(_run_step, step, month))))
            else:
                _finish(stage, _run_step(step, month), progress)
        for stage, wait in begun:
            _finish(stage, wait(), progress)
        cycle.finished_at = timezone.now()
        cycle.save()
    return cycle


def _finish(stage: Stage, counts: dict[str, int], progress: Callable[[str, dict[str, int]], None]) -> None:
    stage.counts, stage.finished_at = counts, timezone.now()
    stage.save()
    progress(stage.name, counts)


def _run_step(step: Step, month: date) -> dict[str, int]:
    if step.chunked:
        return step.run(month)
    with in_scope(EVERYTHING):
        return step.run(month)
