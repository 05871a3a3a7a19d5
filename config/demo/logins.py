"""The logins that a demonstration offers, given to whoever has something to show once its months have run."""

from django.db.models import Count

from minzheng.casework.choices import Channel, TaskStatus
from minzheng.casework.models import Case, VisitTask
from minzheng.kernel import clock
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.payments.models import Line
from minzheng.registers.models import Household


def offer_logins() -> None:
    """Name the worker with most doors, that township's clerk and a paid household's head as the visitor's, once."""
    with in_scope(EVERYTHING):
        if User.objects.filter(username="demo-village").exists():
            return
        village = _busiest_village()
        _offer("demo-village", Post.objects.get(role=Role.VILLAGE_WORKER, divisions=[village]))
        _offer("demo-clerk", Post.objects.get(role=Role.TOWNSHIP_CLERK, divisions=[village // 1000 * 1000]))
        _offer_resident()


def _busiest_village() -> int:
    doors = VisitTask.objects.filter(status=TaskStatus.OPEN).values("division_code").annotate(doors=Count("id"))
    busiest = doors.order_by("-doors", "division_code").first()
    if busiest is None:
        return Household.objects.order_by("residence_code").values_list("residence_code", flat=True)[0]
    return busiest["division_code"]


def _offer(username: str, post: Post) -> None:
    User.objects.filter(pk=post.user_id).update(username=username)


def _offer_resident() -> None:
    """A household that was found through data, if one is paid already; else any that is paid."""
    paid = Line.objects.values("household")
    case = Case.objects.filter(household__in=paid, channel=Channel.ALERT, decision__award__isnull=False).last()
    if case is None:
        return
    head = case.household.head
    password = User.objects.get(username="demo-officer").password
    user = User.objects.create(username="demo-resident", name=head.name, password=password)
    Post.objects.create(user=user, role=Role.RESIDENT, person_id=head.pk, valid_from=clock.today())
