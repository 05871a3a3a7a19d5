"""What becomes of alerts in answer to a life event."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from minzheng.casework.choices import TaskStatus
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Effect, registry
from minzheng.monitoring.alerts import STILL_PAID
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.registers.events import DEATH

_OPEN = (AlertStatus.NEW, AlertStatus.ISSUED)


def answer_alerts(event: Any, actor: Actor, on: date) -> dict[str, Any] | None:
    """A recorded death answers the alert that told of it; other alerts of a closed visit have nobody to help."""
    told = AlertHit.objects.filter(person_id=event.person_id, rule=STILL_PAID.code, status__in=_OPEN)
    idle = AlertHit.objects.filter(household_id=event.household_id, task__status=TaskStatus.CLOSED, status__in=_OPEN)
    idle = idle.exclude(pk__in=told.values("pk"))
    before = {str(hit.pk): hit.status for hit in [*told, *idle]}
    idle.update(status=AlertStatus.NO_NEED)
    told.update(status=AlertStatus.CONFIRMED)
    return {"alerts": before} if before else None


def restore_alerts(event: Any, result: dict[str, Any], actor: Actor, on: date) -> None:
    """The alerts stand as they did."""
    for number, status in result["alerts"].items():
        AlertHit.objects.filter(pk=int(number)).update(status=status)


ANSWER_ALERTS = registry.add(
    Effect(
        code="monitoring.answer_alerts",
        label=_("The alerts about the dead are answered"),
        events=(DEATH.code,),
        work=answer_alerts,
        undo=restore_alerts,
        order=50,
        remedy=_("Nothing is lost: the alerts stay open. Tell whoever runs the platform."),
    )
)
