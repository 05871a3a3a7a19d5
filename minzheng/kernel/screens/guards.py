"""Who may open a page: every view carries one of these."""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import STAFF, Role
from minzheng.kernel.access.policies import Permission, permission
from minzheng.kernel.access.requests import Request

View = Callable[..., HttpResponse]

STAFF_ONLY = permission("staff", STAFF)
RESIDENT_ONLY = permission("resident", {Role.RESIDENT})
ANYBODY = permission("anybody", set(Role) - {Role.SYSTEM})


def allowed(needed: Permission) -> Callable[[View], View]:
    """Open a page to the roles of a permission; whoever is not signed in is asked to, and comes back.

    Who signed in and holds no post today is told so: asked to sign in again they would go in circles.
    """

    def guard(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.actor is None:
                holds_a_post(request)
                return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
            needed.check(request.actor)
            return view(request, *args, **kwargs)

        guarded.policy = needed  # type: ignore[attr-defined]
        return guarded

    return guard


def holds_a_post(request: Request) -> None:
    """Raise PermissionDenied, with a sentence, where somebody is signed in and holds no post today."""
    if request.actor is None and request.user is not None:
        raise PermissionDenied(_("You hold no post today. The security administrator of your bureau gives it."))


def open_to_all(view: View) -> View:
    """Mark a page that anybody may open, signed in or not."""
    view.policy = None  # type: ignore[attr-defined]
    return view


def open_for(actor: Actor, address: str) -> str:
    """The address of a page, if somebody may open it; empty if not, so that nobody is offered a closed door."""
    needed: Permission | None = resolve(address.partition("?")[0]).func.policy  # type: ignore[attr-defined]
    return address if needed is None or needed.allows(actor) else ""


def found(thing: Any) -> Any:
    """Return the thing, or answer that it does not exist or lies outside the scope: the two are not told apart."""
    if thing is None:
        raise PermissionDenied(_("This page does not exist, or lies outside the places you work for."))
    return thing
