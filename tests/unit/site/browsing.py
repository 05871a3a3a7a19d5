"""Opening pages in a test: somebody signed in."""

from datetime import date

from django.test import Client

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User
from tests.unit.site.builders import COUNTY


def signed_in(role: Role, name: str = "石经办", *divisions: int) -> Client:
    """A browser in which somebody of a role is signed in; over the county if no place is named."""
    user = User.objects.create(username=f"{role}-{User.objects.count()}", name=name, password="!")
    Post.objects.create(user=user, role=role, divisions=list(divisions or (COUNTY,)), valid_from=date(2020, 1, 1))
    client = Client()
    session = client.session
    session.update({"_auth_user_id": user.pk, "_auth_user_hash": user.get_session_auth_hash()})
    session.save()
    return client
