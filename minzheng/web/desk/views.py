"""The work list and the page of a household."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.casework.policies import OPEN_CASE
from minzheng.eligibility.queries import facts_of
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import PURPOSES, give_purpose, has_purpose
from minzheng.kernel.declare import registry
from minzheng.kernel.screens.acts import offers
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import STAFF_ONLY, allowed, found
from minzheng.monitoring.policies import REFER, TAKE_TIP
from minzheng.payments.policies import RECORD_ACCOUNT
from minzheng.payments.queries import accounts_of, award_now, overpayments_of
from minzheng.registers.policies import SEE_PEOPLE
from minzheng.registers.queries import household_with_members
from minzheng.registers.screens import HOUSEHOLDS
from minzheng.web.desk.chain import chain_kinds, chain_of
from minzheng.web.desk.glance import glance_of
from minzheng.web.desk.news import news_of
from minzheng.web.desk.worklist import LISTED, grouped, kinds, work_of


@allowed(STAFF_ONLY)
def work(request: Request) -> HttpResponse:
    """What is due, what is late, what waits.  Village workers get it as a list of doors."""
    if request.actor.role == Role.VILLAGE_WORKER:
        doors = [item for item in work_of(request.actor, request.today) if item.sort == "visit"]
        return render(request, "field/doors.html", {"groups": grouped(doors), "count": len(doors)})
    items, kind = work_of(request.actor, request.today), request.GET.get("kind", "")
    numbers = Counter(item.sort for item in items)
    chips = [(code, label, numbers[code]) for code, label in kinds().items() if numbers[code]]
    shown = [item for item in items if item.sort == kind] if kind in numbers else items
    context = {
        "groups": grouped(shown),
        "count": len(shown),
        "chips": chips,
        "kind": kind if kind in numbers else "",
        "all": len(items),
        "cut": max(numbers.values(), default=0) >= LISTED,
        "news": news_of(request.actor, request.today),
    }
    return render(request, "desk/work.html", context)


@allowed(SEE_PEOPLE)
def household(request: Request, household_id: int) -> HttpResponse:
    """One household: who belongs to it, what it draws, what is known, and its whole chain."""
    home = found(household_with_members(household_id, request.today))
    people = {member.person_id: member.person for member in home.members_now}
    facts, awards = list(facts_of(list(people))), list(award_now(household_id, request.today))
    chain = chain_of(household_id)
    there = {link.sort for link in chain}
    kind = request.GET.get("kind", "") if request.GET.get("kind") in there else ""
    context = {
        "household": home,
        "glance": glance_of(home, awards, facts, request.today),
        "chain": [link for link in chain if not kind or link.sort == kind],
        "kinds": [(code, label) for code, label in chain_kinds().items() if code in there],
        "kind": kind,
        "awards": awards,
        "overpayments": overpayments_of(household_id),
        "accounts": accounts_of(people),
        "may_record_account": RECORD_ACCOUNT.allows(request.actor),
        "facts": [(registry.facts[v.fact], people[v.person_id], v) for v in facts],
        "revealed": has_purpose(request, household_id),
        "purposes": PURPOSES,
        "register": HOUSEHOLDS,
        "row": home,
        "may_refer": REFER.allows(request.actor),
        "may_tell": TAKE_TIP.allows(request.actor),
        "may_apply": OPEN_CASE.allows(request.actor),
        "offers": offers(HOUSEHOLDS, home, request.actor, request.today),
    }
    return render(request, "desk/household.html", context)


@require_POST
@allowed(SEE_PEOPLE)
def reveal(request: Request, household_id: int) -> HttpResponse:
    """Give a purpose, have the look recorded, and see the names of one household in full until signing out."""
    home = found(household_with_members(household_id, request.today))
    purpose = request.POST.get("purpose", "")
    attempt(request, lambda: give_purpose(request, home, purpose), _("Names shown in full; this was logged."))
    return redirect("household", household_id)


def no_page(request: Request, exception: Exception | None = None) -> HttpResponse:
    """There is no such page."""
    return render(request, "parts/error.html", {"title": _("There is no such page"), "words": ""}, status=404)


def not_allowed(request: Request, exception: Exception | None = None) -> HttpResponse:
    """The page is not for this role or place."""
    words = str(exception) if exception else ""
    return render(request, "parts/error.html", {"title": _("This is not open to you"), "words": words}, status=403)
