"""Writing down what somebody told of a household."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import has_purpose
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed, found
from minzheng.monitoring.actions import take_tip
from minzheng.monitoring.choices import TipSource
from minzheng.monitoring.policies import TAKE_TIP
from minzheng.monitoring.queries import tips_of
from minzheng.registers.queries import household_with_members


@allowed(TAKE_TIP)
def tip(request: Request, household_id: int) -> HttpResponse:
    """A tip about a household: how it came, about whom, in which words; it becomes an alert."""
    home, said = found(household_with_members(household_id, request.today)), request.POST
    if request.method == "POST" and attempt(
        request,
        lambda: take_tip(
            household=home, person_id=_number(said.get("person", "")), source=said.get("source", ""),
            words=said.get("words", ""), actor=request.actor, date=request.today,
        ),
        _("Written down. It stands in the queue of alerts."),
    ):  # fmt: skip
        return redirect("household", household_id)
    context = {
        "household": home,
        "sources": TipSource.choices,
        "given": said,
        "tips": tips_of(household_id),
        "revealed": has_purpose(request, household_id),
    }
    return render(request, "desk/tip.html", context, status=422 if request.method == "POST" else 200)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
