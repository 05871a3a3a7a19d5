"""Sharing work out among processes of this machine, where each piece is a transaction of its own."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from django.conf import settings
from django.db import connections

Task = TypeVar("Task")
Result = TypeVar("Result")
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_FORKED = multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context()
_GIVES_WAY = 10  # how much nicer than others, of nice(2)
_FAILED = "Part of the work failed; what is done stays done. Run it again once the cause is mended."


def share_out(tasks: Sequence[Task], do: Callable[[Task], Result]) -> list[Result]:
    """Do every task, in as many processes as `settings.HANDS` allows, and return what each came to, in their order.

    A process that becomes free takes the next task.  The processes are copies of this one, so that what it has read is
    at hand in them; they end with it, also where it is killed.  Raises RuntimeError where a task failed: the reason
    stands on the standard error, and what the other tasks wrote stays.
    """
    hands = min(settings.HANDS, len(tasks)) if sys.platform == "linux" else 1
    if hands < 2:
        return [do(task) for task in tasks]
    following = _FORKED.Value("i", 0)
    crew = [_Hand(tasks, do, following) for _each in range(hands)]
    with _nothing_to_throw_away():
        for each in crew:
            each.start()
    found = dict(pair for each in crew for pair in each.answers())
    if len(found) < len(tasks):
        raise RuntimeError(_FAILED)
    return [found[at] for at in range(len(tasks))]


def begin(do: Callable[[], Result]) -> Callable[[], Result]:
    """Begin something in another process, and return how to wait for what it comes to; alone, it is done at once.

    It gives way to whatever else wants the machine, and ends with this process, also where that is killed.  Waiting
    raises RuntimeError where it failed.
    """
    if settings.HANDS < 2 or sys.platform != "linux":
        result = do()
        return lambda: result

    def aside(_task: None) -> Result:
        os.nice(_GIVES_WAY)
        return do()

    hand = _Hand([None], aside, _FORKED.Value("i", 0))
    with _nothing_to_throw_away():
        hand.start()

    def wait() -> Result:
        answers = hand.answers()
        if not answers:
            raise RuntimeError(_FAILED)
        return answers[0][1]

    return wait


class _Hand:
    """A copy of this process that does tasks, and its answers."""

    def __init__(self, tasks: Sequence[Any], do: Callable[[Any], Any], following: Any) -> None:
        self._following = following  # shared memory: once nobody here holds it, the next one is given the same place
        self._read, self._answer = _FORKED.Pipe(duplex=False)
        self._process = _FORKED.Process(target=_child, args=(tasks, do, following, self._answer, os.getpid()))

    def start(self) -> None:
        """Begin; whoever is begun after it does not hold its answers open."""
        self._process.start()
        self._answer.close()

    def answers(self) -> list[tuple[int, Any]]:
        """What its tasks came to, by their place, once it has ended; nothing where it failed or was killed."""
        try:
            found = list(self._read.recv())
        except EOFError:
            found = []
        self._process.join()
        return found


@contextmanager
def _nothing_to_throw_away() -> Iterator[None]:
    """Throw away before what nobody needs; the copies then keep all that they were given.

    A library's object with threads of its own, such as a closed DuckDB, cannot be thrown away where they do not run:
    the process dies of it, whenever it happens to clear up.  What was set apart at the start stays so: going through it
    for every crew costs more than many of them have to do.
    """
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _child(tasks: Sequence[Any], do: Callable[[Any], Any], following: Any, answer: Connection, parent: int) -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        return  # it was killed before we could ask to end with it
    gc.freeze()
    gc.enable()
    for connection in connections.all(initialized_only=True):
        del connections[connection.alias]  # it stays the parent's, who may hold a lock with it
    done = []
    while (at := _next(following)) < len(tasks):
        done.append((at, do(tasks[at])))
    connections.close_all()
    answer.send(done)


def _next(following: Any) -> int:
    with following.get_lock():
        following.value += 1
        return int(following.value) - 1
