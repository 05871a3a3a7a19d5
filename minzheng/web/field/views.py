"""The visit on the phone: why we go, who lives there, one sheet, a verdict."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minzheng.casework.choices import TaskStatus, VisitVerdict
from minzheng.casework.policies import RETURN_VISIT, VISIT
from minzheng.casework.queries import last_visit
from minzheng.casework.queries import task as task_by_id
from minzheng.casework.queries import visit as visit_by_id
from minzheng.eligibility.findings import Findings
from minzheng.kernel.access.care import HEALTH
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import give_purpose, has_purpose, opens
from minzheng.kernel.declare import registry
from minzheng.kernel.duties.queries import duties_of
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import STAFF_ONLY, allowed, found
from minzheng.monitoring.queries import alerts_of_task
from minzheng.monitoring.visits import finish_visit
from minzheng.registers.queries import household_with_members
from minzheng.web.field.forms import Sheet


@allowed(VISIT)
def task(request: Request, task_id: int) -> HttpResponse:
    """One door: the reasons to go, the members, the sheet; saved with a verdict."""
    one = found(task_by_id(task_id))
    if one.status == TaskStatus.DONE:
        return redirect("visit", one.visit.pk)
    home = found(household_with_members(one.household_id, request.today))
    if not has_purpose(request, home.pk):
        give_purpose(request, home, "visit")  # being sent there is the purpose
    before = last_visit(home.pk, request.today)
    findings = Findings.model_validate(before.findings) if before else None
    sheet = Sheet(home.members_now, findings, request.POST if request.method == "POST" else None)
    if request.method == "POST" and sheet.is_valid() and _save(request, one, sheet):
        return redirect("work")
    context = {
        "task": one,
        "household": home,
        "alerts": [(hit, registry.alerts[hit.rule]) for hit in alerts_of_task(one.pk)],
        "duties": [
            (registry.duties[turn.duty], turn)
            for turn in duties_of(home.pk).filter(done_on=None, ended_on=None)
            if registry.duties[turn.duty].role == Role.VILLAGE_WORKER
        ],
        "sheet": sheet,
        "returned": one.steps.filter(visit__isnull=False).select_related("taken_by").last(),
        "before": before,
        "revealed": True,
    }
    return render(request, "field/task.html", context)


def _save(request: Request, one: object, sheet: Sheet) -> bool:
    typed = sheet.household.cleaned_data
    return attempt(
        request,
        lambda: finish_visit(
            task=one, verdict=VisitVerdict(typed["verdict"]), findings=sheet.findings(),
            second_surveyor=typed["second_surveyor"], person_present=typed["person_present"],
            consent_to_check=typed["consent_to_check"], note=typed["note"], actor=request.actor, date=request.today,
        ),
        _("Recorded. Thank you for going."),
    )  # fmt: skip


@allowed(STAFF_ONLY)
def visit(request: Request, visit_id: int) -> HttpResponse:
    """A visit as the desk sees it: what was asked, what was found, what it set in motion."""
    one = found(visit_by_id(visit_id))
    home = household_with_members(one.household_id, one.visited_on)
    if home is None:
        raise PermissionDenied
    findings = Findings.model_validate(one.findings)
    context = {
        "visit": one,
        "household": home,
        "members": [(member, findings.member(member.person_id)) for member in home.members_now],
        "findings": findings,
        "alerts": [(hit, registry.alerts[hit.rule]) for hit in alerts_of_task(one.task_id)],
        "may_return": RETURN_VISIT.allows(request.actor) and not one.cases.all(),
        "revealed": has_purpose(request, one.household_id),
        "health_open": opens(HEALTH, request, one.household_id),
    }
    return render(request, "desk/visit.html", context)
