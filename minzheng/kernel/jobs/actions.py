"""Fetching what a job made."""

from datetime import date as Date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.documents import vault
from minzheng.kernel.jobs.models import Job
from minzheng.kernel.jobs.policies import OWN_JOBS


@action(OWN_JOBS)
def fetch_job_file(*, job: Job, actor: Actor, date: Date) -> bytes:
    """The file that a job made, for whoever asked for it and nobody else; each fetch is on record."""
    if job.asked_by != actor.user_id or not job.file_digest:
        raise PermissionDenied(_("Only whoever asked for this work can fetch its file."))
    record("fetch_job_file", job, actor=actor, date=date, new={"file": job.file_name, "digest": job.file_digest})
    return vault.fetch(job.file_digest)
