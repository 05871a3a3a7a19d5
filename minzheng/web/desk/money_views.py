"""Payment runs: what is paid, what changed, who approves, the file for the bank."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.kernel.access.requests import Request
from minzheng.kernel.deadlines.periods import first_of_next_month
from minzheng.kernel.documents import vault
from minzheng.payments.actions import approve_run, make_bank_file, prepare_run
from minzheng.payments.policies import APPROVE, MAKE_FILE, PREPARE, SEE_RUNS
from minzheng.payments.queries import changes, lines_of
from minzheng.payments.queries import run as run_by_id
from minzheng.payments.queries import runs as all_runs
from minzheng.web.errors import attempt
from minzheng.web.guards import allowed, found


@allowed(SEE_RUNS)
def runs(request: Request) -> HttpResponse:
    """The runs of all months, and preparing the next one."""
    today: date = request.today
    months = [today.replace(day=1), first_of_next_month(today)]
    context = {"runs": all_runs(), "months": months, "may_prepare": PREPARE.allows(request.actor)}
    return render(request, "desk/runs.html", context)


@require_POST
@allowed(PREPARE)
def prepare(request: Request) -> HttpResponse:
    """Prepare the payments of a month."""
    try:
        month = date.fromisoformat(f"{request.POST.get('month', '')}-01")
    except ValueError:
        return redirect("runs")
    attempt(
        request,
        lambda: prepare_run(
            month=month, scheme="dibao", division_code=request.actor.division, actor=request.actor, date=request.today
        ),
        _("Prepared. A county officer has to approve it before the bank gets a file."),
    )
    return redirect("runs")


@allowed(SEE_RUNS)
def run(request: Request, run_id: int) -> HttpResponse:
    """One run: three numbers, the difference from the month before, the lines."""
    one = found(run_by_id(run_id))
    context = {
        "run": one,
        "changes": changes(one),
        "lines": lines_of(run_id),
        "may_approve": APPROVE.allows(request.actor) and one.status == "prepared",
        "may_file": MAKE_FILE.allows(request.actor) and one.status == "approved",
        "may_download": MAKE_FILE.allows(request.actor) and one.status == "filed",
    }
    return render(request, "desk/run.html", context)


@require_POST
@allowed(APPROVE)
def approve(request: Request, run_id: int) -> HttpResponse:
    """Approve a run."""
    one = found(run_by_id(run_id))
    attempt(
        request,
        lambda: approve_run(run=one, actor=request.actor, date=request.today),
        _("Approved and posted to the ledger. Finance can make the bank's file."),
    )
    return redirect("run", run_id)


@require_POST
@allowed(MAKE_FILE)
def make_file(request: Request, run_id: int) -> HttpResponse:
    """Make the bank's file."""
    one = found(run_by_id(run_id))
    attempt(
        request,
        lambda: make_bank_file(run=one, actor=request.actor, date=request.today),
        _("The bank's file is made. The same run never makes a second one."),
    )
    return redirect("run", run_id)


@require_POST
@allowed(MAKE_FILE)
def download(request: Request, run_id: int) -> HttpResponse:
    """The bank's file; asking for it again is recorded and gives the same bytes."""
    one = found(run_by_id(run_id))
    made = make_bank_file(run=one, actor=request.actor, date=request.today)
    response = HttpResponse(vault.fetch(made.digest), content_type="text/csv; charset=gb18030")
    response["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
    return response
