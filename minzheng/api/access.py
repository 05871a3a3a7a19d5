"""Who may call a route: every route names one of these as its `auth`, and a test holds that none is without."""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import STAFF
from minzheng.kernel.access.policies import Permission, permission


class Allowed(APIKeyCookie):
    """Whoever is signed in by session and whose role has the permission; a write needs the CSRF token as well."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, needed: Permission) -> None:
        super().__init__()
        self.policy = needed

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor; None (answered with 401) where nobody is signed in.  Raises PermissionDenied (403)."""
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor is not None:
            self.policy.check(actor)
        return actor


class OpenToAll:
    """Anybody, signed in or not."""

    policy = None

    def __call__(self, request: HttpRequest) -> bool:
        return True


STAFF_ONLY = Allowed(permission("staff", STAFF))
OPEN = OpenToAll()
