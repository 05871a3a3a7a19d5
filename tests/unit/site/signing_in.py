"""Pages as somebody who signed in sees them."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.test import Client

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User


def signed_in(role: Role, *places: int) -> Client:
    """A browser in which somebody of a role over some places has signed in."""
    user = User.objects.create(username=f"{role}-{places}", name="员", password=make_password("word"))
    Post.objects.create(user=user, role=role, divisions=list(places), valid_from=date(2020, 1, 1))
    client = Client()
    client.post("/sign-in/", {"username": user.username, "password": "word"})
    return client
