"""What the kernel answers by name: codes, divisions, deadlines, privacy, life events, figures, a death.

Here the JSON of a case meets the plain functions of the kernel; the rules themselves are in those functions.
"""

from decimal import Decimal
from typing import Any

from minzheng.kernel import figures
from minzheng.kernel import operation_facts as facts_of
from minzheng.kernel.deadlines.periods import add_days, longest_gap
from minzheng.kernel.events.death import stop_after_death
from minzheng.kernel.events.effects import effects_of
from minzheng.kernel.identity import disability_card, division_changes, division_code, masking, resident_id, uscc
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.workdays import WorkingCalendar

Outcome = dict[str, Any]


@operation("code.id_card", facts=facts_of.NumberFacts)
def id_card(facts: facts_of.NumberFacts, context: CaseContext) -> Outcome:
    """Is this a resident identity number, and what does it say?"""
    try:
        found = resident_id.parse(facts.number)
    except resident_id.InvalidResidentId as invalid:
        return {"valid": False, "error": invalid.fault.value}
    return {"valid": True, "birth": found.birth.isoformat(), "sex": found.sex.value, "division": found.division}


@operation("code.uscc", facts=facts_of.CreditCodeFacts)
def credit_code(facts: facts_of.CreditCodeFacts, context: CaseContext) -> Outcome:
    """Is this a unified social credit code, of the kind of body declared?"""
    try:
        found = uscc.parse(facts.code, facts.declared)
    except uscc.InvalidCreditCode as invalid:
        return {"valid": False, "error": invalid.fault.value}
    return {"valid": True, "kind": found.kind.value, "division": found.division}


@operation("code.disability_card", facts=facts_of.NumberFacts)
def card_number(facts: facts_of.NumberFacts, context: CaseContext) -> Outcome:
    """Is this the number of a disability card, and of which category and level?"""
    try:
        found = disability_card.parse(facts.number)
    except disability_card.InvalidDisabilityCard:
        return {"valid": False, "error": "SHAPE"}
    except resident_id.InvalidResidentId as invalid:
        return {"valid": False, "error": invalid.fault.value}
    return {
        "valid": True,
        "resident_id": found.resident_id,
        "category": int(found.category),
        "level": found.level,
        "replacement": found.replacement,
    }


@operation("division.parse", facts=facts_of.DivisionFacts)
def division_parts(facts: facts_of.DivisionFacts, context: CaseContext) -> Outcome:
    """The divisions a code places itself under, and the class its digits claim."""
    parts = division_code.parse(facts.code)
    names = ("province", "prefecture", "county", "county_class", "town", "town_class", "village", "village_class")
    return {name: str(value) for name in names if (value := getattr(parts, name)) is not None}


@operation("division.resolve", facts=facts_of.HistoryFacts)
def division_resolve(facts: facts_of.HistoryFacts, context: CaseContext) -> Outcome:
    """Which codes cover the area of an old code at a date, by the events given."""
    changes = [division_changes.DivisionChange(event.effective, event.code, tuple(event.to)) for event in facts.events]
    current = division_changes.successors_on(facts.code, facts.as_of, changes)
    return {"current": current, "ambiguous": len(current) > 1}


@operation("division.change_plan", facts=facts_of.ApprovedFacts)
def division_change_plan(facts: facts_of.ApprovedFacts, context: CaseContext) -> Outcome:
    """By when an approved change of divisions must have its code, be complete, be complete when extended."""
    plan = division_changes.change_plan(facts.approved)
    return {
        "code_by": plan.code_by.isoformat(),
        "complete_by": plan.complete_by.isoformat(),
        "extended_by": plan.extended_by.isoformat(),
    }


@operation("deadline.within", facts=facts_of.WithinFacts)
def within(facts: facts_of.WithinFacts, context: CaseContext) -> Outcome:
    """Was something done within so many days?  Working days are counted where the case brings a calendar."""
    if facts.calendar:
        calendar = WorkingCalendar.from_facts(facts.calendar.model_dump())
        last = calendar.add_working_days(facts.start, facts.days)
    else:
        last = add_days(facts.start, facts.days)
    return {"deadline": last.isoformat(), "ok": None if facts.done is None else facts.done <= last}


@operation("deadline.max_gap", facts=facts_of.SeriesFacts)
def max_gap(facts: facts_of.SeriesFacts, context: CaseContext) -> Outcome:
    """Was no gap between the dates of a series longer than allowed?"""
    longest = longest_gap(facts.dates)
    return {"max_gap": longest, "ok": longest <= facts.max_gap_days}


@operation("privacy.display", facts=facts_of.DisplayFacts)
def display(facts: facts_of.DisplayFacts, context: CaseContext) -> Outcome:
    """The name a public list shows."""
    return {"display": masking.public_name(facts.name or "", facts.kind, bool(facts.consent))}


@operation("event.effects", facts=facts_of.EventFacts)
def event_effects(facts: facts_of.EventFacts, context: CaseContext) -> Outcome:
    """What follows from a life event; of one that proved false, what undoes it."""
    return {"effects": effects_of(facts.event, facts.facts or {})}


@operation("indicator.percent", facts=facts_of.PercentFacts)
def indicator_percent(facts: facts_of.PercentFacts, context: CaseContext) -> Outcome:
    """A ratio in percent, half up to one decimal unless `digits` says otherwise."""
    value = figures.percent(facts.numerator, facts.denominator, facts.digits)
    return {"percent": _number(value)}


@operation("indicator.average", facts=facts_of.AverageFacts)
def indicator_average(facts: facts_of.AverageFacts, context: CaseContext) -> Outcome:
    """A ratio, half up to two decimals unless `digits` says otherwise."""
    value = figures.average(facts.numerator, facts.denominator, facts.digits)
    return {"value": _number(value)}


@operation("indicator.product", facts=facts_of.ProductFacts)
def indicator_product(facts: facts_of.ProductFacts, context: CaseContext) -> Outcome:
    """The product of the factors."""
    return {"value": _number(figures.product(facts.factors))}


@operation("death.stop", facts=facts_of.DeathStopFacts)
def death_stop(facts: facts_of.DeathStopFacts, context: CaseContext) -> Outcome:
    """From which month a dead person is owed nothing, and what was paid too much (yuan)."""
    stop = stop_after_death(facts.death, facts.paid_months)
    overpaid = facts.monthly * len(stop.overpaid_months)
    return {
        "stop_from": f"{stop.stop_from:%Y-%m}",
        "overpaid_months": [f"{month:%Y-%m}" for month in stop.overpaid_months],
        "overpaid": _number(overpaid),
    }


def _number(value: Decimal | None) -> int | float | None:
    """A decimal as the number JSON knows."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
