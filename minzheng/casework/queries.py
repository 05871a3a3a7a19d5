"""Reading visit tasks, visits and cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from minzheng.casework.choices import TaskStatus, VisitVerdict
from minzheng.casework.models import Case, TaskStep, Visit, VisitTask
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.deadlines.models import RunningClock
from minzheng.kernel.deadlines.queries import clocks_of
from minzheng.kernel.declare import registry
from minzheng.kernel.identity.masking import PublicRole, public_name
from minzheng.registers.queries import memberships_on

ADULT = 18


def open_tasks(scope: Scope) -> QuerySet[VisitTask]:
    """Households still to be visited, the most urgent first; `is_returned` where a report was sent back."""
    tasks = VisitTask.objects.filter(scope.q("division_code"), status=TaskStatus.OPEN)
    returned = TaskStep.objects.filter(task=OuterRef("pk"), kind=TaskStep.Kind.RETURNED)
    return tasks.select_related("household__head").annotate(is_returned=Exists(returned)).order_by("due_on", "id")


def own_tasks(scope: Scope, user_id: int | None) -> QuerySet[VisitTask]:
    """Households still to be visited, without those given to somebody else."""
    return open_tasks(scope).filter(Q(worker=None) | Q(worker=user_id))


def goers_of(villages: Iterable[int], on: date) -> dict[int, list[User]]:
    """Those who go to the doors of each of these villages on a day: its workers, and the clerks of its township."""
    posts = Post.objects.filter(role__in=(Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK), valid_from__lte=on)
    held = [
        (Scope.of(*post.divisions), post.user)
        for post in posts.exclude(valid_to__lte=on).select_related("user").order_by("-role", "id")
    ]
    return {code: [user for scope, user in held if scope.covers(code)] for code in villages}


def task(task_id: int) -> VisitTask | None:
    """One visit task, if it is in scope."""
    return VisitTask.objects.filter(pk=task_id).select_related("household__head").first()


def task_of(household_id: int) -> VisitTask | None:
    """The open visit to a household, where there is one."""
    return VisitTask.objects.filter(household_id=household_id, status=TaskStatus.OPEN).first()


def cases_for(role: Role, scope: Scope) -> QuerySet[Case]:
    """Open cases whose next step lies with a role, by their procedures, the nearest deadline first."""
    theirs = Q(pk__in=[])
    for scheme in registry.schemes:
        statuses = [s.code for s in registry.procedures[scheme.procedure].statuses if s.with_role == role]
        if statuses:
            theirs |= Q(scheme=scheme.code, status__in=statuses)
    return cases_in(scope).filter(theirs, closed_on=None).select_related("assessment").order_by("due_on", "id")


def cases_in(scope: Scope) -> QuerySet[Case]:
    """The cases of a scope, with their households."""
    cases = Case.objects.filter(scope.q("division_code", household="household_id"))
    return cases.select_related("household__head", "person")


def visits_in(scope: Scope) -> QuerySet[Visit]:
    """The visits of a scope, with household and visitor."""
    return Visit.objects.filter(scope.q("division_code")).select_related("household__head", "visited_by")


def affairs_of_cases(case_ids: Sequence[int], on: date) -> Scope:
    """What a post over single cases opens: their households, and the people in them on a day.

    Read with the scope of the system, since the post's own scope is what is being worked out.
    """
    with in_scope(EVERYTHING):
        homes = set(Case.objects.filter(pk__in=case_ids).values_list("household_id", flat=True))
        people = memberships_on(on).filter(household__in=homes).values_list("person_id", flat=True)
        return Scope(households=tuple(sorted(homes)), people=tuple(sorted(people)))


def case(case_id: int) -> Case | None:
    """One case with what its page needs, if it is in scope."""
    return (
        Case.objects.filter(pk=case_id)
        .select_related(
            "household__head", "visit__visited_by", "assessment", "decision__decided_by", "proposed_by", "person"
        )
        .prefetch_related("steps")
        .first()
    )


def cases_of(household_id: int) -> QuerySet[Case]:
    """The cases of a household, newest first, with their steps."""
    return Case.objects.filter(household_id=household_id).prefetch_related("steps").order_by("-id")


def visits_of(household_id: int) -> QuerySet[Visit]:
    """The visits to a household, newest first."""
    return Visit.objects.filter(household_id=household_id).select_related("visited_by").order_by("-visited_on", "-id")


def newest_verdicts(households: Iterable[int], since: date) -> dict[int, str]:
    """What the newest visit since a day found of each of these households; where nobody was met counts for nothing."""
    visits = Visit.objects.filter(household__in=list(households), visited_on__gte=since)
    told = visits.exclude(verdict=VisitVerdict.NOT_FOUND).order_by("visited_on", "id")
    return dict(told.values_list("household_id", "verdict"))


def last_visit(household_id: int, day: date) -> Visit | None:
    """The newest visit not after a day."""
    return visits_of(household_id).filter(visited_on__lte=day).first()


def visit(visit_id: int) -> Visit | None:
    """One visit with the cases it opened, if it is in scope."""
    found = Visit.objects.filter(pk=visit_id).select_related("visited_by", "task", "household__head")
    return found.prefetch_related("cases", "returns__taken_by").first()


@dataclass(frozen=True)
class Notice:
    """What the public may read of a proposal: masked name, village, members, amount, until when; nothing else."""

    name: str
    division_code: int
    scheme: str
    members: int
    monthly_fen: int
    until: date


def public_notices(day: date) -> list[Notice]:
    """The proposals on public notice on a day, by place.

    Read with the scope of the system, since anybody may read them; only what the law lets be shown leaves this function
    (57号, articles 19 and 24).
    """
    with in_scope(EVERYTHING):
        cases = Case.objects.filter(closed_on=None, notice_until__gte=day)
        cases = cases.select_related("household__head", "assessment").order_by("division_code", "id")
        return [_notice(case, day) for case in cases]


def _notice(case: Case, day: date) -> Notice:
    head, outcome = case.household.head, case.assessment.outcome if case.assessment else {}
    role = PublicRole.ADULT if head.age_on(day) >= ADULT else PublicRole.MINOR
    return Notice(
        name=public_name(head.name, role),
        division_code=case.division_code,
        scheme=case.scheme,
        members=len(outcome.get("members_counted", ())),
        monthly_fen=int(outcome.get("fen", {}).get(registry.schemes[case.scheme].amount) or 0),
        until=case.notice_until or day,
    )


#: The code of the clock that runs from acceptance to decision.
DECISION_CLOCK = "decision"


def decision_clock(case: Case) -> RunningClock | None:
    """The clock that runs from the acceptance of a case to its decision; None from before clocks."""
    return clocks_of(case).filter(code=DECISION_CLOCK).first()


def late_tasks(scope: Scope, on: date) -> QuerySet[VisitTask]:
    """Households that should have been visited before a day, the longest due first."""
    return open_tasks(scope).filter(due_on__lt=on)


def late_cases(scope: Scope, on: date) -> QuerySet[Case]:
    """Open cases whose statutory deadline has passed before a day, the longest ago first."""
    return cases_in(scope).filter(closed_on=None, due_on__lt=on).order_by("due_on", "id")
