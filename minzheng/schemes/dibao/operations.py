"""`assistance.household`: one application, tested down the ladder of classes."""

from typing import Any

from minzheng.eligibility.common import sentences
from minzheng.eligibility.common.codes import Asset, HouseholdClass, Missing, Why
from minzheng.eligibility.common.facts import HouseholdFacts
from minzheng.eligibility.common.intake import HouseholdRecords, household_records
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import EXACT, MONTHS, Fen, half_up_div, monthly_nearest_fen, yearly_nearest_fen
from minzheng.rulekit.reasons import Reason, say
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.dibao.place import PLACE
from minzheng.schemes.dibao.rules import Assessment, Route, Tier, assess, single_monthly, single_route


@operation(
    "assistance.household",
    label=_("Class of a household and what dibao pays"),
    law=("sc-2014-649#art-9", "mca-2021-57#art-8", "sc-2023-39#sec-5", "mca-2024-rigid#art-4"),
    facts=HouseholdFacts,
    parameters=tuple(at.parameter.key for at in PLACE.bound),
)
def household(facts: HouseholdFacts, context: CaseContext) -> Answer:
    """Who is counted, what the household has, which class it is in and what is paid a month, with every reason."""
    if facts.consent_refused:
        outcome = {"household_class": "TERMINATED", "monthly_total": Fen(0), "dibao_monthly": Fen(0)}
        return Answer(outcome, [Reason("CONSENT_REFUSED", sentences.CONSENT_REFUSED)])
    place = context.place(PLACE)
    records = household_records(facts, context.day)
    found = assess(records.household, records.members, records.supporters, place)
    routes = _routes(found, records)
    outcome = {
        **_means(found, facts, place),
        **_amounts(found, records, facts, place),
        "manual_verification_required": bool(facts.aux_flags),
    }
    return Answer(outcome, _reasons(found, routes, facts), _unknown(found, routes, facts))


def _routes(found: Assessment, records: HouseholdRecords) -> dict[int, Route]:
    """By index, the members who may be covered alone, or of whom that cannot be told."""
    if found.household_class in (HouseholdClass.DIBAO, HouseholdClass.UNKNOWN):
        return {}
    counted = (m for m in records.members if found.counted >> m.index & 1)
    routes = {m.index: Route(single_route(m, found.household_class)) for m in counted}
    return {index: route for index, route in routes.items() if route != Route.NONE}


def _means(found: Assessment, facts: HouseholdFacts, place: Any) -> dict[str, Any]:
    """Members, income and spending as figures to show; nothing paid is computed from them."""
    number = max(found.number, 1)
    ratio = half_up_div(found.spending * EXACT * 10_000, found.before_deductions) if found.before_deductions else None
    return {
        "household_class": HouseholdClass(found.household_class).name,
        "members_counted": [m.ref for index, m in enumerate(facts.members) if found.counted >> index & 1],
        "standard_monthly": Fen(half_up_div(place.standard_year, MONTHS)),
        "countable_income_annual": Fen(yearly_nearest_fen(found.countable)),
        "per_capita_monthly": Fen(half_up_div(found.countable, EXACT * MONTHS * number)),
        "dibao_asset_bars": [bar.name.lower() for bar in Asset if found.dibao_bars >> bar & 1],
        "rigid_income_annual": Fen(yearly_nearest_fen(found.before_deductions)),
        "rigid_spend_annual": Fen(found.spending),
        "rigid_ratio": None if ratio is None else ratio / 10_000,
    }


def _amounts(found: Assessment, records: HouseholdRecords, facts: HouseholdFacts, place: Any) -> dict[str, Any]:
    amounts: dict[str, Any] = {
        "dibao_monthly": Fen(found.household_monthly),
        "monthly_total": Fen(found.household_monthly + found.singles_monthly),
    }
    if found.household_class == HouseholdClass.DIBAO:
        amounts["gap_monthly_before_rounding"] = Fen(monthly_nearest_fen(found.gap))
        amounts["top_up_monthly_before_rounding"] = Fen(monthly_nearest_fen(found.top_up))
    if found.tier:
        amounts["tier"] = Tier(found.tier).name
    if found.singles:
        amounts["single_person_dibao"] = {
            facts.members[m.index].ref: Fen(single_monthly(m, place))
            for m in records.members
            if found.singles >> m.index & 1
        }
    return amounts


def _reasons(found: Assessment, routes: dict[int, Route], facts: HouseholdFacts) -> list[Reason]:
    reasons = [
        say(Why(found.dibao), sentences.DIBAO, "DIBAO"),
        *(Reason(f"{bar.name}_ABOVE_LIMIT", sentences.ASSETS[bar], "DIBAO")
          for bar in Asset if found.dibao == Why.ASSETS_ABOVE_LIMIT and found.dibao_bars >> bar & 1),
        say(Why(found.edge), sentences.EDGE, "EDGE"),
        say(Why(found.rigid), sentences.RIGID, "RIGID"),
    ]  # fmt: skip
    for index, route in routes.items():
        sentence = sentences.SINGLE_UNKNOWN if route == Route.UNKNOWN else sentences.SINGLE
        reasons.append(Reason(route.name, sentence, "SINGLE_PERSON", facts.members[index].ref))
    if facts.aux_flags:
        reasons.append(Reason("AUXILIARY_SIGN", sentences.AUXILIARY_SIGN))
    return reasons


def _unknown(found: Assessment, routes: dict[int, Route], facts: HouseholdFacts) -> list[str]:
    missing = [sentences.MISSING[fact] for fact in Missing if found.missing >> fact & 1]
    alone = [facts.members[index].ref for index, route in routes.items() if route == Route.UNKNOWN]
    return missing + [f"members.{ref}.unemployed" for ref in alone]
