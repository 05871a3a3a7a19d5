"""Who may call a route: every route names one of these as its `auth`, and a test holds that none is without."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import STAFF
from minzheng.kernel.access.policies import Permission, permission
from minzheng.kernel.access.programs import actor_of_program


class Allowed(APIKeyCookie):
    """Whoever is signed in by session and whose role has the permission; a write needs the CSRF token as well.

    A program shows the key it was given instead (`Authorization: Bearer mzk_…`), and needs no token.
    """

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, needed: Permission) -> None:
        super().__init__()
        self.policy = needed

    def __call__(self, request: HttpRequest) -> Any:
        kind, _blank, token = request.headers.get("Authorization", "").partition(" ")
        return self._program(request, token.strip()) if kind.lower() == "bearer" else super().__call__(request)

    def _program(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of a key, whose sight the request has from here on."""
        actor = request.actor = actor_of_program(token, request.today)  # type: ignore[attr-defined]
        if actor is not None:
            actor.scope.apply()
            self.policy.check(actor)
        return actor

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
