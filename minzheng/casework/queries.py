"""Reading visit tasks, visits and cases."""

from datetime import date

from django.db.models import QuerySet

from minzheng.casework.choices import OPEN_STATUSES, CaseStatus, TaskStatus
from minzheng.casework.models import Case, Visit, VisitTask
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import Scope


def open_tasks(scope: Scope) -> QuerySet[VisitTask]:
    """Households still to be visited, the most urgent first."""
    tasks = VisitTask.objects.filter(scope.q("division_code"), status=TaskStatus.OPEN)
    return tasks.select_related("household__head").order_by("due_on", "id")


def task(task_id: int) -> VisitTask | None:
    """One visit task, if it is in scope."""
    return VisitTask.objects.filter(pk=task_id).select_related("household__head").first()


#: What each role works on among open cases.
_WORKS_ON = {
    Role.TOWNSHIP_CLERK: (CaseStatus.ACCEPTED, CaseStatus.RETURNED),
    Role.COUNTY_OFFICER: (CaseStatus.NOTICE, CaseStatus.REFUSAL_PROPOSED),
}


def cases_for(role: Role, scope: Scope) -> QuerySet[Case]:
    """Open cases whose next step lies with a role, the nearest deadline first."""
    cases = Case.objects.filter(scope.q("division_code"), status__in=_WORKS_ON.get(role, ()))
    return cases.select_related("household__head", "assessment").order_by("due_on", "id")


def open_cases(scope: Scope) -> QuerySet[Case]:
    """All open cases, the nearest deadline first."""
    cases = Case.objects.filter(scope.q("division_code"), status__in=OPEN_STATUSES)
    return cases.select_related("household__head").order_by("due_on", "id")


def case(case_id: int) -> Case | None:
    """One case with what its page needs, if it is in scope."""
    return (
        Case.objects.filter(pk=case_id)
        .select_related("household__head", "visit__visited_by", "assessment", "decision__decided_by", "proposed_by")
        .prefetch_related("steps")
        .first()
    )


def cases_of(household_id: int) -> QuerySet[Case]:
    """The cases of a household, newest first, with their steps."""
    return Case.objects.filter(household_id=household_id).prefetch_related("steps").order_by("-id")


def visits_of(household_id: int) -> QuerySet[Visit]:
    """The visits to a household, newest first."""
    return Visit.objects.filter(household_id=household_id).select_related("visited_by").order_by("-visited_on", "-id")


def last_visit(household_id: int, day: date) -> Visit | None:
    """The newest visit not after a day."""
    return visits_of(household_id).filter(visited_on__lte=day).first()


def visit(visit_id: int) -> Visit | None:
    """One visit with the cases it opened, if it is in scope."""
    found = Visit.objects.filter(pk=visit_id).select_related("visited_by", "task", "household__head")
    return found.prefetch_related("cases").first()
