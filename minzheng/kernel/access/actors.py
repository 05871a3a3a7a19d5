"""The one who acts: a user in a role, with the scope that goes with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from minzheng.kernel.access.choices import ADMINISTRATORS, Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.scope import EVERYTHING, NOTHING, Scope


@dataclass(frozen=True)
class Actor:
    """Who does something: passed to every action, written into every audit entry."""

    user_id: int | None
    name: str
    role: Role
    scope: Scope
    division: int = 0  # the 12-digit code of the post's first division; 0 for none
    post_id: int | None = None
    posts: tuple[tuple[int, str], ...] = field(default=(), compare=False)  # all posts held that day: id and role

    @property
    def person(self) -> int:
        """The user's number, where an act needs a person: the system signs nothing.  Raises PermissionDenied."""
        if self.user_id is None:
            raise PermissionDenied("Only a person may do this.")
        return self.user_id


SYSTEM = Actor(None, "system", Role.SYSTEM, EVERYTHING)

#: Set by the registers: the households and people that a resident's post opens, from the person's id.
own_affairs: Callable[[int, date], Scope] | None = None

#: Set by casework: the households and people that a post over single cases opens, from the cases' ids.
affairs_of_cases: Callable[[Sequence[int], date], Scope] | None = None


def actor_of(user: User, on: date, post_id: int | None = None) -> Actor | None:
    """Return the actor for a signed-in user on a day; None where the user holds no post then.

    post_id     the post chosen among several; without it, or where it has ended, the first one.
    """
    held = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), user=user, valid_from__lte=on).order_by("id")
    posts = {post.pk: post for post in held}
    if not posts:
        return None
    post = posts.get(post_id or 0) or next(iter(posts.values()))
    return Actor(
        user.pk, user.name, Role(post.role), scope_of(post, on), post.divisions[0] if post.divisions else 0, post.pk,
        tuple((number, post.role) for number, post in posts.items()),
    )  # fmt: skip


def scope_of(post: Post, on: date) -> Scope:
    """What a post opens.  An administrator's opens nobody's data; the audit administrator's opens the record."""
    if post.role in ADMINISTRATORS:
        return Scope(record=post.role == Role.AUDIT_ADMIN)
    if post.person_id is not None:
        return own_affairs(post.person_id, on) if own_affairs else NOTHING
    scope = Scope(
        Scope.of(*post.divisions).divisions, facilities=tuple(post.facilities), departments=tuple(post.departments)
    )
    return scope | affairs_of_cases(post.cases, on) if post.cases and affairs_of_cases else scope
