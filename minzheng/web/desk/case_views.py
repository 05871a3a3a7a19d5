"""A case: what we know, what the law says, what remains; and the acts of clerk and officer."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.casework.actions import assess_case, decide_case, propose, return_case
from minzheng.casework.policies import SEE_CASES
from minzheng.casework.queries import case as case_by_id
from minzheng.casework.queries import open_cases
from minzheng.casework.workflow import STEPS, steps_from
from minzheng.eligibility.policies import ASSESS, DECIDE
from minzheng.eligibility.queries import decision as decision_by_id
from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import has_purpose
from minzheng.kernel.declare import registry
from minzheng.kernel.documents.policies import ISSUE
from minzheng.kernel.documents.queries import documents_of
from minzheng.registers.queries import household_with_members
from minzheng.web.desk.reading import read_assessment
from minzheng.web.desk.worklist import days_left
from minzheng.web.errors import attempt
from minzheng.web.guards import STAFF_ONLY, allowed, found


@allowed(SEE_CASES)
def cases(request: Request) -> HttpResponse:
    """Open cases of one's places."""
    rows = [(case, days_left(case.due_on, request.today)) for case in open_cases(request.actor.scope)]
    return render(request, "desk/cases.html", {"rows": rows, "may_issue": ISSUE.allows(request.actor)})


@allowed(STAFF_ONLY)
def case(request: Request, case_id: int) -> HttpResponse:
    """One case."""
    one = found(case_by_id(case_id))
    home = found(household_with_members(one.household_id, request.today))
    context = {
        "case": one,
        "household": home,
        "scheme": registry.schemes[one.scheme],
        "days_left": days_left(one.due_on, request.today),
        "reading": read_assessment(one.assessment, {m.person_id: m.person for m in home.members_now}),
        "steps": steps_from(one.status, request.actor),
        "step_labels": {code: step.label for code, step in STEPS.items()},
        "may_assess": ASSESS.allows(request.actor) and one.status in ("accepted", "returned"),
        "may_decide": DECIDE.allows(request.actor) and one.status in ("notice", "refusal_proposed"),
        "notice_over": one.notice_until is None or request.today > one.notice_until,
        "revealed": has_purpose(request, one.household_id),
    }
    return render(request, "desk/case.html", context)


@require_POST
@allowed(ASSESS)
def assess(request: Request, case_id: int) -> HttpResponse:
    """Have the rules applied."""
    one = found(case_by_id(case_id))
    attempt(
        request,
        lambda: assess_case(case=one, actor=request.actor, date=request.today),
        _("The rules have been applied. Read the ladder and the figures, then put the opinion."),
    )
    return redirect("case", case_id)


@require_POST
@allowed(STEPS["propose_grant"].permission)
def put_opinion(request: Request, case_id: int) -> HttpResponse:
    """Put the township's opinion."""
    one = found(case_by_id(case_id))
    attempt(
        request,
        lambda: propose(case=one, actor=request.actor, date=request.today),
        _("The opinion has been put. The county will see it on its list."),
    )
    return redirect("case", case_id)


@require_POST
@allowed(DECIDE)
def decide(request: Request, case_id: int) -> HttpResponse:
    """Decide as proposed."""
    one = found(case_by_id(case_id))
    attempt(
        request,
        lambda: decide_case(case=one, actor=request.actor, date=request.today),
        _("Decided. The letter is ready to print, and the payment starts from its first month."),
    )
    return redirect("case", case_id)


@require_POST
@allowed(STEPS["return"].permission)
def send_back(request: Request, case_id: int) -> HttpResponse:
    """Return the proposal to the township."""
    one = found(case_by_id(case_id))
    reason = request.POST.get("reason", "")
    attempt(
        request,
        lambda: return_case(case=one, reason=reason, actor=request.actor, date=request.today),
        _("Returned. The township sees your reason."),
    )
    return redirect("case", case_id)


@allowed(STAFF_ONLY)
def letter(request: Request, decision_id: int) -> HttpResponse:
    """The decision as the resident will read it, to be printed."""
    one = found(decision_by_id(decision_id))
    home = found(household_with_members(one.household_id, one.decided_on))
    context = {
        "decision": one,
        "household": home,
        "scheme": registry.schemes[one.scheme],
        "reading": read_assessment(one.assessment, {m.person_id: m.person for m in home.members_now}),
        "revealed": has_purpose(request, one.household_id),
        "issued": documents_of(one),
        "may_issue": ISSUE.allows(request.actor) and f"{one.scheme}.decision" in registry.notices,
    }
    return render(request, "desk/letter.html", context)
