"""Long work in the background: declared as a job, asked for by somebody, done by a worker, its progress to be seen.

    @job(_("Export of the register"))
    def export_register(progress, *, actor, date, query):
        for done, row in enumerate(rows, 1):
            progress(done, total)
        return JobFile("register.xlsx", content)

    enqueue(export_register, actor=request.actor, date=request.today, query=query)

A job runs as the actor who asked, in that actor's scope, on the business date it was asked on.  It runs in one
transaction, so what it did and that it is finished become true together, and once; a `chunked` job commits by itself as
it goes and has to find, when it is begun again, what is not yet done.  A worker can be killed at any point: the job is
then begun again.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date as Date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import User
from minzheng.kernel.access.scope import Scope, in_scope
from minzheng.kernel.documents import vault
from minzheng.kernel.jobs.models import Job

#: Seconds between two notes of progress.
NOTE_EVERY = 0.5


@dataclass(frozen=True)
class JobFile:
    """A file that a job made, to be fetched by whoever asked."""

    file_name: str
    content: bytes


class JobError(RuntimeError):
    """A job cannot do what was asked; the words are for whoever asked."""


class Progress:
    """Says how far a job is, on a connection of its own, so that others see it while the job's transaction is open."""

    def __init__(self, job_id: int) -> None:
        self.job_id, self._connection, self._next = job_id, connection.copy(), 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Note that `done` of `total` are done; `message` says what is being worked on."""
        if done < total and time.monotonic() < self._next:
            return
        self._next = time.monotonic() + NOTE_EVERY
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE jobs_job SET done = %s, total = %s, message = %s WHERE id = %s",
                [done, total, str(message)[:200], self.job_id],
            )

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


Function = Callable[..., JobFile | str | None]


@dataclass(frozen=True)
class Declared:
    """A function that can be run in the background, and what people call it."""

    label: Any
    function: Function
    chunked: bool = False

    @property
    def path(self) -> str:
        """Where a worker finds it."""
        return f"{self.function.__module__}.{self.function.__qualname__}"

    def __call__(self, progress: Callable[..., None], **arguments: Any) -> JobFile | str | None:
        return self.function(progress, **arguments)


def job(label: Any, *, chunked: bool = False) -> Callable[[Function], Declared]:
    """Declare a function as a job: (progress, *, actor, date, **plain arguments) to a file, words or None."""
    return lambda function: Declared(label, function, chunked)


def enqueue(declared: Declared, *, actor: Actor, date: Date, **arguments: Any) -> Job:
    """Ask for a job with plain arguments (what JSON can carry).  It begins once this transaction is committed."""
    asked = Job.objects.create(
        function=declared.path, arguments=arguments, asked_by=actor.user_id, actor=_said(actor), date=date
    )
    run_job.enqueue(asked.pk)
    return asked


def label_of(asked: Job) -> str:
    """What people call the work of a job; the name of its function where the program no longer has it."""
    try:
        return str(_declared(asked).label)
    except JobError:
        return asked.function.rpartition(".")[2]


@task()
def run_job(job_id: int) -> None:
    """Run a job, unless it is finished; a failure is told to whoever asked and raised for the log."""
    asked = Job.objects.get(pk=job_id)
    if asked.finished_at is not None:
        return
    Job.objects.filter(pk=job_id).update(started_at=Coalesce("started_at", Now()), attempts=F("attempts") + 1)
    user = User.objects.filter(pk=asked.asked_by).first() if asked.asked_by else None
    with translation.override(user.language if user else translation.get_language()):
        try:
            _run(asked)
        except (OperationalError, InterfaceError):
            raise  # the database went away: the job is begun again
        except Exception as error:
            fail(job_id, _words(error, job_id))
            raise


def fail(job_id: int, words: str) -> None:
    """End a job with what went wrong."""
    Job.objects.filter(pk=job_id).update(error=words, finished_at=Now())


def _run(asked: Job) -> None:
    declared, actor, progress = _declared(asked), _actor(asked), Progress(asked.pk)
    if actor.user_id is not None and not User.objects.filter(pk=actor.user_id, is_active=True).exists():
        raise JobError(_("Whoever asked for this may no longer sign in."))

    def work() -> None:
        _finish(asked.pk, declared(progress, actor=actor, date=asked.date, **asked.arguments))

    try:
        if declared.chunked:
            work()
        else:
            with in_scope(actor.scope):
                work()
    finally:
        progress.close()


def _finish(job_id: int, result: JobFile | str | None) -> None:
    file = (
        {"file_name": result.file_name, "file_digest": vault.keep(result.content)}
        if isinstance(result, JobFile)
        else {}
    )
    words = {"message": result[:200]} if isinstance(result, str) else {}
    Job.objects.filter(pk=job_id).update(finished_at=Now(), error="", done=F("total"), **file, **words)


def _declared(asked: Job) -> Declared:
    try:
        found = import_string(asked.function)
    except ImportError:
        found = None
    if not isinstance(found, Declared):
        raise JobError(_("This version of the program does not know this work."))
    return found


def _words(error: Exception, job_id: int) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, (PermissionDenied, JobError)):
        return str(error)
    return _("Something went wrong in the program. Tell the administrator: job %(number)s.") % {"number": job_id}


def _said(actor: Actor) -> dict[str, Any]:
    return {"name": actor.name, "role": actor.role, "division": actor.division, **asdict(actor.scope)}


def _actor(asked: Job) -> Actor:
    said = asked.actor
    kept = {field.name: said[field.name] for field in fields(Scope)}
    scope = Scope(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
        | {"divisions": tuple((low, high) for low, high in kept["divisions"])}
    )
    return Actor(asked.asked_by, said["name"], Role(said["role"]), scope, said["division"])
