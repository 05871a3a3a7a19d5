"""Policy: the values of a place on one sheet, each rule in words beside its code, and setting a value by two people."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.eligibility.actions import propose_value, settle_value, with_value
from minzheng.eligibility.local_values import draft
from minzheng.eligibility.policies import CONFIRM_VALUE, PROPOSE_VALUE
from minzheng.eligibility.queries import proposal as proposal_by_id
from minzheng.eligibility.queries import proposals_of
from minzheng.kernel.access.requests import Request
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import STAFF_ONLY, allowed, found, open_for
from minzheng.rulekit import registry
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.errors import FactsError, RulebookError
from minzheng.rulekit.kinds import Kind, declaration_of
from minzheng.rulekit.parameters import chain, declared
from minzheng.rulekit.showing import law_of
from minzheng.statistics.policy.reform import reform_by_value
from minzheng.web.desk.days import day_asked_for
from minzheng.web.desk.policy import (
    county_of,
    inputs_of,
    place_name,
    row_of,
    sheet,
    shown,
    texts_of,
    time_line,
)
from minzheng.web.desk.policy_forms import filled, typed
from minzheng.web.desk.policy_words import OPTIONS, label_of


@allowed(STAFF_ONLY)
def policy(request: Request) -> HttpResponse:
    """Everything that is set for a place on a day, and at which level."""
    values, day = parameters(), day_asked_for(request)
    division = county_of(request.actor, request.GET.get("division", ""), values)
    context = {
        "day": day,
        "division": division,
        "place": place_name(division),
        "places": sorted((code, place_name(code)) for code in {*values.names, division}),
        "levels": [place_name(code) for code in reversed(chain(division))],
        "groups": sheet(values, division, day),
        "simulation": open_for(request.actor, reverse("simulate")),
        "proposals": [(p, label_of(p.key)) for p in proposals_of(chain(division)) if not hasattr(p, "verdict")],
    }
    return render(request, "desk/policy.html", context)


@allowed(STAFF_ONLY)
def rule(request: Request, name: str) -> HttpResponse:
    """One rule: what it asks, its articles, the values it reads here and why, and each function as words and code."""
    found(name if name in registry.names() else None)
    values, day = parameters(), day_asked_for(request)
    division = county_of(request.actor, request.GET.get("division", ""), values)
    asked = registry.get(name)
    keys = [k for group in sheet(values, division, day) for k in (row.key for row in group.rows) if _reads(name, k)]
    context = {
        "rule": asked,
        "day": day,
        "place": place_name(division),
        "laws": [law_of(reference) for reference in asked.law],
        "inputs": inputs_of(name),
        "rows": [row_of(values, key, division, day) for key in keys],
        "texts": texts_of(name),
    }
    return render(request, "desk/policy_rule.html", context)


def _reads(name: str, key: str) -> bool:
    """Whether a rule reads a value; "{residence}" stands for both, and a key that ends in "." for a family."""
    for each in registry.get(name).parameters:
        if key in (each.replace("{residence}", r) for r in ("urban", "rural")) or (each[-1] == "." and each in key):
            return True
    return False


@allowed(STAFF_ONLY)
def value(request: Request, key: str) -> HttpResponse:
    """One value: its time line in this place and above, what was proposed, and setting it anew."""
    return _value_page(request, key, {})


@require_POST
@allowed(PROPOSE_VALUE)
def set_value(request: Request, key: str) -> HttpResponse:
    """Show what a value would cost; with `propose`, put it before a second person."""
    parameter = found(declaration_of(key, declared()))
    division = county_of(request.actor, "", parameters())
    said = typed(parameter.kind, request.POST)
    context: dict[str, Any] = {
        "typed": filled(request.POST),
        "chosen": request.POST.getlist("value"),
        "value_problem": _problem(parameter.kind, said.written),
    }
    try:
        if said.problems:
            raise ValidationError(said.problems)
        row = draft(division=division, key=key, **said.values())
        after = with_value(row)
        reform = reform_by_value(key, division, row.valid_from, after, request.today)
        if "propose" in request.POST:
            estimate = reform.as_json() if reform else {}
            kept = propose_value(row=row, estimate=estimate, actor=request.actor, date=request.today)
            messages.success(request, _("Proposed. It counts as soon as a second person has confirmed it."))
            return redirect("policy_proposal", kept.pk)
    except (ValidationError, RulebookError) as refusal:
        for words in getattr(refusal, "messages", [str(refusal)]):
            messages.error(request, words)
        return _value_page(request, key, context, status=422)
    words = shown(parameter.kind, parameter.kind.value(row.written))
    return _value_page(request, key, {**context, "draft": row, "draft_shown": words, "reform": reform})


def _problem(kind: Kind, written: Any) -> str:
    """What is wrong with the value alone, to stand beside its field; nothing where it can be read."""
    try:
        kind.value(written)
    except FactsError as error:
        return _(error.sentence) % error.values
    except ValueError as error:
        return str(error)
    return ""


def _value_page(request: Request, key: str, more: dict[str, Any], status: int = 200) -> HttpResponse:
    parameter = found(declaration_of(key, declared()))
    values, day = parameters(), day_asked_for(request)
    division = county_of(request.actor, request.GET.get("division", ""), values)
    context = {
        "key": key,
        "parameter": parameter,
        "law": law_of(parameter.law),
        "row": row_of(values, key, division, day),
        "place": place_name(division),
        "changes": time_line(values, key, division, day),
        "proposals": [p for p in proposals_of(chain(division)) if p.key == key],
        "options": [(code, OPTIONS.get(code, code)) for code in parameter.kind.options],
        "may_propose": PROPOSE_VALUE.allows(request.actor),
        **more,
    }
    return render(request, "desk/policy_value.html", context, status=status)


@allowed(STAFF_ONLY)
def proposal(request: Request, proposal_id: int) -> HttpResponse:
    """One proposed value, with its document and what it would cost."""
    one = found(proposal_by_id(proposal_id))
    parameter = found(declaration_of(one.key, declared()))
    context = {
        "proposal": one,
        "row": row_of(parameters(), one.key, one.division, one.valid_from),
        "shown": shown(parameter.kind, parameter.kind.value(one.written)),
        "place": place_name(one.division),
        "verdict": getattr(one, "verdict", None),
        "may_settle": CONFIRM_VALUE.allows(request.actor) and one.proposed_by_id != request.actor.user_id,
    }
    return render(request, "desk/policy_proposal.html", context)


@require_POST
@allowed(CONFIRM_VALUE)
def settle(request: Request, proposal_id: int) -> HttpResponse:
    """Confirm a proposed value, or refuse it."""
    one, confirmed = found(proposal_by_id(proposal_id)), "confirm" in request.POST
    note = request.POST.get("note", "")
    attempt(
        request,
        lambda: settle_value(row=one, confirmed=confirmed, note=note, actor=request.actor, date=request.today),
        _("Confirmed. From now on decisions as of its day use it.") if confirmed else _("Refused. It never counts."),
    )
    return redirect("policy_proposal", proposal_id)
