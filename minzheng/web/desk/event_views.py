"""Recording a death, and the list of what life events asked for and nobody could carry out yet."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.eligibility.facts import DEATH_DATE
from minzheng.eligibility.queries import facts_of
from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import has_purpose
from minzheng.kernel.declare import registry
from minzheng.kernel.events.actions import try_again
from minzheng.kernel.events.policies import RETRY_EFFECT, SEE_EFFECTS
from minzheng.kernel.events.queries import effect as effect_by_id
from minzheng.kernel.events.queries import events_of_person, open_effects
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed, found
from minzheng.registers.actions import record_death, withdraw_death
from minzheng.registers.events import DEATH
from minzheng.registers.policies import RECORD_DEATH, WITHDRAW_DEATH
from minzheng.registers.queries import household_of
from minzheng.registers.queries import person as person_by_id


@allowed(RECORD_DEATH)
def death(request: Request, person_id: int) -> HttpResponse:
    """Record that somebody died, or withdraw a death that proved false; with what follows from it."""
    person = found(person_by_id(person_id))
    if request.method == "POST":
        done = _withdraw(request, person) if "withdraw" in request.POST else _record(request, person)
        home = household_of(person, request.today) or household_of(person, person.death_date or request.today)
        if done and home is not None:
            return redirect("household", home.pk)
        if done:
            return redirect("death", person_id)
    reported = next((v for v in facts_of([person_id]) if v.fact == DEATH_DATE.code), None)
    home = household_of(person, person.death_date or request.today)
    context = {
        "person": person,
        "household": home,
        "revealed": home is not None and has_purpose(request, home.pk),
        "reported": reported.data_date if reported else None,
        "given": request.POST,
        "effects": [effect for effect in registry.effects if DEATH.code in effect.events],
        "events": events_of_person(person_id),
        "labels": {effect.code: effect.label for effect in registry.effects},
        "may_withdraw": WITHDRAW_DEATH.allows(request.actor),
    }
    return render(request, "desk/death.html", context, status=400 if request.method == "POST" else 200)


def _record(request: Request, person: Any) -> bool:
    try:
        died_on = date.fromisoformat(request.POST.get("died_on", ""))
    except ValueError:
        died_on = date.max  # refused below, in words
    source, reference = request.POST.get("source", ""), request.POST.get("reference", "")
    return attempt(
        request,
        lambda: record_death(
            person=person, died_on=died_on, source=source, reference=reference, actor=request.actor, date=request.today
        ),
        _("The death is recorded. What follows from it is carried out now."),
    )


def _withdraw(request: Request, person: Any) -> bool:
    reason = request.POST.get("reason", "")
    return attempt(
        request,
        lambda: withdraw_death(person=person, reason=reason, actor=request.actor, date=request.today),
        _("The death is withdrawn. What followed from it is undone now, the last first."),
    )


@allowed(SEE_EFFECTS)
def effects(request: Request) -> HttpResponse:
    """What life events asked for and is not carried out: why it failed, and what to do."""
    rows = [(row, registry.effects.get(row.effect), registry.life_events[row.event.kind])
            for row in open_effects(request.actor.scope)]  # fmt: skip
    return render(request, "desk/effects.html", {"rows": rows, "may_retry": RETRY_EFFECT.allows(request.actor)})


@require_POST
@allowed(RETRY_EFFECT)
def again(request: Request, effect_id: int) -> HttpResponse:
    """Have a failed effect tried once more."""
    row = found(effect_by_id(effect_id))
    attempt(
        request,
        lambda: try_again(effect=row, actor=request.actor, date=request.today),
        _("It is being tried again. If it is still on the list, read why."),
    )
    return redirect("effects")
