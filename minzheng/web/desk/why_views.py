"""Why: the answer behind an alert, an amount, a payment; in the side panel, or as a page of its own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from minzheng.eligibility.explaining import compared
from minzheng.eligibility.facts import DEATH_DATE, window
from minzheng.eligibility.letters import amount_of
from minzheng.eligibility.queries import assessment as assessment_by_id
from minzheng.exchange.queries import evidence
from minzheng.kernel.access.requests import Request
from minzheng.kernel.audit.lookups import has_purpose, opens
from minzheng.kernel.declare import registry
from minzheng.kernel.screens.guards import STAFF_ONLY, allowed, found
from minzheng.monitoring.queries import alert as alert_by_id
from minzheng.monitoring.queries import tips_of
from minzheng.monitoring.tips import TIP
from minzheng.payments.queries import line as line_by_id
from minzheng.registers.policies import RECORD_DEATH
from minzheng.registers.queries import household_with_members
from minzheng.rulekit.decision import parameters
from minzheng.web.desk.evidence import columns_of, rows_of, sentence_of
from minzheng.web.desk.reading import read_assessment


def _show(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    frame = "parts/panel.html" if request.htmx else "parts/panel_page.html"
    return render(request, template, {**context, "panel_frame": frame})


@allowed(STAFF_ONLY)
def why_alert(request: Request, alert_id: int) -> HttpResponse:
    """What an alert says, why its line holds here, and the reports behind it."""
    hit = found(alert_by_id(alert_id))
    alert = registry.alerts[hit.rule]
    fact = registry.facts[alert.fact]
    feed = registry.feeds.get(fact.feed)
    after, until = window(fact, fact.how, hit.month) if fact.how else (hit.data_date, hit.data_date)
    context = {
        "hit": hit,
        "alert": alert,
        "fact": fact,
        "sentence": sentence_of(alert, hit),
        "columns": columns_of(feed) if feed else [],
        "records": rows_of(evidence(hit.person_id, feed.code, after, until), feed) if feed else [],
        "closed": {c.field for c in feed.columns if c.care and not opens(c.care, request, hit.household_id)}
        if feed
        else (),
        "tips": tips_of(hit.household_id).filter(told_on__lte=hit.data_date) if hit.rule == TIP.code else (),
        "line": parameters().why(alert.parameter, str(hit.division_code)[:6], hit.month),
        "revealed": has_purpose(request, hit.household_id),
        "may_record_death": alert.fact == DEATH_DATE.code and RECORD_DEATH.allows(request.actor),
    }
    return _show(request, "desk/why_alert.html", context)


@allowed(STAFF_ONLY)
def why_assessment(request: Request, assessment_id: int) -> HttpResponse:
    """The way from facts to amount: each line with its value and its law, each fact with source and date."""
    assessment = found(assessment_by_id(assessment_id))
    home = found(household_with_members(assessment.household_id, assessment.as_of))
    context = {
        "assessment": assessment,
        "reading": read_assessment(assessment, {m.person_id: m.person for m in home.members_now}),
        "amount": amount_of(assessment),
        "again": compared(assessment),
        "revealed": has_purpose(request, assessment.household_id),
    }
    return _show(request, "desk/why_assessment.html", context)


@allowed(STAFF_ONLY)
def why_line(request: Request, line_id: int) -> HttpResponse:
    """Why this payment: the award, the decision and who made it, the run and who approved it."""
    line = found(line_by_id(line_id))
    context = {
        "line": line,
        "decision": line.award.decision,
        "scheme": registry.schemes[line.award.scheme],
        "revealed": has_purpose(request, line.household_id),
        "may_record_death": line.hold == "payee_died" and RECORD_DEATH.allows(request.actor),
    }
    return _show(request, "desk/why_line.html", context)
