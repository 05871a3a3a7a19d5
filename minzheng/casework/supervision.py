"""Visits looked at from above: what became of those sent out in a month, by township; what is late."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Q

from minzheng.casework.choices import TaskStatus
from minzheng.casework.models import TaskStep, VisitTask
from minzheng.eligibility.choices import Verdict
from minzheng.kernel.access.scope import Scope
from minzheng.rulekit.months import add_months

#: The last three digits of a village's code count the villages of a township.
_VILLAGES = 1000


@dataclass(frozen=True)
class TownshipMonth:
    """The visits that were sent out to a township in a month.

    handled     visited, and no case that came of it is open still; enrolled: a benefit was granted because of it.
    late        open after their day, or made after it.
    """

    township: int
    to_check: int
    checked: int
    handled: int
    enrolled: int
    late: int
    returned: int
    reassigned: int


def supervision(scope: Scope, month: date, on: date) -> list[TownshipMonth]:
    """The townships of a scope with the visits of a month (its first day), as they stand on a day.  One query."""
    tasks = VisitTask.objects.filter(scope.q("division_code"), issued_on__gte=month, issued_on__lt=add_months(month, 1))
    township = ExpressionWrapper(F("division_code") / _VILLAGES * _VILLAGES, output_field=BigIntegerField())
    late = Q(status=TaskStatus.OPEN, due_on__lt=on) | Q(visit__visited_on__gt=F("due_on"))
    open_case = Q(visit__cases__isnull=False, visit__cases__closed_on=None)
    granted = Q(visit__cases__decision__verdict=Verdict.GRANT)
    rows = tasks.order_by().values(code=township).annotate(
        to_check=Count("id", distinct=True),
        checked=_tasks(Q(status=TaskStatus.DONE)),
        pending=_tasks(Q(status=TaskStatus.DONE) & open_case),
        enrolled=_tasks(granted),
        late=_tasks(late),
        returned=_tasks(Q(steps__kind=TaskStep.Kind.RETURNED)),
        reassigned=_tasks(Q(steps__kind=TaskStep.Kind.REASSIGNED)),
    )  # fmt: skip
    return [
        TownshipMonth(
            row["code"], row["to_check"], row["checked"], row["checked"] - row["pending"], row["enrolled"],
            row["late"], row["returned"], row["reassigned"],
        )
        for row in rows.order_by("code")
    ]  # fmt: skip


def _tasks(condition: Q) -> Count:
    return Count("id", filter=condition, distinct=True)
