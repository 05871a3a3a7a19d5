"""Planning duties: safe to run as often as one likes."""

from datetime import date as Date
from datetime import timedelta

from django.db.models import Max, QuerySet

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Duty, Owed
from minzheng.kernel.duties.models import DueDuty
from minzheng.kernel.duties.policies import PLAN_DUTIES
from minzheng.kernel.duties.reckoning import due

_LIVE = ("household_id", "division_code", "level", "since", "due_on", "overdue_from")


@action(PLAN_DUTIES)
def plan(*, duty: Duty, month: Date, actor: Actor, date: Date) -> dict[str, int]:
    """Give everybody who is under a duty in a month (its first day) an open turn, and end those of whoever is not.

    A turn whose level or place has changed is reckoned anew.  Run again, it changes nothing.
    """
    owed = {each.subject_id: each for each in duty.owed(month)}
    open_ = {row.subject_id: row for row in _open(duty).select_for_update()}
    done = dict(
        DueDuty.objects.filter(duty=duty.code, done_on__isnull=False).values_list("subject_id").annotate(Max("done_on"))
    )
    wanted = {subject: _turn(duty, each, done.get(subject)) for subject, each in owed.items()}
    new = [turn for subject, turn in wanted.items() if subject not in open_]
    changed = [row for subject, row in open_.items() if subject in wanted and _take(row, wanted[subject])]
    gone = [row.pk for subject, row in open_.items() if subject not in owed]
    DueDuty.objects.bulk_create(new, ignore_conflicts=True, batch_size=2000)
    DueDuty.objects.bulk_update(changed, _LIVE, batch_size=2000)
    DueDuty.objects.filter(pk__in=gone).update(ended_on=month)
    counts = {"new": len(new), "changed": len(changed), "ended": len(gone)}
    record("plan_duty", "duties.dueduty", actor=actor, date=date, new={"duty": duty.code, **counts})
    return counts


def _open(duty: Duty) -> QuerySet[DueDuty]:
    return DueDuty.objects.filter(duty=duty.code, done_on=None, ended_on=None)


def _turn(duty: Duty, owed: Owed, last_done: Date | None) -> DueDuty:
    since, due_on = due(duty, owed, last_done)
    return DueDuty(
        duty=duty.code, subject_id=owed.subject_id, household_id=owed.household_id, division_code=owed.division_code,
        level=owed.level, since=since, due_on=due_on, overdue_from=due_on + timedelta(days=duty.grace_days + 1),
    )  # fmt: skip


def _take(row: DueDuty, wanted: DueDuty) -> bool:
    """Make an open turn what it should be; returns whether anything was otherwise."""
    if all(getattr(row, field) == getattr(wanted, field) for field in _LIVE):
        return False
    for field in _LIVE:
        setattr(row, field, getattr(wanted, field))
    return True
