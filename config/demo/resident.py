"""The resident of a demonstration: the head of a household that was found through data and is now paid."""

from minzheng.casework.choices import Channel
from minzheng.casework.models import Case
from minzheng.kernel import clock
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.payments.models import Line

USERNAME = "demo-resident"


def add_resident() -> None:
    """Give the login of a resident to the head of a household with a payment, once."""
    with in_scope(EVERYTHING):
        if User.objects.filter(username=USERNAME).exists():
            return
        line = Line.objects.order_by("household_id").first()
        if line is None:
            return
        found = Case.objects.filter(channel=Channel.ALERT, household__in=Line.objects.values("household")).first()
        head = (found or line).household.head
        password = User.objects.get(username="demo-officer").password
        user = User.objects.create(username=USERNAME, name=head.name, password=password)
        Post.objects.create(user=user, role=Role.RESIDENT, person_id=head.pk, valid_from=clock.today())
