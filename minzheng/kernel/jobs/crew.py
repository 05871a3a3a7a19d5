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


def share_out(tasks: Sequence[Task], do: Callable[[Task], Result]) -> list[Result]:
    """Do every task, in as many processes as `settings.HANDS` allows, and return what each came to, in their order.

    A process that becomes free takes the next task.  The processes are copies of this one, so that what it has read is
    at hand in them; they end with it, also where it is killed.  Raises RuntimeError where a task failed: the reason
    stands on the standard error, and what the other tasks wrote stays.
    """
    hands = min(settings.HANDS, len(tasks)) if sys.platform == "linux" else 1
    if hands < 2:
        return [do(task) for task in tasks]
    forked = multiprocessing.get_context("fork")
    following, parent = forked.Value("i", 0), os.getpid()
    pipes = [forked.Pipe(duplex=False) for _each in range(hands)]
    crew = [forked.Process(target=_child, args=(tasks, do, following, answer, parent)) for _read, answer in pipes]
    with _nothing_to_throw_away():
        for each, (_read, answer) in zip(crew, pipes, strict=True):
            each.start()
            answer.close()  # so that the next one does not hold it open
    found = dict(pair for read, _answer in pipes for pair in _answers(read))
    for each in crew:
        each.join()
    if len(found) < len(tasks):
        raise RuntimeError("Part of the work failed; what is done stays done. Run it again once the cause is mended.")
    return [found[at] for at in range(len(tasks))]


@contextmanager
def _nothing_to_throw_away() -> Iterator[None]:
    """Throw away before what nobody needs, and have the copies keep all that they were given.

    A library's object with threads of its own, such as a closed DuckDB, cannot be thrown away where they do not run:
    the process dies of it, whenever it happens to clear up.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _answers(pipe: Connection) -> list[tuple[int, Any]]:
    try:
        return list(pipe.recv())
    except EOFError:  # it failed, or was killed
        return []


def _child(tasks: Sequence[Any], do: Callable[[Any], Any], following: Any, answer: Connection, parent: int) -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        return  # it was killed before we could ask to end with it
    for connection in connections.all(initialized_only=True):
        connection.connection = None  # it stays the parent's, who may hold a lock with it
    done = []
    while (at := _next(following)) < len(tasks):
        done.append((at, do(tasks[at])))
    connections.close_all()
    answer.send(done)


def _next(following: Any) -> int:
    with following.get_lock():
        following.value += 1
        return int(following.value) - 1
