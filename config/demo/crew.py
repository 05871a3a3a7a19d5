"""Having a demonstration's people work side by side, in as many processes as the machine has cores."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connections

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.scope import in_scope

#: What one of them does in one transaction; so many things at most, so that a list of one person can be shared out.
_AT_ONCE = 40
#: Below so much work another process is not worth its start.
_WORTH_IT = 80
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)

Act = Callable[[Any, Actor, date], None]
Share = tuple[Actor, Sequence[Any]]


def work(lists: Sequence[Share], act: Act, day: date) -> int:
    """Have everybody do what lies before them, and return how many things were done.

    Raises RuntimeError where one of the processes failed; what it wrote on the standard error says why.
    """
    shares = [(actor, part) for actor, things in lists for part in _parts(things)]
    done = sum(len(things) for _actor, things in shares)
    hands = min(os.cpu_count() or 1, 4) if done >= _WORTH_IT and sys.platform == "linux" else 1
    if hands == 1:
        _do(shares, act, day)
        return done
    forked = multiprocessing.get_context("fork")
    parent = os.getpid()
    crew = [forked.Process(target=_child, args=(shares[n::hands], act, day, parent)) for n in range(hands)]
    for each in crew:
        each.start()
    for each in crew:
        each.join()
    if any(each.exitcode for each in crew):
        raise RuntimeError("Part of the demonstration's work failed; run the month again.")
    return done


def _child(shares: Sequence[Share], act: Act, day: date, parent: int) -> None:
    """Work, and end with the parent: a month that was killed is run again, and must not go on beside itself."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() == parent:
        for connection in connections.all(initialized_only=True):
            connection.connection = None  # it stays the parent's, who holds the lock of the month with it
        _do(shares, act, day)
        connections.close_all()


def _do(shares: Sequence[Share], act: Act, day: date) -> None:
    for actor, things in shares:
        with in_scope(actor.scope):
            for thing in things:
                act(thing, actor, day)


def _parts(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (things[at : at + _AT_ONCE] for at in range(0, len(things), _AT_ONCE))
