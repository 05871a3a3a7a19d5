"""What a resident sees: sign-in for all, and their own household's help in plain words."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.casework.queries import cases_of, public_notices
from minzheng.eligibility.letters import sentence_of
from minzheng.eligibility.queries import decisions_of
from minzheng.exchange.outbound.queries import sent_of
from minzheng.kernel import clock
from minzheng.kernel.access.queries import demo_logins, set_language
from minzheng.kernel.access.requests import Request
from minzheng.kernel.access.second_factor import begin
from minzheng.kernel.access.sessions import check_credentials, choose_post, needs_second_factor, sign_in, sign_out
from minzheng.kernel.audit.lookups import PURPOSES
from minzheng.kernel.audit.queries import looks_at
from minzheng.kernel.declare import registry
from minzheng.kernel.screens.guards import ANYBODY, RESIDENT_ONLY, allowed, found, holds_a_post, open_to_all
from minzheng.payments.queries import payments_of
from minzheng.registers.queries import household_with_members
from minzheng.web.context import entries
from minzheng.web.desk.reading import read_assessment
from minzheng.web.desk.worklist import days_left
from minzheng.web.portal.going_on import wanted_page


@open_to_all
def sign_in_page(request: Request) -> HttpResponse:
    """Sign in, and go on to where one wanted to go."""
    wanted = wanted_page(request)
    if request.method == "POST":
        user = check_credentials(request.POST.get("username", "").strip(), request.POST.get("password", ""))
        if user is not None and needs_second_factor(user):
            begin(request, user)
            return redirect(f"{reverse('code')}?{urlencode({'next': wanted})}")
        if user is not None:
            sign_in(request, user)
            return redirect(wanted)
        messages.error(request, _("User name and password do not go together. Check both; capitals count."))
    logins = demo_logins() if settings.DEMO else []
    return render(request, "portal/sign_in.html", {"next": wanted, "logins": logins})


@open_to_all
def notices(request: Request) -> HttpResponse:
    """The public notices that run today, for everybody, without signing in."""
    rows = [(notice, registry.schemes[notice.scheme]) for notice in public_notices(request.today)]
    return render(request, "portal/notices.html", {"rows": rows})


@require_POST
@open_to_all
def sign_out_page(request: Request) -> HttpResponse:
    """Sign out."""
    sign_out(request)
    return redirect("sign_in")


@open_to_all
def home(request: Request) -> HttpResponse:
    """The first page: everybody's own."""
    holds_a_post(request)
    if request.actor is None:
        return redirect("sign_in")
    first = next(iter(entries(request.actor)), None)
    if first is None:
        raise PermissionDenied(_("Your post opens no page. The security administrator of your bureau can change that."))
    return redirect(first.route)


@require_POST
@allowed(ANYBODY)
def take_post(request: Request) -> HttpResponse:
    """Go on in another of one's posts."""
    number = request.POST.get("post", "")
    if number.isdecimal():
        choose_post(request, int(number))
    return redirect("home")


@require_POST
@open_to_all
def language(request: Request) -> HttpResponse:
    """Change the language of the screens and stay where one is."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = redirect(back)
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax")
        if request.user is not None:
            set_language(request.user, chosen)
    return response


@require_POST
@open_to_all
def move_date(request: Request) -> HttpResponse:
    """Move a demonstration's calendar on by some days, as its visitors need: a notice runs seven days."""
    if not settings.DEMO or request.actor is None:
        return redirect("home")
    days = request.POST.get("days", "")
    clock.move_on(min(int(days), 31) if days.isdecimal() else 1)
    return redirect(request.headers.get("Referer", "/"))


@allowed(RESIDENT_ONLY)
def my(request: Request) -> HttpResponse:
    """One's own household: what it gets and why, where a request stands, who looked."""
    household_id = request.actor.scope.households[0] if request.actor.scope.households else 0
    one = found(household_with_members(household_id, request.today))
    people = {member.person_id: member.person for member in one.members_now}
    decision = decisions_of(household_id).first()
    case = cases_of(household_id).first()
    context = {
        "household": one,
        "decision": decision,
        "reading": read_assessment(decision.assessment, people) if decision else None,
        "sentence": sentence_of(decision) if decision else "",
        "case": case,
        "case_days_left": days_left(case.due_on, request.today) if case else None,
        "payments": payments_of(household_id)[:12],
        "purposes": PURPOSES,
        "looks": looks_at(household_id)[:20],
        "sent": sent_of(household_id)[:20],
        "revealed": True,
    }
    return render(request, "portal/my.html", context)
