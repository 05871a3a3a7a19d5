"""Jobs that tests ask for."""

import os
import signal
import time
from datetime import date as Date
from typing import Any

from django.core.exceptions import ValidationError

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.audit.actions import record
from minzheng.kernel.jobs.queue import JobFile, job
from minzheng.registers.models import Household


@job("Counting households")
def count_households(progress: Any, *, actor: Actor, date: Date, word: str) -> JobFile:
    """A file with how many households the actor sees, on which day, and a word."""
    progress(1, 2, word)
    return JobFile("count.txt", f"{actor.name} {Household.objects.count()} {date} {word}".encode())


@job("Refusing")
def refuse(progress: Any, *, actor: Actor, date: Date) -> None:
    """Write, then find that it cannot be done."""
    record("half_done", "jobs.job", actor=actor, date=date)
    raise ValidationError("The month is closed.")


@job("Breaking")
def break_down(progress: Any, *, actor: Actor, date: Date) -> None:
    """A fault of the program."""
    raise KeyError("secret detail")


@job("Dying")
def die(progress: Any, *, actor: Actor, date: Date) -> None:
    """Take the worker down, every time."""
    os.kill(os.getpid(), signal.SIGKILL)


@job("Long work in one transaction")
def long_whole(progress: Any, *, actor: Actor, date: Date, steps: int, pause: float) -> str:
    """One entry on record for each step, all or none."""
    for step in range(steps):
        record("whole_step", "jobs.job", actor=actor, date=date, new={"step": step})
        progress(step + 1, steps)
        time.sleep(pause)
    return "all steps"


@job("Long work in chunks", chunked=True)
def long_chunked(progress: Any, *, actor: Actor, date: Date, steps: int, pause: float) -> str:
    """One entry on record for each step, each committed; what is there already is not done again."""
    from minzheng.kernel.audit.models import AuditEntry

    for step in range(steps):
        with in_scope(EVERYTHING):
            if not AuditEntry.objects.filter(verb="chunk_step", subject_id=None, new={"step": step}).exists():
                record("chunk_step", "jobs.job", actor=actor, date=date, new={"step": step})
        progress(step + 1, steps)
        time.sleep(pause)
    return "all chunks"
