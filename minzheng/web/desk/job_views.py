"""Background work that one asked for: how far it is, what it made, what went wrong."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from minzheng.kernel.access.requests import Request
from minzheng.kernel.jobs.actions import fetch_job_file
from minzheng.kernel.jobs.policies import OWN_JOBS
from minzheng.kernel.jobs.queries import jobs_of, labelled
from minzheng.kernel.screens.guards import allowed, found


@allowed(OWN_JOBS)
def jobs(request: Request) -> HttpResponse:
    """One's own jobs, newest first; while one runs, the list asks for itself again every two seconds."""
    rows = labelled(jobs_of(request.actor))
    context = {"rows": rows, "running": any(job.finished_at is None for job, _label in rows)}
    return render(request, "desk/job_list.html" if request.htmx else "desk/jobs.html", context)


@require_POST
@allowed(OWN_JOBS)
def job_file(request: Request, job_id: int) -> HttpResponse:
    """The file that one's own job made; fetching it is recorded."""
    job = found(jobs_of(request.actor).filter(pk=job_id).first())
    content = fetch_job_file(job=job, actor=request.actor, date=request.today)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(job.file_name)}"
    return response
