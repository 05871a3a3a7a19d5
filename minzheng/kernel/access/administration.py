"""Giving and ending posts, entering users: the security administrator's acts."""

from datetime import date as Date

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import ADMINISTRATORS, Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.policies import permission
from minzheng.kernel.audit.actions import action, record

ADMINISTER = permission("administer_access", {Role.SECURITY_ADMIN})
SEE_ACCESS = permission("see_access", {Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
SHORTEST_PASSWORD = 10


@action(ADMINISTER)
def create_user(*, username: str, name: str, password: str, actor: Actor, date: Date) -> User:
    """Enter somebody who may sign in.  Raises ValidationError, in words, for a name taken or a password too weak."""
    username = username.strip()
    if User.objects.filter(username=username).exists():
        raise ValidationError(_("This user name is taken."))
    user = User(username=username, name=name.strip(), password=_hashed(password))
    user.full_clean()
    user.save()
    record("create_user", user, actor=actor, date=date, new={"username": username, "name": user.name})
    return user


@action(ADMINISTER)
def set_password(*, user: User, password: str, actor: Actor, date: Date) -> User:
    """Give a user another password; whoever is signed in with the old one has to sign in again."""
    user.password = _hashed(password)
    user.save(update_fields=["password"])
    record("set_password", user, actor=actor, date=date)
    return user


@action(ADMINISTER)
def set_active(*, user: User, active: bool, actor: Actor, date: Date) -> User:
    """Let a user sign in, or stop them.  Nobody stops themselves."""
    if user.pk == actor.user_id:
        raise ValidationError(_("You cannot stop your own sign-in; another administrator can."))
    old, user.is_active = user.is_active, active
    user.save(update_fields=["is_active"])
    record("set_active", user, actor=actor, date=date, old={"is_active": old}, new={"is_active": active})
    return user


@action(ADMINISTER)
def give_post(
    *, user: User, role: str, divisions: list[int], facilities: list[int], departments: list[str], cases: list[int],
    valid_from: Date, valid_to: Date | None, actor: Actor, date: Date,
) -> Post:  # fmt: skip
    """Give somebody a post.

    Raises ValidationError, in words, where hands would meet that have to stay apart: whoever administers holds one such
    post and none of the business; nobody gives a post to themselves.
    """
    if user.pk == actor.user_id:
        raise ValidationError(_("Nobody gives a post to themselves; another administrator has to."))
    held = set(Post.objects.filter(user=user).exclude(valid_to__lte=valid_from).values_list("role", flat=True))
    if held and (role in ADMINISTRATORS or held & ADMINISTRATORS):
        raise ValidationError(_("Whoever administers holds one post only. End the other one first."))
    post = Post(
        user=user, role=role, divisions=divisions, facilities=facilities, departments=departments, cases=cases,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    if role not in ADMINISTRATORS and not (divisions or facilities or departments or cases):
        raise ValidationError(_("Say over what the post is: divisions, facilities, departments or cases."))
    post.full_clean()
    post.save()
    scope = {"divisions": divisions, "facilities": facilities, "departments": departments, "cases": cases}
    record("give_post", post, actor=actor, date=date, new={"user": user.username, "role": role, **scope})
    return post


@action(ADMINISTER)
def end_post(*, post: Post, actor: Actor, date: Date) -> Post:
    """End a post today: from now on it opens nothing."""
    old = post.valid_to
    post.valid_to = max(date, post.valid_from)
    if post.valid_to == post.valid_from:
        raise ValidationError(_("This post begins today; it can be ended from tomorrow on. Stop the sign-in instead."))
    post.save(update_fields=["valid_to"])
    record("end_post", post, actor=actor, date=date, old={"valid_to": str(old)}, new={"valid_to": str(post.valid_to)})
    return post


def _hashed(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD or (password.isalnum() and (password.isalpha() or password.isdigit())):
        raise ValidationError(
            _("A password has at least %(least)s characters, not only letters and not only digits.")
            % {"least": SHORTEST_PASSWORD}
        )
    return make_password(password)
