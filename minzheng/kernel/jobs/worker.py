"""The worker: takes jobs from the database one after the other, and takes up those of workers that died.

The library marks a job as running and leaves it so when its worker is killed.  So each worker holds a lock of
PostgreSQL for as long as it lives, on a connection of its own; a running job whose worker's lock is free belongs to
nobody and goes back into the queue.
"""

import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from minzheng.kernel.jobs.queue import fail

INTERVAL = 1.0
#: How many workers may die of a job before it is given up.
MOST_ATTEMPTS = 5
_LOCK = 5_226_35


@dataclass(frozen=True)
class Chore:
    """What a worker does besides, every so many seconds."""

    seconds: float
    do: Callable[[], object]


class JobWorker(Worker):
    """A worker of the library that holds its lock, requeues what dead workers left, and does chores beside its jobs."""

    def __init__(self, chores: Sequence[Chore] = ()) -> None:
        super().__init__(
            queue_names=["*"], interval=INTERVAL, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=get_random_string(32), excluded_queue_names=[],
        )  # fmt: skip
        self._chores = chores
        self._life = connection.copy()

    def work(self, *, until_empty: bool = False) -> None:
        """Work until told to stop; with `until_empty`, until nothing waits."""
        self._take_lock()
        for chore in self._chores:
            threading.Thread(target=_repeat, args=[chore], daemon=True).start()
        while self.running:
            self._take_lock()
            requeue_orphans()
            self.run()
            if until_empty:
                return
            time.sleep(self.interval)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run one; where the database went away under it, it stays running for nobody and is taken up again."""
        self.running_task = True
        try:
            result = db_task_result.task_result
            db_task_result.task.call(*result.args, **result.kwargs)
            db_task_result.set_successful(None)
        except (OperationalError, InterfaceError):
            with suppress(Exception):
                self._life.close()
            raise
        except Exception as error:
            traceback.print_exc()
            db_task_result.set_failed(error)
        finally:
            self.running_task = False

    def _take_lock(self) -> None:
        """Hold the lock of this worker's life; taken anew where the connection was lost."""
        with self._life.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [_LOCK, self.worker_id])


def requeue_orphans() -> int:
    """Put back what is running for a worker that is dead, and return how many that were."""
    back = 0
    for left in DBTaskResult.objects.running():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, left.worker_ids[-1]])
            if not cursor.fetchone()[0]:
                continue  # it lives
            given_up = len(left.worker_ids) >= MOST_ATTEMPTS
            status = TaskResultStatus.FAILED if given_up else TaskResultStatus.READY
            changed = DBTaskResult.objects.filter(pk=left.pk, status=TaskResultStatus.RUNNING).update(status=status)
            if changed and given_up:
                words = _("The program ended %(times)s times over this work and does not try it again.")
                fail(left.args_kwargs["args"][0], words % {"times": MOST_ATTEMPTS})
            back += changed
    return back


def _repeat(chore: Chore) -> None:
    """Do a chore again and again; what goes wrong is told, and it is tried again."""
    while True:
        try:
            close_old_connections()
            chore.do()
        except Exception as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        time.sleep(chore.seconds)
