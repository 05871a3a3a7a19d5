"""The rules of monitoring: how often each is right, what it goes by here, and trying a change before it goes live."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minzheng.eligibility.actions import propose_value
from minzheng.eligibility.local_values import draft
from minzheng.eligibility.policies import PROPOSE_VALUE
from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import Alert, registry
from minzheng.kernel.jobs.queue import enqueue
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed, found
from minzheng.monitoring.actions import set_standing
from minzheng.monitoring.backtest import Change, back_test, size_of
from minzheng.monitoring.jobs import MANY, result_of, try_rule
from minzheng.monitoring.limits import WEAK_SHARE, WEAK_VERDICTS
from minzheng.monitoring.policies import SEE_RULES, SET_STANDING
from minzheng.monitoring.precision import RuleRecord, rule_records
from minzheng.monitoring.queries import standings
from minzheng.registers.queries import households_in
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.errors import FactsError, RulebookError
from minzheng.rulekit.parameters import parameter_for
from minzheng.rulekit.showing import law_of
from minzheng.web.desk.policy import county_of, place_name, row_of, shown
from minzheng.web.desk.policy_forms import filled, typed, written

#: The figures of a trial that a proposal keeps: counts, nobody's household.
KEPT = ("rule", "months", "now", "then", "found", "lost", "missed")


@allowed(SEE_RULES)
def rules(request: Request) -> HttpResponse:
    """Every rule with how often it was right, and how it stands here."""
    records = rule_records(request.actor.scope, request.today.replace(day=1))
    division = county_of(request.actor, "", parameters())
    weak = _is_weak(division, request.today)
    standing = _standings(division)
    context = {
        "rows": [(record, standing.get(record.alert.code), weak(record)) for record in records],
        "place": place_name(division),
        "share": shown(WEAK_SHARE.kind, parameters().value(WEAK_SHARE.key, division, request.today)),
        "verdicts": parameters().value(WEAK_VERDICTS.key, division, request.today),
    }
    return render(request, "desk/rules.html", context)


@allowed(SEE_RULES)
def rule(request: Request, code: str) -> HttpResponse:
    """One rule; with a value, what it would have found and missed."""
    alert = found(registry.alerts.get(code))
    return _page(request, alert, {"typed": filled(request.GET)})


@require_POST
@allowed(PROPOSE_VALUE)
def propose_rule_value(request: Request, code: str) -> HttpResponse:
    """Put a tried value before a second person, with the figures of its trial."""
    alert = found(registry.alerts.get(code))
    key, division = _key(alert, request.POST.get("key", "")), county_of(request.actor, "", parameters())
    said = typed(parameter_for(key).kind, request.POST)
    try:
        if said.problems:
            raise ValidationError(said.problems)
        row = draft(division=division, key=key, **said.values())
        value = parameter_for(key).kind.value(row.written)
        change = Change(alert, key, division, value)
        figures = _worked_out(request, change) or back_test(change, request.today).as_json()
        told = {name: figures[name] for name in KEPT}
        kept = propose_value(row=row, estimate={"back_test": told}, actor=request.actor, date=request.today)
    except (ValidationError, RulebookError) as refusal:
        for words in getattr(refusal, "messages", [str(refusal)]):
            messages.error(request, words)
        return _page(request, alert, {"typed": filled(request.POST)}, status=422)
    messages.success(request, _("Proposed. It counts as soon as a second person has confirmed it."))
    return redirect("policy_proposal", kept.pk)


@require_POST
@allowed(SET_STANDING)
def rule_standing(request: Request, code: str) -> HttpResponse:
    """Have a rule watched only, or send again."""
    found(registry.alerts.get(code))
    watch, division = "watch" in request.POST, county_of(request.actor, "", parameters())
    attempt(
        request,
        lambda: set_standing(
            rule=code, division=division, watch=watch, reason=request.POST.get("reason", ""), actor=request.actor,
            date=request.today,
        ),
        _("The rule is watched only: its alerts are counted, and nobody is sent.") if watch
        else _("The rule sends again."),
    )  # fmt: skip
    return redirect("alert_rule", code)


def _standings(division: str) -> dict[str, Any]:
    return {each.rule: each for each in standings() if each.division == division}


def _is_weak(division: str, day: date) -> Callable[[RuleRecord], bool]:
    """Whether a rule is wrong too often here, by what the place has set."""
    share, verdicts = (parameters().value(limit.key, division, day) for limit in (WEAK_SHARE, WEAK_VERDICTS))
    return lambda record: record.is_weak(share, verdicts)


def _page(request: Request, alert: Alert, more: dict[str, Any], status: int = 200) -> HttpResponse:
    values, day = parameters(), request.today
    division = county_of(request.actor, "", values)
    said = request.POST if request.method == "POST" else request.GET
    key = _key(alert, said.get("key", ""))
    records = {record.alert.code: record for record in rule_records(request.actor.scope, day.replace(day=1))}
    context: dict[str, Any] = {
        "alert": alert,
        "fact": registry.facts[alert.fact],
        "record": records[alert.code],
        "standing": _standings(division).get(alert.code),
        "weak": _is_weak(division, day)(records[alert.code]),
        "may_set_standing": SET_STANDING.allows(request.actor),
        "place": place_name(division),
        "rows": [row_of(values, each, division, day) for each in (alert.parameter, *alert.lines)],
        "laws": [law_of(parameter_for(alert.parameter).law)],
        "key": key,
        "kind": parameter_for(key).kind,
        "may_propose": PROPOSE_VALUE.allows(request.actor),
        "trial_job": _number(said.get("job", "")),
        **more,
    }
    if said.get("value", "").strip():
        context |= _tried(request, alert, key, division, said)
    return render(request, "desk/rule.html", context, status=status)


def _tried(request: Request, alert: Alert, key: str, division: str, said: Any) -> dict[str, Any]:
    """What came of a trial: at once where it is small; else from the worker, with how far it is."""
    kind = parameter_for(key).kind
    try:
        value = kind.value(written(kind, said))
    except FactsError as error:
        return {"value_problem": _(error.sentence) % error.values}
    change = Change(alert, key, division, value)
    if not said.get("job") and size_of(change) <= MANY:
        return _shown(request, back_test(change, request.today).as_result())
    if (figures := _worked_out(request, change)) is not None:
        return _shown(request, figures)
    asked, _result = result_of(_number(said.get("job", "")), request.actor)
    return {"job": asked or _ask(request, change)}


def _ask(request: Request, change: Change) -> Any:
    what = {"rule": change.alert.code, "key": change.key, "county": change.county, "value": change.value}
    return enqueue(try_rule, actor=request.actor, date=request.today, **what)


def _worked_out(request: Request, change: Change) -> dict[str, Any] | None:
    """What one's own job made of this very change."""
    said = request.POST if request.method == "POST" else request.GET
    _asked, figures = result_of(_number(said.get("job", "")), request.actor)
    wanted = {"rule": change.alert.code, "key": change.key, "county": change.county, "value": change.value}
    return figures if figures and all(figures[name] == value for name, value in wanted.items()) else None


def _shown(request: Request, figures: dict[str, Any]) -> dict[str, Any]:
    ids = {told["household"] for side in ("only_now", "only_then") for told in figures[side]}
    homes = households_in(request.actor.scope).filter(pk__in=ids)
    return {"trial": figures, "heads": {home.pk: home.head.name for home in homes}}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _key(alert: Alert, asked: str) -> str:
    """The threshold that is asked for, if the rule has it; else its first."""
    return asked if asked in alert.lines else alert.parameter
