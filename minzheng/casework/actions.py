"""Acts of casework: sending somebody to a household, recording a visit, opening, proposing and deciding a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.casework.choices import Channel, TaskStatus, VisitVerdict
from minzheng.casework.models import Case, CaseStep, TaskStep, Visit, VisitTask
from minzheng.casework.policies import (
    EXTEND,
    ISSUE_TASK,
    OPEN_CASE,
    REASSIGN_VISIT,
    RETURN_VISIT,
    VISIT,
    WORK_ON_CASES,
)
from minzheng.casework.queries import DECISION_CLOCK, decision_clock, goers_of
from minzheng.casework.workflow import advance, may_be_assessed, procedure_of, status_of, verdict_to_take
from minzheng.eligibility.actions import assess, decide
from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.findings import Findings
from minzheng.eligibility.gather import Gathering
from minzheng.eligibility.models import Assessment, Decision
from minzheng.eligibility.policies import ASSESS
from minzheng.eligibility.queries import facts_of
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.deadlines.actions import extend_clock, finish_clock, start_clock
from minzheng.kernel.deadlines.clock import Clock, Period, Unit, read
from minzheng.kernel.deadlines.models import RunningClock
from minzheng.kernel.declare import Procedure, registry
from minzheng.kernel.duties.fulfilling import fulfil
from minzheng.kernel.duties.queries import due_duties
from minzheng.payments.actions import give_award
from minzheng.registers.models import Household, Person
from minzheng.registers.queries import memberships_on
from minzheng.rulekit.workdays import official_calendar


@dataclass(frozen=True)
class Order:
    """Why somebody goes: to which household, in which village, how urgently, by which day."""

    household_id: int
    division_code: int
    level: str
    due_on: Date


def in_working_days(date: Date, days: int) -> Date:
    """The last of so many working days after a day."""
    return official_calendar().add_working_days(date, days)


@action(ISSUE_TASK)
def issue_visits(*, orders: Sequence[Order], actor: Actor, date: Date) -> dict[int, VisitTask]:
    """Send the village workers to many households at once, and return the open visit of each, by household.

    Where a visit is open already, that one gets the nearer deadline; of several orders for one household the most
    urgent holds.
    """
    wanted: dict[int, Order] = {}
    for order in sorted(orders, key=lambda order: order.due_on):
        wanted.setdefault(order.household_id, order)
    VisitTask.objects.bulk_create(
        (
            VisitTask(
                household_id=order.household_id, division_code=order.division_code, level=order.level, issued_on=date,
                due_on=order.due_on,
            )
            for order in wanted.values()
        ),
        ignore_conflicts=True,
        batch_size=2000,
    )  # fmt: skip
    tasks = {task.household_id: task for task in VisitTask.objects.filter(household__in=wanted, status=TaskStatus.OPEN)}
    nearer = [task for task in tasks.values() if wanted[task.household_id].due_on < task.due_on]
    for task in nearer:
        task.due_on = wanted[task.household_id].due_on
    VisitTask.objects.bulk_update(nearer, ["due_on"], batch_size=2000)
    subject: VisitTask | str = next(iter(tasks.values())) if len(tasks) == 1 else "casework.visittask"
    record("issue_task", subject, actor=actor, date=date, new={"visits": sorted(task.pk for task in tasks.values())})
    return tasks


def issue_task(*, household: Household, level: str, working_days: int, actor: Actor, date: Date) -> VisitTask:
    """Send the village worker to one household."""
    order = Order(household.pk, household.residence_code, level, in_working_days(date, working_days))
    return issue_visits(orders=[order], actor=actor, date=date)[household.pk]


def issue_due_visits(*, until: Date, actor: Actor, date: Date) -> int:
    """Put the visits that come again and are due by a day on the village workers' lists; returns how many are due."""
    orders = [
        Order(turn.household_id, turn.division_code, "yellow", max(turn.overdue_from - timedelta(days=1), date))
        for turn in due_duties(actor.scope, until, Role.VILLAGE_WORKER)
        if turn.household_id is not None
    ]
    return len(issue_visits(orders=orders, actor=actor, date=date)) if orders else 0


@action(VISIT)
def record_visit(
    *, task: VisitTask, verdict: VisitVerdict, findings: Findings, second_surveyor: str, person_present: str,
    consent_to_check: bool, note: str, actor: Actor, date: Date, scheme: str = "dibao",
) -> Visit:  # fmt: skip
    """Write down what was found and close the task.

    In need, with the household's consent to verification, a case of a scheme is opened with what is known (57号,
    articles 9, 16).  Raises ValidationError, in words, where something the law asks for is missing.
    """
    # Closing it locks it too: of two reports that come at once, the second one finds it closed.
    if not VisitTask.objects.filter(pk=task.pk).exclude(status=TaskStatus.DONE).update(status=TaskStatus.DONE):
        raise ValidationError(_("This visit was already recorded. Open the household to see it."))
    if verdict == VisitVerdict.NEEDS_SCHEME:
        if not second_surveyor.strip():
            raise ValidationError(_("Two surveyors visit together: write the name of the second one."))
        if not consent_to_check:
            raise ValidationError(_("Without the household's consent to verification its means cannot be checked."))
    visit = Visit.objects.create(
        task=task, household_id=task.household_id, division_code=task.division_code, visited_on=date,
        visited_by_id=actor.person, second_surveyor=second_surveyor.strip(), person_present=person_present.strip(),
        consent_to_check=consent_to_check, verdict=verdict, findings=findings.model_dump(), note=note.strip(),
    )  # fmt: skip
    record("record_visit", visit, actor=actor, date=date, new={"verdict": verdict})
    if verdict != VisitVerdict.NOT_FOUND:
        fulfil("record_visit", household_id=visit.household_id, reference=f"visit:{visit.pk}", actor=actor, on=date)
    if verdict == VisitVerdict.NEEDS_SCHEME:
        open_case(household=task.household, scheme=scheme, channel=Channel.ALERT, visit=visit, actor=actor, date=date)
    return visit


@action(RETURN_VISIT)
def return_visit(*, visit: Visit, reason: str, working_days: int, actor: Actor, date: Date) -> VisitTask:
    """Send the report of a visit back to be made complete: somebody goes again, within so many working days.

    The report stays as it was written.  Raises ValidationError, in words, where a case came of it, no reason is given,
    or somebody goes there already.
    """
    if visit.cases.exists():
        raise ValidationError(_("A case came of this visit. Return the case instead."))
    if not reason.strip():
        raise ValidationError(_("Write what is missing: the worker will read it."))
    if VisitTask.objects.filter(household=visit.household_id, status=TaskStatus.OPEN).exists():
        raise ValidationError(_("Somebody goes to this household already."))
    due = in_working_days(date, working_days)
    again = VisitTask.objects.create(
        household_id=visit.household_id, division_code=visit.division_code, level=visit.task.level, issued_on=date,
        due_on=due, worker_id=visit.visited_by_id,
    )  # fmt: skip
    TaskStep.objects.create(
        task=again, kind=TaskStep.Kind.RETURNED, visit=visit, worker_id=visit.visited_by_id, reason=reason.strip(),
        taken_by_id=actor.person, taken_on=date,
    )  # fmt: skip
    record("return_visit", visit, actor=actor, date=date, new={"reason": reason.strip(), "task": again.pk})
    return again


@action(REASSIGN_VISIT)
def reassign_visit(*, task: VisitTask, worker: int, reason: str, actor: Actor, date: Date) -> VisitTask:
    """Give an open visit to another worker of the village; the others have it on their lists no more.

    Raises ValidationError, in words: the visit was made, no reason is given, or the worker is none of the village.
    """
    if task.status != TaskStatus.OPEN:
        raise ValidationError(_("This visit was already recorded. Open the household to see it."))
    if not reason.strip():
        raise ValidationError(_("Write the reason."))
    if worker not in {user.pk for user in goers_of([task.division_code], date)[task.division_code]}:
        raise ValidationError(_("Choose somebody who works for this village."))
    task.worker_id = worker
    task.save(update_fields=["worker"])
    TaskStep.objects.create(
        task=task, kind=TaskStep.Kind.REASSIGNED, worker_id=worker, reason=reason.strip(), taken_by_id=actor.person,
        taken_on=date,
    )  # fmt: skip
    record("reassign_visit", task, actor=actor, date=date, new={"worker": worker, "reason": reason.strip()})
    return task


@action(OPEN_CASE)
def open_case(
    *, household: Household, scheme: str, channel: Channel, actor: Actor, date: Date, visit: Visit | None = None,
    person: Person | None = None, answers: dict[str, Any] | None = None,
) -> Case:  # fmt: skip
    """Accept a request; where one is open for the same scheme and person, that one is returned.

    answers     what the application asked, as the scheme's form left it.
    """
    procedure = registry.procedures[registry.schemes[scheme].procedure]
    case = Case.objects.filter(household=household, scheme=scheme, person=person, closed_on=None).first()
    if case is None:
        case = Case.objects.create(
            household=household, division_code=household.residence_code, scheme=scheme, channel=channel, visit=visit,
            person=person, status=procedure.first_status, answers=answers or {}, accepted_on=date,
            due_on=read(Clock(date, _time_to_decide(procedure)), date, official_calendar()).due_on,
        )  # fmt: skip
        _start_decision_clock(case, actor, date)
        CaseStep.objects.create(case=case, step="accept", new_status=case.status, taken_on=date, taken_by=actor.name)
    record("open_case", case, actor=actor, date=date, new={"scheme": scheme, "channel": channel})
    return case


def _decision_clock(case: Case, actor: Actor) -> RunningClock:
    """The clock from acceptance to decision; a case from before the clocks came gets its own now."""
    return decision_clock(case) or _start_decision_clock(case, actor, case.accepted_on)


def _start_decision_clock(case: Case, actor: Actor, date: Date) -> RunningClock:
    period = _time_to_decide(procedure_of(case))
    return start_clock(code=DECISION_CLOCK, subject=case, period=period, actor=actor, date=date)


def _time_to_decide(procedure: Procedure) -> Period:
    return Period(procedure.working_days, Unit.WORKING_DAYS, procedure.law)


@action(ASSESS)
def assess_case(*, case: Case, actor: Actor, date: Date) -> Assessment:
    """Ask the rulebook about a case, with the last visit, the application and what departments reported."""
    if not may_be_assessed(case):
        raise ValidationError(_("The rules are applied before an opinion is put. Return the case first."))
    if procedure_of(case).visit and case.visit is None:
        raise ValidationError(_("There is no visit yet. The household has to be seen first (57号, article 16)."))
    gathered = registry.schemes[case.scheme].gather(_at_hand(case, date))
    case.assessment = assess(household=case.household, gathered=gathered, scheme=case.scheme, actor=actor, date=date)
    case.save(update_fields=["assessment"])
    return case.assessment


def _at_hand(case: Case, day: Date) -> Gathering:
    """What is known for a case: its household and members, what departments reported, the visit, the application."""
    members = list(memberships_on(day).filter(household_id=case.household_id))
    visit = case.visit
    return Gathering(
        case.household, members, day, list(facts_of([member.person_id for member in members])),
        Findings.model_validate(visit.findings) if visit else None, visit.visited_on if visit else None,
        case.answers, case.person,
    )  # fmt: skip


@action(WORK_ON_CASES)
def propose(*, case: Case, actor: Actor, date: Date) -> Case:
    """Put the opinion, as the assessment has it: a grant goes on public notice where the procedure has one."""
    if case.assessment is None:
        raise ValidationError(_("Have the rules applied first; the opinion rests on their answer."))
    procedure, declared = procedure_of(case), registry.schemes[case.scheme]
    granted = int(case.assessment.outcome["fen"].get(declared.amount) or 0) > 0
    until = date + timedelta(days=procedure.notice_days) if granted and procedure.notice_days else None
    step = procedure.outcomes["grant" if granted else "refuse"][0]
    advance(case, step, actor=actor, on=date, proposed_by_id=actor.person, notice_until=until)
    record("propose", case, actor=actor, date=date, new={"status": case.status})
    return case


@action(WORK_ON_CASES)
def decide_case(*, case: Case, actor: Actor, date: Date) -> Decision:
    """Decide as proposed.  A grant waits for the end of the notice, and gives an award from its first month."""
    procedure = procedure_of(case)
    decisions = [procedure.step_by_code[decision] for _proposal, decision in procedure.outcomes.values()]
    if not any(step.permission.allows(actor) for step in decisions):
        decisions[0].permission.check(actor)
    verdict = verdict_to_take(case)
    if case.assessment is None or case.proposed_by_id is None or not verdict:
        raise ValidationError(_("No opinion lies before you yet; the township puts it first."))
    if verdict == Verdict.GRANT and case.notice_until is not None and date <= case.notice_until:
        raise ValidationError(
            _("The public notice runs until %(day)s; the decision can be made on the day after.")
            % {"day": case.notice_until.isoformat()}
        )
    decision = decide(
        assessment=case.assessment,
        scheme=case.scheme,
        verdict=Verdict(verdict),
        proposed_by=case.proposed_by_id,
        actor=actor,
        date=date,
    )
    advance(case, procedure.outcomes[verdict][1], actor=actor, on=date, decision=decision)
    finish_clock(clock=_decision_clock(case, actor), actor=actor, date=date)
    fulfil("decide_case", household_id=case.household_id, reference=f"decision:{decision.pk}", actor=actor, on=date)
    if verdict == Verdict.GRANT:
        give_award(decision=decision, person=case.person, actor=actor, date=date)
    return decision


@action(WORK_ON_CASES)
def return_case(*, case: Case, reason: str, actor: Actor, date: Date) -> Case:
    """Send a proposal back with the reason."""
    advance(case, "return", actor=actor, on=date, reason=reason, notice_until=None)
    record("return_case", case, actor=actor, date=date, new={"reason": reason})
    return case


@action(EXTEND)
def extend_case(*, case: Case, reason: str, actor: Actor, date: Date) -> Case:
    """Put the statutory deadline off, once, where the procedure allows it, for a reason that is kept.

    Raises ValidationError, in words, where it may not be put off (again), or nothing runs any more.
    """
    procedure = procedure_of(case)
    if case.extended_for or not procedure.extension_days or status_of(case).over:
        raise ValidationError(_("The deadline of this case cannot be put off (again)."))
    if not reason.strip():
        raise ValidationError(_("Write the reason: the household will read it."))
    clock = extend_clock(
        clock=_decision_clock(case, actor), number=procedure.extension_days, law=procedure.law, reason=reason,
        actor=actor, date=date,
    )  # fmt: skip
    old, case.due_on = case.due_on, clock.due_on
    case.extended_for = reason.strip()[:200]
    case.save(update_fields=["due_on", "extended_for"])
    record("extend_case", case, actor=actor, date=date, old={"due_on": str(old)},
           new={"due_on": str(case.due_on), "reason": case.extended_for})  # fmt: skip
    return case
