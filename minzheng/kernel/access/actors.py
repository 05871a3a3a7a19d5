"""The one who acts: a user in a role, with the scope that goes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post, User
from minzheng.kernel.access.scope import EVERYTHING, Scope


@dataclass(frozen=True)
class Actor:
    """Who does something: passed to every action, written into every audit entry."""

    user_id: int | None
    name: str
    role: Role
    scope: Scope
    division: int = 0  # the 12-digit code of the post's first division; 0 for none

    @property
    def person(self) -> int:
        """The user's number, where an act needs a person: the system signs nothing.  Raises PermissionDenied."""
        if self.user_id is None:
            raise PermissionDenied("Only a person may do this.")
        return self.user_id

    @property
    def is_staff(self) -> bool:
        """Whether this is somebody of the bureau, the townships or the villages."""
        return self.role not in (Role.RESIDENT, Role.SYSTEM)


SYSTEM = Actor(None, "system", Role.SYSTEM, EVERYTHING)

#: Set by the registers: the households and people that a resident's post opens, from the person's id.
own_affairs: Callable[[int, date], Scope] | None = None


def actor_of(user: User, on: date) -> Actor | None:
    """Return the actor for a signed-in user on a day: the first post valid then, or None where there is none."""
    posts = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), user=user, valid_from__lte=on).order_by("id")
    post = posts.first()
    if post is None:
        return None
    if post.person_id is not None and own_affairs is not None:
        scope = own_affairs(post.person_id, on)
    else:
        scope = Scope.of(*post.divisions)
    return Actor(user.pk, user.name, Role(post.role), scope, post.divisions[0] if post.divisions else 0)
