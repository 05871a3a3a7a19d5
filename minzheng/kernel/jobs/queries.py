"""Reading the jobs that somebody asked for."""

from django.db.models import QuerySet

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.jobs.models import Job
from minzheng.kernel.jobs.queue import label_of

SHOWN = 50


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """The jobs that an actor asked for, newest first.  Nobody sees those of others."""
    return Job.objects.filter(asked_by=actor.person).order_by("-id")


def labelled(jobs: QuerySet[Job]) -> list[tuple[Job, str]]:
    """The newest jobs, each with what people call its work."""
    return [(asked, label_of(asked)) for asked in jobs[:SHOWN]]
