"""From the facts of a household to the records the rules read: sums by kind, ages on the day, what is unknown."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from minzheng.eligibility.common.codes import Disability, Missing, Receipt, Relation
from minzheng.eligibility.common.facts import (
    AssetFacts,
    ExpenseFacts,
    HouseholdFacts,
    IncomeFacts,
    MemberFacts,
    SupporterApartFacts,
)
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER, SUPPORTER, TOTALS
from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import LARGEST_FEN

_RECEIPT_FIELDS = {
    Receipt.OTHER: "receipts_other",
    Receipt.TEMPLE_SUPPORT: "receipts_other",
    Receipt.RETIREMENT_PENSION: "retirement_pension",
    Receipt.BASIC_PENSION_CENTRAL: "central_pension",
    Receipt.ADVANCED_AGE_ALLOWANCE: "old_age_allowance",
    Receipt.SUPPORT_PAID: "support",
    Receipt.SOCIAL_INSURANCE_BENEFIT: "insurance_benefit",
}
_EXPENSE_FIELDS = {"medical": "medical", "rehab": "rehabilitation", "education": "education"}


class HouseholdRecords(NamedTuple):
    """A household as the rules read it."""

    household: Any
    members: list[Any]
    supporters: list[Any]


def age_on(birth: date, day: date) -> int:
    """Completed years of age; a year is completed on the birthday."""
    if birth > day:
        raise FactsError(
            _("The birth date %(birth)s lies after the day the law is read for (%(day)s)."), birth=birth, day=day
        )
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def household_records(facts: HouseholdFacts, as_of: date) -> HouseholdRecords:
    """The records of a household; FactsError when its yearly totals are too large to compute with."""
    members = member_records(facts.members, facts.income, facts.expenses, as_of)
    supporters = [_supporter(index, each) for index, each in enumerate(facts.supporters_apart)]
    unknown_support = any(s.household_income_monthly is None and s.court_amount_monthly is None
                          for s in facts.supporters_apart)  # fmt: skip
    household = _household(facts.assets, unknown_support)
    _check_totals(members)
    return HouseholdRecords(household, members, supporters)


def member_records(
    members: Iterable[MemberFacts], income: Iterable[IncomeFacts], expenses: Iterable[ExpenseFacts], as_of: date
) -> list[Any]:
    """One record per person, with income and expenses summed by kind."""
    sums: dict[str, dict[str, int]] = {m.ref: dict.fromkeys(_SUMMED, 0) for m in members}
    ages = {m.ref: age_on(m.birth, as_of) for m in members}
    siblings = {m.ref for m in members if m.relation == Relation.SIBLING}
    for entry in income:
        _add_income(sums[entry.p], entry, entry.giver in siblings or ages.get(entry.giver, 60) >= 60)
    for expense in expenses:
        _add_expense(sums[expense.p], expense)
    return [_member(index, m, ages[m.ref], sums[m.ref]) for index, m in enumerate(members)]


_SUMMED = (
    "missing", "wage", "wage_months", "business", "property", "paid_out", "exempt_receipts", "support_not_disregarded",
    *set(_RECEIPT_FIELDS.values()), *_EXPENSE_FIELDS.values(),
)  # fmt: skip


def _add_income(sums: dict[str, int], entry: IncomeFacts, giver_is_spared: bool) -> None:
    if entry.annual is None:
        sums["missing"] |= 1 << Missing.INCOME
        return
    if entry.kind == "wage":
        sums["wage_months"] = min(12, sums["wage_months"] + entry.months)
    if entry.kind in ("wage", "business", "property"):
        sums[entry.kind] += entry.annual
    elif entry.kind == "transfer_out":
        sums["paid_out"] += entry.annual
    else:
        sums[_RECEIPT_FIELDS.get(Receipt[(entry.sub or "other").upper()], "exempt_receipts")] += entry.annual
        if entry.sub == "support_paid" and not giver_is_spared:
            sums["support_not_disregarded"] += entry.annual


def _add_expense(sums: dict[str, int], entry: ExpenseFacts) -> None:
    if entry.annual_self_paid is None and entry.recognised is None:
        sums["missing"] |= 1 << Missing.EXPENSES
        return
    recognised = entry.recognised if entry.kind == "education" else None
    paid = entry.annual_self_paid or 0
    sums[_EXPENSE_FIELDS[entry.kind]] += paid if recognised is None else recognised


def _member(index: int, m: MemberFacts, age: int, sums: dict[str, int]) -> Any:
    kind, level = m.disability or (Disability.NONE, 0)
    missing = sums.pop("missing")
    if (m.disability is None and "disability" in m.model_fields_set) or m.serious_illness is None:
        missing |= 1 << Missing.HEALTH
    if m.unemployed is None:
        missing |= 1 << Missing.WORK
    duty = m.relation == Relation.PARENT if m.legal_duty is None else m.legal_duty
    return MEMBER.make(
        index=index, age=age, relation=m.relation, study=m.student, away=m.status, lives_here=m.co_living,
        legal_duty=duty, dependent=m.dependent, applies_alone=m.applies_alone, disability=kind,
        disability_level=level, serious_illness=bool(m.serious_illness), unemployed=bool(m.unemployed),
        missing=missing, **sums,
    )  # fmt: skip


def _supporter(index: int, facts: SupporterApartFacts) -> Any:
    agreed = facts.court_amount_monthly
    return SUPPORTER.make(
        index=index, size=facts.household_size, income_monthly=facts.household_income_monthly or 0,
        agreed_monthly=-1 if agreed is None else agreed,
    )  # fmt: skip


def _household(assets: AssetFacts, unknown_support: bool) -> Any:
    cars = [v.value for v in assets.vehicles or [] if v.type == "car"]
    capitals = [e.capital for e in assets.entities or [] if e.type == "company"]
    unknown = {
        Missing.SUPPORT: unknown_support,
        Missing.FINANCIAL: assets.financial is None,
        Missing.VEHICLES: assets.vehicles is None,
        Missing.HOMES: assets.homes is None,
        Missing.HOME_AREA: assets.homes_area_total is None,
        Missing.ENTITIES: assets.entities is None,
    }
    return HOUSEHOLD.make(
        missing=sum(1 << fact for fact, is_unknown in unknown.items() if is_unknown),
        financial=assets.financial or 0, cars=len(cars), car_value=max(cars, default=0),
        homes=1 if assets.homes is None else assets.homes, home_area=assets.homes_area_total or 0,
        company_capital=max(capitals, default=0),
    )  # fmt: skip


def _check_totals(members: list[Any]) -> None:
    totals = (sum(abs(getattr(m, name)) for m in members for name in names) for names in TOTALS)
    if max(totals) > LARGEST_FEN:
        limit = LARGEST_FEN // 100
        raise FactsError(
            _("The yearly total of income or expenses is more than can be computed with (%(most)s yuan)."), most=limit
        )
