"""A case: what we know, what the law says, what remains; and the letter of the decision."""

from django.http import HttpResponse
from django.shortcuts import render

from minzheng.casework.queries import case as case_by_id
from minzheng.casework.queries import decision_clock
from minzheng.casework.screens import CASES
from minzheng.casework.workflow import procedure_of, status_of
from minzheng.eligibility.letters import sentence_of
from minzheng.eligibility.queries import decision as decision_by_id
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import has_purpose
from minzheng.kernel.declare import registry
from minzheng.kernel.documents.policies import ISSUE
from minzheng.kernel.documents.queries import documents_of
from minzheng.kernel.screens.acts import offers
from minzheng.kernel.screens.guards import STAFF_ONLY, allowed, found
from minzheng.registers.queries import household_with_members
from minzheng.web.desk.clocks import shown_clock
from minzheng.web.desk.reading import read_assessment


@allowed(STAFF_ONLY)
def case(request: Request, case_id: int) -> HttpResponse:
    """One case."""
    one = found(case_by_id(case_id))
    home = found(household_with_members(one.household_id, request.today))
    scheme, status = registry.schemes[one.scheme], status_of(one)
    context = {
        "register": CASES,
        "row": one,
        "case": one,
        "household": home,
        "scheme": scheme,
        "procedure": procedure_of(one),
        "status": status,
        "with_role": Role(status.with_role).label if status.with_role else "",
        "clock": shown_clock(decision_clock(one), request.today),
        "reading": read_assessment(one.assessment, {m.person_id: m.person for m in home.members_now}),
        "amount": one.assessment.outcome["fen"].get(scheme.amount) if one.assessment else None,
        "offers": offers(CASES, one, request.actor, request.today),
        "notice_over": one.notice_until is None or request.today > one.notice_until,
        "revealed": has_purpose(request, one.household_id),
    }
    return render(request, "desk/case.html", context)


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
        "sentence": sentence_of(one),
        "revealed": has_purpose(request, one.household_id),
        "issued": documents_of(one),
        "may_issue": ISSUE.allows(request.actor) and f"{one.scheme}.decision" in registry.notices,
    }
    return render(request, "desk/letter.html", context)
