"""The end of a visit: what was found is written down, and the alerts that led there are answered by it."""

from datetime import date as Date
from typing import Any

from django.db import transaction

from minzheng.casework.actions import record_visit, return_visit
from minzheng.casework.models import Visit, VisitTask
from minzheng.casework.policies import VISIT
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action
from minzheng.monitoring.actions import take_verdict
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit

#: A report that was sent back is to be made complete within so many working days.
RETURN_DAYS = 5


def send_back(*, visit: Visit, reason: str, actor: Actor, date: Date) -> VisitTask:
    """Send the report of a visit back; the alerts it had answered wait for the next one."""
    with transaction.atomic():
        again = return_visit(visit=visit, reason=reason, working_days=RETURN_DAYS, actor=actor, date=date)
        AlertHit.objects.filter(task=visit.task_id).update(task=again, status=AlertStatus.ISSUED)
    return again


@action(VISIT)
def finish_visit(**found: Any) -> Visit:
    """Record a visit (see `casework.actions.record_visit`) and close its alerts, both or neither."""
    visit = record_visit(**found)
    take_verdict(visit, found["actor"])
    return visit
