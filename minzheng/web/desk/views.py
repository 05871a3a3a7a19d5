"""Work list, households, alerts."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.eligibility.queries import facts_of
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import PURPOSES, give_purpose, has_purpose
from minzheng.kernel.declare import registry
from minzheng.monitoring.policies import SEE_ALERTS
from minzheng.monitoring.queries import alerts_in
from minzheng.payments.queries import award_now, overpayments_of
from minzheng.registers.queries import find_households, household_with_members, households_in
from minzheng.web.desk.chain import chain_of
from minzheng.web.desk.worklist import grouped, work_of
from minzheng.web.errors import attempt
from minzheng.web.guards import STAFF_ONLY, allowed, found

PAGE_ROWS = 40


@allowed(STAFF_ONLY)
def work(request: Request) -> HttpResponse:
    """What is due, what is late, what waits.  Village workers get it as a list of doors."""
    items = work_of(request.actor, request.today)
    template = "field/doors.html" if request.actor.role == Role.VILLAGE_WORKER else "desk/work.html"
    return render(request, template, {"groups": grouped(items), "count": len(items)})


@allowed(STAFF_ONLY)
def households(request: Request) -> HttpResponse:
    """The households of one's places, and search by household number, ID number or the head's name."""
    query = request.GET.get("q", "").strip()
    rows = find_households(query) if query else households_in(request.actor.scope)
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    return render(request, "desk/households.html", {"page": page, "query": query})


@allowed(STAFF_ONLY)
def household(request: Request, household_id: int) -> HttpResponse:
    """One household: who belongs to it, what it draws, what is known, and its whole chain."""
    home = found(household_with_members(household_id, request.today))
    people = {member.person_id: member.person for member in home.members_now}
    context = {
        "household": home,
        "chain": chain_of(household_id),
        "awards": award_now(household_id, request.today),
        "overpayments": overpayments_of(household_id),
        "facts": [(registry.facts[v.fact], people[v.person_id], v) for v in facts_of(list(people))],
        "revealed": has_purpose(request, household_id),
        "purposes": PURPOSES,
    }
    return render(request, "desk/household.html", context)


@require_POST
@allowed(STAFF_ONLY)
def reveal(request: Request, household_id: int) -> HttpResponse:
    """Give a purpose, have the look recorded, and see the names of one household in full until signing out."""
    home = found(household_with_members(household_id, request.today))
    purpose = request.POST.get("purpose", "")
    attempt(request, lambda: give_purpose(request, home, purpose), _("Names shown in full; this was logged."))
    return redirect("household", household_id)


@allowed(SEE_ALERTS)
def alerts(request: Request) -> HttpResponse:
    """The alerts of one's places, filtered by month and status."""
    rows = alerts_in(request.actor.scope)
    if status := request.GET.get("status"):
        rows = rows.filter(status=status)
    if month := _month(request.GET.get("month", "")):
        rows = rows.filter(month=month)
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "rules": {a.code: a for a in registry.alerts}, "status": status, "month": month}
    return render(request, "desk/alerts.html", context)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def no_page(request: Request, exception: Exception | None = None) -> HttpResponse:
    """There is no such page."""
    return render(request, "parts/error.html", {"title": _("There is no such page"), "words": ""}, status=404)


def not_allowed(request: Request, exception: Exception | None = None) -> HttpResponse:
    """The page is not for this role or place."""
    words = str(exception) if exception else ""
    return render(request, "parts/error.html", {"title": _("This is not open to you"), "words": words}, status=403)
