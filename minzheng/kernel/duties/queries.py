"""Reading duties: what is due, what is overdue, what was done; by worker's places and by village."""

from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Min, Q, QuerySet

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import registry
from minzheng.kernel.duties.models import DueDuty

#: The last three digits of a village's code count the villages of a township.
_VILLAGES = 1000


def _in(scope: Scope, role: Role | None = None) -> QuerySet[DueDuty]:
    rows = DueDuty.objects.filter(scope.q("division_code", household="household_id"))
    if role is not None:
        rows = rows.filter(duty__in=[duty.code for duty in registry.duties if duty.role == role])
    return rows


def due_duties(scope: Scope, until: date, role: Role | None = None) -> QuerySet[DueDuty]:
    """Open turns due by a day, overdue ones among them, the longest due first; of one role where it is given."""
    return _in(scope, role).filter(done_on=None, ended_on=None, due_on__lte=until).order_by("due_on", "id")


def overdue_duties(scope: Scope, on: date, role: Role | None = None) -> QuerySet[DueDuty]:
    """Open turns that are due and past their days of grace on a day, the longest first."""
    return due_duties(scope, on, role).filter(overdue_from__lte=on)


def done_duties(scope: Scope, first: date, last: date, role: Role | None = None) -> QuerySet[DueDuty]:
    """Turns that were fulfilled from one day to another, both included."""
    return _in(scope, role).filter(done_on__gte=first, done_on__lte=last).order_by("done_on", "id")


def duties_of(household_id: int) -> QuerySet[DueDuty]:
    """The turns of a household's duties, the open ones and the latest first."""
    return DueDuty.objects.filter(household_id=household_id).order_by("-due_on", "duty", "-id")


def by_township(scope: Scope, first: date, last: date, on: date) -> list[dict[str, Any]]:
    """For every township: how many turns were done in a span, are open at its end, and are overdue on a day."""
    rows = _in(scope).filter(ended_on=None).filter(Q(done_on=None, due_on__lte=last) | Q(done_on__range=(first, last)))
    township = ExpressionWrapper(F("division_code") / _VILLAGES * _VILLAGES, output_field=BigIntegerField())
    counted = rows.order_by().values(code=township).annotate(
        done=Count("id", filter=Q(done_on__isnull=False)), open=Count("id", filter=Q(done_on=None)),
        overdue=Count("id", filter=Q(done_on=None, overdue_from__lte=on)),
        longest=Min("due_on", filter=Q(done_on=None, overdue_from__lte=on)),
    )  # fmt: skip
    return [dict(row) for row in counted.order_by("-overdue", "code")]


def by_village(scope: Scope, on: date, soon_days: int = 30) -> list[dict[str, Any]]:
    """For every village with open duties: how many are due within so many days, and how many overdue."""
    due = Q(due_on__lte=on + timedelta(days=soon_days))
    rows = _in(scope).filter(done_on=None, ended_on=None).values("division_code").order_by("division_code")
    counted = rows.annotate(due=Count("id", filter=due), overdue=Count("id", filter=Q(overdue_from__lte=on)))
    return [dict(row) for row in counted]
