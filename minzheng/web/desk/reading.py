"""An assessment made readable: facts with their sources, the ladder, the amounts, the way there line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from minzheng.eligibility.common.sentences import fact_named
from minzheng.eligibility.gather import APPLICATION, FEED, REGISTER
from minzheng.kernel.declare import registry
from minzheng.kernel.identity.masking import mask_name
from minzheng.registers.choices import Relation
from minzheng.rulekit.money import MONTHS
from minzheng.web.desk.policy_words import OPTIONS, of_whom


@dataclass(frozen=True)
class FactLine:
    """One fact that went in: what, about whom, how much, from where, of which date."""

    what: str
    person: Any
    value: str
    fen: int | None
    source: str
    as_of: str


@dataclass(frozen=True)
class TraceLine:
    """One rule that was asked: how deep in the way, of whom, what it says, what came out, by which article."""

    depth: int
    label: str
    person: Any
    value: str
    unit: str
    law: str


@dataclass(frozen=True)
class Reading:
    """Everything a page says of an assessment."""

    assessment: Any
    facts: list[FactLine]
    reasons: list[dict[str, str]]
    trace: list[TraceLine]
    plain: list[str]
    changes: list[str]
    help: list[str]
    reckoning: list[tuple[str, int]]
    parameters: list[dict[str, Any]]
    outcome: Mapping[str, Any]
    fen: Mapping[str, Any]
    class_name: str
    unknown: list[str]


_FACT_NAMES = {
    "member": lambda: _("Member of the household"),
    "wage": lambda: _("Wages in 12 months"),
    "business": lambda: _("Farming and business, net, in 12 months"),
    "property_income": lambda: _("Income from property in 12 months"),
    "pension": lambda: _("Pension in 12 months"),
    "basic_pension": lambda: _("Central basic pension in 12 months"),
    "support_received": lambda: _("Support received in 12 months"),
    "social_insurance_paid": lambda: _("Social insurance paid in 12 months"),
    "education_cost": lambda: _("Education costs in 12 months"),
    "financial_assets": lambda: _("Savings and other financial assets"),
    "car_value": lambda: _("Value of a car"),
    "company_capital": lambda: _("Capital in companies"),
}
CLASS_NAMES = {
    "DIBAO": lambda: _("Minimum living allowance household"),
    "EDGE": lambda: _("Marginal household"),
    "RIGID": lambda: _("Essential-expense hardship household"),
    "NONE": lambda: _("No class reached"),
    "TERMINATED": lambda: _("Ended without a verdict"),
    "UNKNOWN": lambda: _("Cannot be told yet"),
}


def read_assessment(assessment: Any, people: Mapping[int, Any]) -> Reading | None:
    """Make an assessment readable; None for none.  `people` names the members by person id."""
    if assessment is None:
        return None
    return Reading(
        assessment=assessment,
        facts=[_fact(source, people) for source in assessment.sources],
        reasons=[{**reason, "rung_name": _rung(reason)} for reason in assessment.reasons],
        trace=[_trace_line(line, people) for line in assessment.explanation["lines"]],
        plain=[_sentence(said) for said in assessment.explanation["plain"]],
        changes=[_sentence(said) for said in assessment.explanation["changes"]],
        help=[_sentence(said) for said in assessment.explanation.get("help", ())],
        reckoning=_reckoning(assessment.outcome),
        parameters=[_parameter(told) for told in assessment.parameters],
        outcome=assessment.outcome,
        fen=assessment.outcome["fen"],
        unknown=list(dict.fromkeys(gettext(fact_named(code)) for code in assessment.unknown)),
        class_name=CLASS_NAMES.get(assessment.outcome.get("household_class", ""), lambda: "")(),
    )


def _fact(source: dict[str, Any], people: Mapping[int, Any]) -> FactLine:
    code, value = source["fact"], source["value"]
    if code in registry.facts:
        what = str(registry.facts[code].label)
    else:
        what = _FACT_NAMES[code]() if code in _FACT_NAMES else gettext(code)  # a scheme of its own names it in words
    is_money = isinstance(value, int)
    return FactLine(
        what=what,
        person=people.get(source["person"]),
        value="" if is_money else str(Relation(value).label) if value in Relation.values else gettext(value),
        fen=value if is_money else None,
        source=_source(source, code),
        as_of=source["as_of"],
    )


def _source(source: dict[str, Any], code: str) -> str:
    if source["source"] == FEED:
        return str(registry.feeds[registry.facts[code].feed].department)
    return {REGISTER: _("Household register"), APPLICATION: _("Application")}.get(source["source"], _("Home visit"))


def _rung(reason: dict[str, str]) -> str:
    return CLASS_NAMES.get(reason.get("rung", ""), lambda: _("The whole"))()


def _sentence(said: dict[str, Any]) -> str:
    """A sentence in the reader's language; a value that is a list holds words, to be said in it too."""
    values = {k: "、".join(map(gettext, v)) if isinstance(v, list) else v for k, v in said["values"].items()}
    return gettext(said["sentence"]) % values


def _reckoning(outcome: Mapping[str, Any]) -> list[tuple[str, int]]:
    """How the amount of a dibao household comes about, in fen a month; empty where nothing is paid by shortfall."""
    fen = outcome["fen"]
    if not fen.get("dibao_monthly") or outcome.get("tier") or not fen.get("gap_monthly_before_rounding"):
        return []
    line = fen["gap_monthly_before_rounding"] + round(fen["countable_income_annual"] / MONTHS)
    return [
        (_("Standard of all members counted"), line),
        (_("less countable income"), round(fen["countable_income_annual"] / MONTHS)),
        (_("Shortfall"), fen["gap_monthly_before_rounding"]),
        (_("plus top-ups for the old, minors, the disabled and the ill"), fen["top_up_monthly_before_rounding"]),
        (_("Paid a month, rounded up to a whole yuan"), fen["dibao_monthly"]),
    ]


def _parameter(told: dict[str, Any]) -> dict[str, Any]:
    """A value that was in force, in the reader's words."""
    label = told["label"]
    return {**told, "value": _value(told), "label": gettext(label) + of_whom(told["key"])}


def _value(told: dict[str, Any]) -> str:
    """A value that was in force: amounts with their thousands apart, codes by what they are called."""
    parts = [str(OPTIONS.get(part, part)) for part in str(told["value"]).split(", ")]
    if told["unit"] in ("yuan", "yuan a year"):
        return f"{float(told['value']):,.2f}".removesuffix(".00")
    return "、".join(parts)


def _trace_line(line: dict[str, Any], people: Mapping[int, Any]) -> TraceLine:
    """A line with the people in it by name; a value that is a word is in the reader's language."""
    about = people.get(int(line["about"])) if line["about"].isdigit() else None
    return TraceLine(line["depth"], line["label"], about, _trace_value(line, people), line["unit"], line["law"])


def _trace_value(line: dict[str, Any], people: Mapping[int, Any]) -> str:
    value = line["value"]
    parts = value.split(", ")
    if not line["unit"] and all(part.isdigit() and int(part) in people for part in parts):
        return "、".join(mask_name(people[int(part)].name) for part in parts)  # members, by their numbers
    if value in CLASS_NAMES:
        return CLASS_NAMES[value]()
    return "、".join(gettext(part) for part in parts) if value and not value[0].isdigit() else value
