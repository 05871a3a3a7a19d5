"""Reading alerts."""

from django.db.models import QuerySet

from minzheng.kernel.access.scope import Scope
from minzheng.monitoring.models import AlertHit


def alerts_in(scope: Scope) -> QuerySet[AlertHit]:
    """Alerts of a scope with what a queue shows, the newest and most urgent first."""
    return (
        AlertHit.objects.filter(scope.q("division_code"))
        .select_related("household__head", "person", "task")
        .order_by("-month", "level", "id")
    )


def alerts_of(household_id: int) -> QuerySet[AlertHit]:
    """The alerts of a household, newest first."""
    return AlertHit.objects.filter(household_id=household_id).select_related("person", "task").order_by("-month", "-id")


def alerts_of_task(task_id: int) -> QuerySet[AlertHit]:
    """The reasons there are to go."""
    return AlertHit.objects.filter(task_id=task_id).select_related("person").order_by("level", "id")


def alert(alert_id: int) -> AlertHit | None:
    """One alert, if it is in scope."""
    return AlertHit.objects.filter(pk=alert_id).select_related("person", "household__head", "task").first()
