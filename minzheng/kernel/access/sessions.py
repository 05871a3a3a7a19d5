"""Signing in and out by session."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from minzheng.kernel.access.models import User


def check_credentials(username: str, password: str) -> User | None:
    """Return the user of this name and password, or None; an unknown name takes as long as a wrong password."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        make_password(password)
        return None
    return user if check_password(password, user.password) else None


def sign_in(request: HttpRequest, user: User) -> None:
    """Begin a session for the user, with a new session key."""
    request.session.flush()
    request.session[SESSION_KEY] = user.pk
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()


def sign_out(request: HttpRequest) -> None:
    """End the session and forget all it held."""
    request.session.flush()


def signed_in_user(request: HttpRequest) -> User | None:
    """Return the active user of the session; a changed password ends sessions begun with the old one."""
    key = request.session.get(SESSION_KEY)
    user = User.objects.filter(pk=key, is_active=True).first() if key else None
    if user and constant_time_compare(request.session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return user
    return None


_POST = "post"


def choose_post(request: HttpRequest, post_id: int) -> None:
    """Go on in another post; which ones are the user's own is looked at with every request."""
    request.session[_POST] = post_id


def chosen_post(request: HttpRequest) -> int | None:
    """The post chosen in this session."""
    chosen = request.session.get(_POST)
    return chosen if isinstance(chosen, int) else None
