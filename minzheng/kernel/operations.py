"""What the kernel answers by name: codes, divisions, deadlines, privacy, life events, figures, a death.

Here the JSON of a case meets the plain functions of the kernel; the rules themselves are in those functions.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from minzheng.kernel import figures
from minzheng.kernel.deadlines.periods import add_days, longest_gap
from minzheng.kernel.events.death import stop_after_death
from minzheng.kernel.events.effects import effects_of
from minzheng.kernel.identity import disability_card, division_changes, division_code, masking, resident_id, uscc
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.workdays import WorkingCalendar

Facts = dict[str, Any]


@operation("code.id_card")
def id_card(facts: Facts, context: CaseContext) -> Facts:
    """Is this a resident identity number, and what does it say?"""
    try:
        found = resident_id.parse(str(facts["number"]))
    except resident_id.InvalidResidentId as invalid:
        return {"valid": False, "error": invalid.fault.value}
    return {"valid": True, "birth": found.birth.isoformat(), "sex": found.sex.value, "division": found.division}


@operation("code.uscc")
def credit_code(facts: Facts, context: CaseContext) -> Facts:
    """Is this a unified social credit code, of the kind of body declared?"""
    try:
        found = uscc.parse(str(facts["code"]), facts.get("declared"))
    except uscc.InvalidCreditCode as invalid:
        return {"valid": False, "error": invalid.fault.value}
    return {"valid": True, "kind": found.kind.value, "division": found.division}


@operation("code.disability_card")
def card_number(facts: Facts, context: CaseContext) -> Facts:
    """Is this the number of a disability card, and of which category and level?"""
    try:
        found = disability_card.parse(str(facts["number"]))
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


@operation("division.parse")
def division_parts(facts: Facts, context: CaseContext) -> Facts:
    """The divisions a code places itself under, and the class its digits claim."""
    parts = division_code.parse(str(facts["code"]))
    names = ("province", "prefecture", "county", "county_class", "town", "town_class", "village", "village_class")
    return {name: str(value) for name in names if (value := getattr(parts, name)) is not None}


@operation("division.resolve")
def division_resolve(facts: Facts, context: CaseContext) -> Facts:
    """Which codes cover the area of an old code at a date, by the events given."""
    changes = [
        division_changes.DivisionChange(_date(event["effective"]), str(event["from"]), tuple(event["to"]))
        for event in facts.get("events", ())
    ]
    current = division_changes.successors_on(str(facts["code"]), _date(facts["as_of"]), changes)
    return {"current": current, "ambiguous": len(current) > 1}


@operation("division.change_plan")
def division_change_plan(facts: Facts, context: CaseContext) -> Facts:
    """By when an approved change of divisions must have its code, be complete, be complete when extended."""
    plan = division_changes.change_plan(_date(facts["approved"]))
    return {
        "code_by": plan.code_by.isoformat(),
        "complete_by": plan.complete_by.isoformat(),
        "extended_by": plan.extended_by.isoformat(),
    }


@operation("deadline.within")
def within(facts: Facts, context: CaseContext) -> Facts:
    """Was something done within so many days?  Working days are counted where the case brings a calendar."""
    event, days = _date(facts["from"]), int(facts["days"])
    calendar = facts.get("calendar")
    last = WorkingCalendar.from_facts(calendar).add_working_days(event, days) if calendar else add_days(event, days)
    done = facts.get("done")
    return {"deadline": last.isoformat(), "ok": None if done is None else _date(done) <= last}


@operation("deadline.max_gap")
def max_gap(facts: Facts, context: CaseContext) -> Facts:
    """Was no gap between the dates of a series longer than allowed?"""
    longest = longest_gap(_date(day) for day in facts["dates"])
    return {"max_gap": longest, "ok": longest <= int(facts["max_gap_days"])}


@operation("privacy.display")
def display(facts: Facts, context: CaseContext) -> Facts:
    """The name a public list shows."""
    role = masking.PublicRole(facts["kind"])
    return {"display": masking.public_name(str(facts.get("name") or ""), role, bool(facts.get("consent")))}


@operation("event.effects")
def event_effects(facts: Facts, context: CaseContext) -> Facts:
    """What follows from a life event; of one that proved false, what undoes it."""
    return {"effects": effects_of(str(facts["event"]), facts.get("facts") or {})}


@operation("indicator.percent")
def indicator_percent(facts: Facts, context: CaseContext) -> Facts:
    """A ratio in percent, half up to one decimal unless `digits` says otherwise."""
    value = figures.percent(facts["numerator"], facts["denominator"], int(facts.get("digits", 1)))
    return {"percent": _number(value)}


@operation("indicator.average")
def indicator_average(facts: Facts, context: CaseContext) -> Facts:
    """A ratio, half up to two decimals unless `digits` says otherwise."""
    value = figures.average(facts["numerator"], facts["denominator"], int(facts.get("digits", 2)))
    return {"value": _number(value)}


@operation("indicator.product")
def indicator_product(facts: Facts, context: CaseContext) -> Facts:
    """The product of the factors."""
    return {"value": _number(figures.product(facts["factors"]))}


@operation("death.stop")
def death_stop(facts: Facts, context: CaseContext) -> Facts:
    """From which month a dead person is owed nothing, and what was paid too much (yuan)."""
    paid = [_date(str(month)[:7] + "-01") for month in facts.get("paid_months", ())]
    stop = stop_after_death(_date(facts["death"]), paid)
    overpaid = figures.exact(facts.get("monthly", 0)) * len(stop.overpaid_months)
    return {
        "stop_from": f"{stop.stop_from:%Y-%m}",
        "overpaid_months": [f"{month:%Y-%m}" for month in stop.overpaid_months],
        "overpaid": _number(overpaid),
    }


def _date(text: object) -> date:
    return date.fromisoformat(str(text))


def _number(value: Decimal | None) -> int | float | None:
    """A decimal as the number JSON knows."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
