"""Signing in and out by session."""

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User

#: Known to everybody; works in a demonstration on loopback only.
DEMO_PASSWORD = "minzheng-demo"

#: Marks a session whose user gave the second factor.
PASSED = "second_factor"


def check_credentials(username: str, password: str) -> User | None:
    """Return the user of this name and password, or None; an unknown name takes as long as a wrong password.

    The password of demonstrations opens nothing but a demonstration, wherever it may have got to.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or (password == DEMO_PASSWORD and not settings.DEMO):
        make_password(password)
        return None
    return user if check_password(password, user.password) else None


def sign_in(request: HttpRequest, user: User) -> None:
    """Begin a session for the user, with a new session key."""
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    request.session.flush()
    request.session[SESSION_KEY] = user.pk
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()


def sign_out(request: HttpRequest) -> None:
    """End the session and forget all it held."""
    request.session.flush()


def signed_in_user(request: HttpRequest) -> User | None:
    """Return the active user of the session; a changed password ends sessions begun with the old one.

    Nobody who needs a second factor is signed in by a password alone, whatever began the session.
    """
    key = request.session.get(SESSION_KEY)
    user = User.objects.filter(pk=key, is_active=True).first() if key else None
    if user is None:
        return None
    if not constant_time_compare(request.session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    return user if request.session.get(PASSED) or not needs_second_factor(user) else None


def needs_second_factor(user: User) -> bool:
    """Whether this user needs a second factor: staff do, residents never do."""
    return settings.SECOND_FACTOR and Post.objects.filter(user=user).exclude(role=Role.RESIDENT).exists()


_POST = "post"


def choose_post(request: HttpRequest, post_id: int) -> None:
    """Go on in another post; which ones are the user's own is looked at with every request."""
    request.session[_POST] = post_id


def chosen_post(request: HttpRequest) -> int | None:
    """The post chosen in this session."""
    chosen = request.session.get(_POST)
    return chosen if isinstance(chosen, int) else None
