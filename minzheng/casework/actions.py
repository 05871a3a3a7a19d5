"""Acts of casework: sending somebody to a household, recording a visit, opening, proposing and deciding a case."""

from datetime import date as Date
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.casework.choices import OPEN_STATUSES, CaseStatus, Channel, TaskStatus, VisitVerdict
from minzheng.casework.models import Case, CaseStep, Visit, VisitTask
from minzheng.casework.policies import ISSUE_TASK, OPEN_CASE, VISIT
from minzheng.casework.workflow import STATUTORY_WORKING_DAYS, STEPS, advance
from minzheng.eligibility.actions import assess, decide
from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.findings import Findings
from minzheng.eligibility.gather import gather
from minzheng.eligibility.models import Assessment, Decision
from minzheng.eligibility.policies import ASSESS, DECIDE
from minzheng.eligibility.queries import facts_of
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import registry
from minzheng.kernel.duties.fulfilling import fulfil
from minzheng.payments.actions import give_award
from minzheng.registers.models import Household
from minzheng.registers.queries import memberships_on
from minzheng.rulekit.workdays import official_calendar


@action(ISSUE_TASK)
def issue_task(*, household: Household, level: str, working_days: int, actor: Actor, date: Date) -> VisitTask:
    """Send the village worker to a household; where a visit is open already, that one gets the nearer deadline."""
    due = official_calendar().add_working_days(date, working_days)
    task, created = VisitTask.objects.get_or_create(
        household=household,
        status=TaskStatus.OPEN,
        defaults={"division_code": household.residence_code, "level": level, "issued_on": date, "due_on": due},
    )
    if not created and due < task.due_on:
        task.due_on = due
        task.save(update_fields=["due_on"])
    record("issue_task", task, actor=actor, date=date, new={"due_on": task.due_on.isoformat(), "level": level})
    return task


@action(VISIT)
def record_visit(
    *, task: VisitTask, verdict: VisitVerdict, findings: Findings, second_surveyor: str, person_present: str,
    consent_to_check: bool, note: str, actor: Actor, date: Date,
) -> Visit:  # fmt: skip
    """Write down what was found and close the task.

    In need, with the household's consent to verification, a case is opened with what is known (57号, articles 9, 16).
    Raises ValidationError, in words, where something the law asks for is missing.
    """
    locked = VisitTask.objects.select_for_update().get(pk=task.pk)
    if locked.status == TaskStatus.DONE:
        raise ValidationError(_("This visit was already recorded. Open the household to see it."))
    if verdict == VisitVerdict.NEEDS_SCHEME:
        if not second_surveyor.strip():
            raise ValidationError(_("Two surveyors visit together: write the name of the second one."))
        if not consent_to_check:
            raise ValidationError(_("Without the household's consent to verification its means cannot be checked."))
    visit = Visit.objects.create(
        task=locked, household_id=locked.household_id, division_code=locked.division_code, visited_on=date,
        visited_by_id=actor.person, second_surveyor=second_surveyor.strip(), person_present=person_present.strip(),
        consent_to_check=consent_to_check, verdict=verdict, findings=findings.model_dump(), note=note.strip(),
    )  # fmt: skip
    locked.status = TaskStatus.DONE
    locked.save(update_fields=["status"])
    record("record_visit", visit, actor=actor, date=date, new={"verdict": verdict})
    if verdict != VisitVerdict.NOT_FOUND:
        fulfil("record_visit", household_id=visit.household_id, reference=f"visit:{visit.pk}", actor=actor, on=date)
    if verdict == VisitVerdict.NEEDS_SCHEME:
        open_case(household=visit.household, scheme="dibao", channel=Channel.ALERT, visit=visit, actor=actor, date=date)
    return visit


@action(OPEN_CASE)
def open_case(
    *, household: Household, scheme: str, channel: Channel, visit: Visit | None, actor: Actor, date: Date
) -> Case:
    """Accept a request; where one is open for the same scheme, that one is returned."""
    case = Case.objects.filter(household=household, scheme=scheme, status__in=OPEN_STATUSES).first()
    if case is None:
        case = Case.objects.create(
            household=household, division_code=household.residence_code, scheme=scheme, channel=channel, visit=visit,
            accepted_on=date, due_on=official_calendar().add_working_days(date, STATUTORY_WORKING_DAYS),
        )  # fmt: skip
        CaseStep.objects.create(
            case=case, step="accept", new_status=CaseStatus.ACCEPTED, taken_on=date, taken_by=actor.name
        )
    record("open_case", case, actor=actor, date=date, new={"channel": channel})
    return case


@action(ASSESS)
def assess_case(*, case: Case, actor: Actor, date: Date) -> Assessment:
    """Ask the rulebook about the household of a case, with the last visit and what departments reported."""
    if case.visit is None:
        raise ValidationError(_("There is no visit yet. The household has to be seen first (57号, article 16)."))
    members = list(memberships_on(date).filter(household_id=case.household_id))
    gathered = gather(
        case.household, members, Findings.model_validate(case.visit.findings), case.visit.visited_on,
        facts_of([member.person_id for member in members]), date,
    )  # fmt: skip
    case.assessment = assess(household=case.household, gathered=gathered, scheme=case.scheme, actor=actor, date=date)
    case.save(update_fields=["assessment"])
    return case.assessment


@action(STEPS["propose_grant"].permission)
def propose(*, case: Case, actor: Actor, date: Date) -> Case:
    """Put the township's opinion, as the assessment has it: a grant goes on public notice, a refusal to the county."""
    if case.assessment is None:
        raise ValidationError(_("Have the rules applied first; the opinion rests on their answer."))
    declared = registry.schemes[case.scheme]
    granted = int(case.assessment.outcome["fen"].get(declared.amount) or 0) > 0
    advance(case, "propose_grant" if granted else "propose_refusal", actor=actor, on=date)
    case.proposed_by_id = actor.person
    case.notice_until = date + timedelta(days=declared.notice_days) if granted else None
    case.save(update_fields=["proposed_by", "notice_until"])
    record("propose", case, actor=actor, date=date, new={"status": case.status})
    return case


@action(DECIDE)
def decide_case(*, case: Case, actor: Actor, date: Date) -> Decision:
    """Decide as proposed.  A grant waits for the end of the notice, and gives an award from its first month."""
    granted = case.status == CaseStatus.NOTICE
    if granted and case.notice_until is not None and date <= case.notice_until:
        raise ValidationError(
            _("The public notice runs until %(day)s; the decision can be made on the day after.")
            % {"day": case.notice_until.isoformat()}
        )
    if case.assessment is None or case.proposed_by_id is None:
        raise ValidationError(_("The township has not put its opinion yet."))
    advance(case, "grant" if granted else "refuse", actor=actor, on=date)
    decision = decide(
        assessment=case.assessment, scheme=case.scheme, verdict=Verdict.GRANT if granted else Verdict.REFUSE,
        proposed_by=case.proposed_by_id, actor=actor, date=date,
    )  # fmt: skip
    case.decision = decision
    case.save(update_fields=["decision"])
    fulfil("decide_case", household_id=case.household_id, reference=f"decision:{decision.pk}", actor=actor, on=date)
    if granted:
        give_award(decision=decision, actor=actor, date=date)
    return decision


@action(STEPS["return"].permission)
def return_case(*, case: Case, reason: str, actor: Actor, date: Date) -> Case:
    """Send a proposal back to the township with the reason."""
    advance(case, "return", actor=actor, on=date, reason=reason)
    record("return_case", case, actor=actor, date=date, new={"reason": reason})
    return case
