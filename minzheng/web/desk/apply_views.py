"""Applying for a benefit on behalf of a household: which one, for whom, and what its form asks."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minzheng.casework.actions import open_case
from minzheng.casework.choices import Channel
from minzheng.casework.policies import OPEN_CASE
from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import Scheme, registry
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed, found
from minzheng.registers.queries import household_with_members


@allowed(OPEN_CASE)
def choose(request: Request, household_id: int) -> HttpResponse:
    """The benefits that can be applied for."""
    home = found(household_with_members(household_id, request.today))
    context = {"household": home, "schemes": sorted(registry.schemes, key=lambda scheme: scheme.code)}
    return render(request, "desk/apply.html", context)


@allowed(OPEN_CASE)
def apply(request: Request, household_id: int, code: str) -> HttpResponse:
    """The form of one benefit; sent, it opens a case."""
    home = found(household_with_members(household_id, request.today))
    scheme = found(registry.schemes.get(code))
    form = _form(scheme, home)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answers = {name: _kept(value) for name, value in form.cleaned_data.items() if name != "person"}
        person = next((m.person for m in home.members_now if str(m.person_id) == form.cleaned_data.get("person")), None)
        opened: list[Any] = []
        done = attempt(
            request,
            lambda: opened.append(
                open_case(household=home, scheme=code, channel=Channel.APPLICATION, person=person, answers=answers,
                          actor=request.actor, date=request.today)
            ),
            _("Accepted. The clock runs from today."),
        )  # fmt: skip
        if done:
            return redirect("household", household_id)
    return render(request, "desk/apply_form.html", {"household": home, "scheme": scheme, "form": form})


def _form(scheme: Scheme, home: Any) -> type[forms.Form]:
    """The scheme's form; where the benefit is one person's, it asks first for whom."""
    base = scheme.form or forms.Form
    if not scheme.per_person:
        return base
    people = [(str(m.person_id), f"{m.person.name} · {m.get_relation_display()}") for m in home.members_now]
    return type("PersonForm", (base,), {"person": forms.ChoiceField(label=_("For whom"), choices=people)})


def _kept(value: Any) -> Any:
    return value if isinstance(value, (int, str, bool, type(None), list)) else str(value)
