"""Fields that need more care than a name: who may read what somebody suffers from, suffered, or lives through."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import STAFF, Role


@dataclass(frozen=True)
class Care:
    """A kind of sensitive field: what it is called, and the roles whose work needs it.

    Whoever may read it still gives a purpose first; to everybody else a screen shows that it is closed, an export and
    the API leave it empty.
    """

    code: str
    label: str | Promise
    roles: frozenset[Role]

    def allows(self, actor: Actor) -> bool:
        """Whether the work of the actor's role needs such fields."""
        return actor.role in self.roles


_CASEWORK = {Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.COUNTY_INSPECTOR, Role.AUDITOR}

#: Illness and disability (Personal Information Protection Law, article 28: medical health).
HEALTH = Care("health", _("health"), frozenset(_CASEWORK | {Role.FACILITY_STAFF, Role.RESIDENT}))

#: Violence in the family, abuse, trafficking.
VIOLENCE = Care("violence", _("violence"), frozenset({Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.CHILD_DIRECTOR}))

#: What concerns the protection of a child (the same article: minors under fourteen; Minors Protection Law, article 4).
CHILD = Care(
    "child", _("child protection"),
    frozenset({Role.CHILD_DIRECTOR, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.COUNTY_INSPECTOR}),
)  # fmt: skip

#: What tells who or where somebody is, or what they went through: open to everybody who gives a purpose.
PRIVATE = Care("private", _("private"), STAFF | {Role.RESIDENT})
