"""Signing in with a code: setting the telephone up, giving a code, one's own second factor."""

import io
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from minzheng.kernel.access import second_factor
from minzheng.kernel.access.requests import Request
from minzheng.kernel.access.second_factor import Answer
from minzheng.kernel.access.sessions import needs_second_factor
from minzheng.kernel.screens.guards import allowed, open_to_all
from minzheng.kernel.screens.policies import EVERYBODY_HERE
from minzheng.web.portal.going_on import wanted_page


@never_cache
@open_to_all
def code_page(request: Request) -> HttpResponse:
    """Ask for the code of whoever gave the right password; where there is no telephone yet, set it up."""
    user = second_factor.half_signed_in(request)
    if user is None:
        if request.actor is None:
            messages.error(request, _("Sign in with your password first. It waits ten minutes for the code."))
        return redirect("sign_in" if request.actor is None else "home")
    if not second_factor.is_set_up(user):
        return _set_up(request, user)
    wanted = wanted_page(request)
    if request.method == "POST":
        answer = second_factor.check(user, request.POST.get("code", ""), date=request.today)
        if answer is Answer.RIGHT:
            second_factor.finish(request, user)
            return redirect(wanted)
        _tell(request, answer)
    return render(request, "portal/code.html", {"next": wanted})


def _set_up(request: Request, user: Any) -> HttpResponse:
    wanted = wanted_page(request)
    if request.method == "POST":
        codes = second_factor.confirm(user, request.POST.get("code", ""), date=request.today)
        if codes is not None:
            second_factor.finish(request, user)
            return render(
                request, "portal/recovery_codes.html", {"codes": codes, "next": wanted, "name": user.username}
            )
        _tell(request, Answer.LOCKED if second_factor.is_locked(user) else Answer.WRONG)
    shown = second_factor.enrolment(user)
    context = {"secret": shown.secret, "qr": _qr(shown.address), "next": wanted, "name": user.username}
    return render(request, "portal/set_up_code.html", context)


@never_cache
@allowed(EVERYBODY_HERE)
def my_second_factor(request: Request) -> HttpResponse:
    """One's own second factor: whether it is needed and set up, and how many recovery codes are left."""
    assert request.user is not None
    context = {
        "needed": needs_second_factor(request.user),
        "factor": second_factor.of(request.user),
        "left": second_factor.recovery_codes_left(request.user),
    }
    return render(request, "portal/my_second_factor.html", context)


def _tell(request: Request, answer: Answer) -> None:
    if answer is Answer.LOCKED:
        words = _("Five codes were wrong. Wait ten minutes and try again, or ask the administrator.")
    else:
        words = _("This code is not right, or was used already. Wait for the next one and give that.")
    messages.error(request, words)


def _qr(address: str) -> SafeString:
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", scale=5, border=2, xmldecl=False, svgns=True, omitsize=True, dark="#1d2730", light="#ffffff"
    )
    return mark_safe(out.getvalue().decode())
