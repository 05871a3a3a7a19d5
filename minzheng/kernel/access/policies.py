"""Permissions: a verb, and the roles that may do it.  Each room declares its own in its `policies.py`."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role


@dataclass(frozen=True)
class Permission:
    """The right to one verb, such as `decide_case`."""

    verb: str
    roles: frozenset[Role] = field(default_factory=frozenset)

    def allows(self, actor: Actor) -> bool:
        """Whether the actor's role may do it; the system itself may do what machines may do, by being named."""
        return actor.role in self.roles

    def check(self, actor: Actor) -> None:
        """Raise PermissionDenied, with a sentence, where the role may not."""
        if not self.allows(actor):
            raise PermissionDenied(
                _("Your role, %(role)s, does not include this step. Ask the holder of one of: %(roles)s.")
                % {"role": actor.role.label, "roles": "、".join(sorted(str(role.label) for role in self.roles))}
            )


def permission(verb: str, roles: Iterable[Role]) -> Permission:
    """Declare a permission."""
    return Permission(verb, frozenset(roles))
