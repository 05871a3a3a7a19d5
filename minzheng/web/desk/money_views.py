"""Payment runs: what is paid, what changed, who approves, the file for the bank."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import registry
from minzheng.kernel.documents import vault
from minzheng.kernel.screens.acts import offers
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed, found
from minzheng.payments.accounts import record_account
from minzheng.payments.actions import make_bank_file
from minzheng.payments.policies import MAKE_FILE, RECORD_ACCOUNT, SEE_RUNS, TAKE_RETURN
from minzheng.payments.queries import difference, lines_of, returned_of
from minzheng.payments.queries import run as run_by_id
from minzheng.payments.returns import take_return
from minzheng.payments.screens import RUNS
from minzheng.registers.queries import household_with_members

#: So many lines of a run stand on its page, those that are held first; the rest is in the list of payments.
SHOWN = 100


@allowed(SEE_RUNS)
def run(request: Request, run_id: int) -> HttpResponse:
    """One run: three numbers, the difference from the month before, the first lines."""
    one, lines = found(run_by_id(run_id)), lines_of(run_id)
    context = {
        "run": one,
        "difference": difference(one),
        "lines": lines[:SHOWN],
        "number": lines.count(),
        "register": RUNS,
        "row": one,
        "scheme": registry.schemes[one.scheme],
        "offers": offers(RUNS, one, request.actor, request.today),
        "returned": list(returned_of(run_id)),
        "may_take_return": TAKE_RETURN.allows(request.actor) and one.status == "filed",
        "may_download": MAKE_FILE.allows(request.actor) and one.status == "filed",
    }
    return render(request, "desk/run.html", context)


@require_POST
@allowed(MAKE_FILE)
def download(request: Request, run_id: int) -> HttpResponse:
    """The bank's file; asking for it again is recorded and gives the same bytes."""
    one = found(run_by_id(run_id))
    made = make_bank_file(run=one, actor=request.actor, date=request.today)
    response = HttpResponse(vault.fetch(made.digest), content_type="text/csv; charset=gb18030")
    response["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
    return response


@require_POST
@allowed(TAKE_RETURN)
def bank_return(request: Request, run_id: int) -> HttpResponse:
    """Take in the bank's return file: which payments it could not make, and why."""
    one, file = found(run_by_id(run_id)), request.FILES.get("file")
    content = file.read() if file else b""
    attempt(
        request,
        lambda: take_return(run=one, content=content, actor=request.actor, date=request.today),
        _("Taken in. What the bank could not pay stands on this page, with its reason."),
    )
    return redirect("run", run_id)


@require_POST
@allowed(RECORD_ACCOUNT)
def account(request: Request, household_id: int) -> HttpResponse:
    """Record the account of a member of a household."""
    home = found(household_with_members(household_id, request.today))
    members = {str(member.person_id): member.person for member in home.members_now}
    person = found(members.get(request.POST.get("person", "")))
    bank, number = request.POST.get("bank", ""), request.POST.get("number", "")
    attempt(
        request,
        lambda: record_account(person=person, bank=bank, number=number, actor=request.actor, date=request.today),
        _("Recorded. What is owed goes to this account with the next payment."),
    )
    return redirect("household", household_id)
