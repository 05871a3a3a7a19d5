"""The people of a demonstration at work: made-up workers, clerks and officers do what real ones would.

They act through the same acts, with the same permissions and scopes, as anybody who signs in.  In the newest month they
leave every third piece of work to the visitor.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
from django.conf import settings

from minzheng.casework.actions import assess_case, decide_case, propose
from minzheng.casework.choices import CaseStatus, TaskStatus, VisitVerdict
from minzheng.casework.models import Case, VisitTask
from minzheng.casework.queries import cases_for, open_tasks
from minzheng.eligibility.findings import Findings, MemberFinding
from minzheng.exchange.queries import events
from minzheng.kernel import clock
from minzheng.kernel.access.actors import Actor, actor_of
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.duties.queries import due_duties
from minzheng.kernel.jobs.crew import share_out
from minzheng.monitoring.actions import issue_tasks
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.visits import finish_visit
from minzheng.payments.actions import approve_run
from minzheng.payments.choices import Hold, RunStatus
from minzheng.payments.models import Run
from minzheng.payments.queries import households_drawing
from minzheng.registers.models import Membership
from minzheng.registers.queries import memberships_on
from minzheng.rulekit.months import add_months

#: Days of the month on which the demonstration's people work; on the first ones, once, what was there before them.
TAKE_OVER_DAYS = 1, 2, 11
FILES_DAY, DISPATCH_DAY, VISIT_DAY, OPINION_DAY, DECISION_DAY, APPROVAL_DAY = 12, 12, 15, 17, 25, 27
#: What is left to the visitor in the newest month: of every so many households the one with this remainder.
LEFT = {
    AlertStatus.NEW: (2, 0), TaskStatus.OPEN: (4, 1), CaseStatus.ACCEPTED: (5, 3), CaseStatus.RETURNED: (5, 3),
    CaseStatus.NOTICE: (4, 3), CaseStatus.REFUSAL_PROPOSED: (4, 3),
}  # fmt: skip
#: A role that so few hold works off its lists in as many parts.
FEW = 8
#: A re-check is begun so many days before it is due.
RECHECK_DAYS = 20
#: How the codes of diseases begin for which hospitals certify a serious illness.
_SERIOUS = "^(C|N18|I6|D61|D66)"


@dataclass(frozen=True)
class Door:
    """A household on a village worker's list, with what its visitor sees there."""

    task: VisitTask
    members: list[Membership]
    seriously_ill: set[int]
    is_helped: bool  # it draws a benefit, no alert sends the visitor, and its re-check is not due yet

    @property
    def status(self) -> str:
        """Where the visit stands."""
        return self.task.status

    @property
    def household_id(self) -> int:
        """The household."""
        return self.task.household_id

    @property
    def division_code(self) -> int:
        """Where it is."""
        return self.task.division_code


def begin_month(month: date) -> dict[str, int]:
    """Move the calendar to the day on which the departments' files are taken in."""
    _on(month, FILES_DAY)
    return {}


def take_over(month: date) -> dict[str, int]:
    """Before the first month: households that draw already are seen, assessed and decided on anew under the rules."""
    for_visits, for_opinions, for_decisions = TAKE_OVER_DAYS
    return visit(month, for_visits) | put_opinions(month, for_opinions) | decide(month, for_decisions)


def dispatch(month: date) -> dict[str, int]:
    """A county officer sends the village workers to the households with new alerts, all at once."""
    day, sent = _on(month, DISPATCH_DAY), 0
    for actor in _holders(Role.COUNTY_OFFICER):
        with in_scope(actor.scope):
            new = AlertHit.objects.filter(status=AlertStatus.NEW)
            theirs = [hit.pk for hit in new if not _is_left(hit, month)]
            sent += issue_tasks(alerts=new.filter(pk__in=theirs), actor=actor, date=day) if theirs else 0
    return {"alerts issued": sent}


def visit(month: date, on: int = VISIT_DAY) -> dict[str, int]:
    """Village workers go to the doors on their lists and write down what is there."""
    day = _on(month, on)
    _truth()  # read once, before the work is shared out
    return {"visits": _work(Role.VILLAGE_WORKER, day, lambda: _doors(day), _visit, month)}


def put_opinions(month: date, on: int = OPINION_DAY) -> dict[str, int]:
    """Township clerks have the rules applied and put their opinion."""

    def theirs() -> Iterable[Case]:
        return cases_for(Role.TOWNSHIP_CLERK, EVERYTHING).select_related("visit")

    return {"opinions": _work(Role.TOWNSHIP_CLERK, _on(month, on), theirs, _put_opinion, month)}


def decide(month: date, on: int = DECISION_DAY) -> dict[str, int]:
    """A county officer decides what the townships proposed."""
    theirs = partial(cases_for, Role.COUNTY_OFFICER, EVERYTHING)
    return {"decisions": _work(Role.COUNTY_OFFICER, _on(month, on), theirs, _decide, month)}


def approve(month: date) -> dict[str, int]:
    """A county officer approves the payments of the month."""
    day = _on(month, APPROVAL_DAY)

    def runs() -> list[Run]:
        payable = Run.objects.filter(month=month, status=RunStatus.PREPARED, lines__hold=Hold.NONE)
        return list(payable.distinct())

    return {"runs approved": _work(Role.COUNTY_OFFICER, day, runs, _approve, month, leave=False)}


def _on(month: date, day: int) -> date:
    """The day of the month, with the calendar moved to it unless it stands later already."""
    then = month.replace(day=day)
    if clock.today() < then:
        clock.move_to(then)
    return then


def _work(
    role: Role, day: date, things: Callable[[], Iterable[Any]], act: Callable[[Any, Actor, date], None], month: date,
    leave: bool = True,
) -> int:  # fmt: skip
    """Have the first of a role whose place it is do what lies there; each does theirs in transactions of their own.

    What lies there is read once, for all of them, and before the work is shared out: they act each in their own scope.
    """
    holders = _holders(role)
    parts = 1 if len(holders) > FEW or not leave else FEW
    with in_scope(EVERYTHING):
        waiting = [thing for thing in things() if not (leave and _is_left(thing, month))]
    shares: dict[tuple[int, int], list[Any]] = {}
    for thing in waiting:
        whose = next((at for at, actor in enumerate(holders) if actor.scope.covers(thing.division_code)), None)
        if whose is not None:
            shares.setdefault((whose, thing.household_id % parts if parts > 1 else 0), []).append(thing)

    def do(share: tuple[int, int]) -> int:
        actor = holders[share[0]]
        with in_scope(actor.scope):
            for thing in shares[share]:
                act(thing, actor, day)
        return len(shares[share])

    longest_first = sorted(shares, key=lambda share: (-len(shares[share]), share))
    return sum(share_out(longest_first, do))


def _is_left(thing: AlertHit | Door | Case, month: date) -> bool:
    """Whether a visitor finds this still to be done: some of what came up in the newest month."""
    every, remainder = LEFT[thing.status]  # type: ignore[index]
    return month == newest_month() and thing.household_id % every == remainder


@cache
def _holders(role: Role) -> list[Actor]:
    """Who holds a role: in a demonstration, the same people from its first month on."""
    with in_scope(EVERYTHING):
        posts = Post.objects.filter(role=role).select_related("user").order_by("id")
        return [actor for post in posts if (actor := actor_of(post.user, clock.today())) is not None]


def _doors(day: date) -> list[Door]:
    """The doors to which somebody goes on a day, in six queries however many they are.

    What was put on the list later waits for the next month, also where this one is run again.
    """
    tasks = list(open_tasks(EVERYTHING).filter(issued_on__lte=day))
    homes = [task.household_id for task in tasks]
    members: dict[int, list[Membership]] = {home: [] for home in homes}
    for membership in memberships_on(day).filter(household__in=homes):
        members[membership.household_id].append(membership)
    drawing = set(households_drawing(day).filter(household__in=homes).values_list("household", flat=True))
    alerted = set(AlertHit.objects.filter(task__in=tasks).values_list("task", flat=True))
    soon = due_duties(EVERYTHING, day + timedelta(days=RECHECK_DAYS), Role.TOWNSHIP_CLERK)
    drawing -= set(soon.filter(household_id__in=homes).values_list("household_id", flat=True))
    doors = [
        Door(
            task,
            members[task.household_id],
            _seriously_ill(day),
            task.household_id in drawing and task.pk not in alerted,
        )
        for task in tasks
    ]
    return [door for door in doors if not door.is_helped or _goes_now(door, day)]


def _goes_now(door: Door, day: date) -> bool:
    """Whether a visit that comes again is made this month: when it has to be, else a third of them each month."""
    return door.task.due_on < add_months(day.replace(day=1), 1) or door.household_id % 3 == day.month % 3


def _visit(door: Door, actor: Actor, day: date) -> None:
    findings, in_need = _what_is_there(door, day)
    applies = in_need and not door.is_helped  # a visit that comes again finds that it draws what it needs
    finish_visit(
        task=door.task,
        verdict=VisitVerdict.NEEDS_SCHEME if applies else VisitVerdict.NO_NEED,
        findings=findings,
        second_surveyor="王协理",
        person_present=door.task.household.head.name,
        consent_to_check=applies,
        note="",
        actor=actor,
        date=day,
    )


def _put_opinion(case: Case, actor: Actor, day: date) -> None:
    assess_case(case=case, actor=actor, date=day)
    propose(case=case, actor=actor, date=day)


def _decide(case: Case, actor: Actor, day: date) -> None:
    if case.status != CaseStatus.NOTICE or (case.notice_until and case.notice_until < day):
        decide_case(case=case, actor=actor, date=day)


def _approve(run: Run, actor: Actor, day: date) -> None:
    approve_run(run=run, actor=actor, date=day)


def _what_is_there(door: Door, day: date) -> tuple[Findings, bool]:
    """What a visitor of the household would see on a day: its real means of the last twelve months."""
    months = {f"{add_months(day.replace(day=1), -n):%Y-%m}" for n in range(12)}
    household = door.task.household
    rows = [row for row in _truth().get(household.number, ()) if row["month"] in months]

    def year(what: str) -> int:
        return sum(row[what] for row in rows) * 12 // max(len(rows), 1)

    earner = next((m for m in door.members if m.person_id == household.head_id), door.members[0])
    found = [
        MemberFinding(person_id=m.person_id, serious_illness=m.person_id in door.seriously_ill) for m in door.members
    ]
    of_earner = {
        "wage": year("pay"), "business": year("farm") + year("business"), "pension": year("pension"),
        "support_received": year("gifts"), "education_cost": year("school"),
    }  # fmt: skip
    found = [f.model_copy(update=of_earner) if f.person_id == earner.person_id else f for f in found]
    return Findings(members=found), sum(row["need"] for row in rows) > 0


@cache
def _seriously_ill(day: date) -> set[int]:
    """Who was treated for what hospitals certify as a serious illness, up to a day."""
    serious = "person IS NOT NULL AND as_of <= ? AND regexp_matches(_disease_code, ?)"
    return {bill.person_id or 0 for bill in events("medical_insurance_settlement", serious, [day, _SERIOUS])}


@cache
def _truth() -> dict[str, list[dict[str, Any]]]:
    """The true months of every household, by household number."""
    county = Path(_mark()["county"])
    numbers = parquet.read_table(county / "register" / "households.parquet", columns=["household_id", "household_no"])
    number_of = dict(zip(*(column.to_pylist() for column in numbers.columns), strict=True))
    by_household: dict[str, list[dict[str, Any]]] = {}
    for row in parquet.read_table(county / "truth" / "household_months.parquet").to_pylist():
        by_household.setdefault(number_of.get(row["household_id"], ""), []).append(row)
    return by_household


def newest_month() -> date:
    """The month with which the demonstration ends: the visitor goes on from there."""
    return date.fromisoformat(_mark()["newest_month"])


@cache
def _mark() -> dict[str, str]:
    return json.loads(settings.DEMO_MARK.read_text(encoding="utf-8"))
