"""The supervision board: visits by township and month, what is late, sending back, giving to another worker."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.casework.actions import reassign_visit
from minzheng.casework.policies import REASSIGN_VISIT, RETURN_VISIT
from minzheng.casework.queries import goers_of, late_tasks
from minzheng.casework.queries import task as task_by_id
from minzheng.casework.queries import visit as visit_by_id
from minzheng.casework.supervision import supervision
from minzheng.exchange.policies import READ_FEEDS
from minzheng.kernel.access.requests import Request
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed, found
from minzheng.monitoring.calendar import two_tiers
from minzheng.monitoring.policies import SEE_RULES
from minzheng.monitoring.visits import send_back
from minzheng.rulekit.months import add_months
from minzheng.web.desk.worklist import days_left

MONTHS, SHOWN = 6, 50


@allowed(SEE_RULES)
def supervision_board(request: Request) -> HttpResponse:
    """Visits by township for a month, and the visits that are late now."""
    this_month = request.today.replace(day=1)
    months = [add_months(this_month, -n) for n in range(MONTHS)]
    month = next((each for each in months if f"{each:%Y-%m}" == request.GET.get("month")), this_month)
    late = list(late_tasks(request.actor.scope, request.today).select_related("worker")[:SHOWN])
    goers = goers_of({task.division_code for task in late}, request.today)
    context = {
        "month": month,
        "months": months,
        "rows": supervision(request.actor.scope, month, request.today),
        "late": [(task, days_left(task.due_on, request.today), goers[task.division_code]) for task in late],
        "may_act": REASSIGN_VISIT.allows(request.actor),
        "tiers": two_tiers(request.actor.scope, request.today),
        "may_see_feeds": READ_FEEDS.allows(request.actor),
    }
    return render(request, "desk/supervision.html", context)


@require_POST
@allowed(REASSIGN_VISIT)
def reassign(request: Request, task_id: int) -> HttpResponse:
    """Give an open visit to another worker of the village."""
    task, worker = found(task_by_id(task_id)), request.POST.get("worker", "")
    attempt(
        request,
        lambda: reassign_visit(
            task=task, worker=_number(worker), reason=request.POST.get("reason", ""), actor=request.actor,
            date=request.today,
        ),
        _("Reassigned. It stands on that worker's list now."),
    )  # fmt: skip
    return redirect("supervision")


@require_POST
@allowed(RETURN_VISIT)
def return_report(request: Request, visit_id: int) -> HttpResponse:
    """Send the report of a visit back to be made complete."""
    visit = found(visit_by_id(visit_id))
    attempt(
        request,
        lambda: send_back(
            visit=visit, reason=request.POST.get("reason", ""), actor=request.actor, date=request.today
        ),
        _("Sent back. The worker finds the door on the list again, with what is missing."),
    )  # fmt: skip
    return redirect("visit", visit_id)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
