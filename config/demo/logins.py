"""The logins that a demonstration offers, given to whoever has something to show once its months have run."""

from typing import Any

from django.db.models import Count, QuerySet

from minzheng.casework.choices import CaseStatus, Channel, TaskStatus
from minzheng.casework.models import Case, VisitTask
from minzheng.kernel import clock
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.payments.models import Line
from minzheng.registers.models import Household

#: A township's code stands for a thousand villages.
TOWNSHIP = 1000


def offer_logins() -> None:
    """Name as the visitor's: the clerk with most to do, a worker of that township, a paid household's head.  Once."""
    with in_scope(EVERYTHING):
        if User.objects.filter(username="demo-village").exists():
            return
        cases = Case.objects.filter(status=CaseStatus.ACCEPTED)
        doors = VisitTask.objects.filter(status=TaskStatus.OPEN, alerts__isnull=False)  # not those that come again
        township = _busiest(cases) // TOWNSHIP * TOWNSHIP
        there = doors.filter(division_code__gte=township, division_code__lt=township + TOWNSHIP)
        village = _busiest(there if there.exists() else doors)
        _offer("demo-clerk", Post.objects.get(role=Role.TOWNSHIP_CLERK, divisions=[township]))
        _offer("demo-village", Post.objects.get(role=Role.VILLAGE_WORKER, divisions=[village]))
        _offer_resident()


def _busiest(work: QuerySet[Any]) -> int:
    """The village with most of this work; where there is none, the first village."""
    by_village = work.values("division_code").annotate(number=Count("id")).order_by("-number", "division_code")
    busiest = by_village.values_list("division_code", flat=True).first()
    return busiest or Household.objects.order_by("residence_code").values_list("residence_code", flat=True)[0]


def _offer(username: str, post: Post) -> None:
    User.objects.filter(pk=post.user_id).update(username=username)


def _offer_resident() -> None:
    """Of the households that were found through data, are paid and wait for nothing, the one decided on last."""
    paid, waiting = Line.objects.values("household"), Case.objects.filter(closed_on=None).values("household")
    found = Case.objects.filter(household__in=paid, channel=Channel.ALERT, decision__award__isnull=False)
    case = found.exclude(household__in=waiting).order_by("closed_on", "household_id").last()
    if case is None:
        return
    head = case.household.head
    password = User.objects.get(username="demo-officer").password
    user = User.objects.create(username="demo-resident", name=head.name, password=password)
    Post.objects.create(user=user, role=Role.RESIDENT, person_id=head.pk, valid_from=clock.today())
