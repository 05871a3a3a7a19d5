"""Putting together what is known of a household as the question that the rulebook is asked.

Each fact goes in with its source and its date, so that a reader of the decision can see where every figure came from.
Amounts leave here in yuan, as the JSON of the rulebook has them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from minzheng.eligibility.facts import SELF_PAID_MEDICAL
from minzheng.eligibility.findings import Findings, MemberFinding
from minzheng.eligibility.models import FactValue
from minzheng.registers.choices import Relation
from minzheng.registers.models import Household, Membership, Person

#: Where a figure can come from.  Shown to the reader in words.
REGISTER, VISIT, FEED, APPLICATION = "register", "visit", "feed", "application"

#: (field of the finding, kind of income, kind within it), in the words of the rulebook.
INCOMES = (
    ("wage", "wage", ""),
    ("business", "business", ""),
    ("property_income", "property", ""),
    ("pension", "transfer_in", "retirement_pension"),
    ("basic_pension", "transfer_in", "basic_pension_central"),
    ("support_received", "transfer_in", ""),
    ("social_insurance_paid", "transfer_out", "social_insurance_paid"),
)
_RELATIONS = {Relation.CHILD_IN_LAW: "other"}


@dataclass
class Gathered:
    """The question for the rulebook, and the source of each figure in it."""

    facts: dict[str, Any] = field(default_factory=dict)
    sources: list[dict[str, Any]] = field(default_factory=list)

    def note(self, what: str, person: int | None, value: object, source: str, as_of: date) -> None:
        """Write down where a figure came from."""
        self.sources.append(
            {"fact": what, "person": person, "value": value, "source": source, "as_of": as_of.isoformat()}
        )


@dataclass(frozen=True)
class Gathering:
    """What is at hand when a question is put together: a scheme's `gather` makes its facts of it.

    findings    what the last visit found; None where nobody has been there.
    answers     what the application asked, as the scheme's form left it.
    person      the one it is about, where the benefit is one person's.
    """

    household: Household
    members: list[Membership]
    day: date
    department_facts: list[FactValue] = field(default_factory=list)
    findings: Findings | None = None
    visited_on: date | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    person: Person | None = None

    def fact(self, code: str, person_id: int) -> FactValue | None:
        """The newest value of a declared fact of somebody."""
        return next((v for v in self.department_facts if v.fact == code and v.person_id == person_id), None)


def means(at_hand: Gathering) -> Gathered:
    """The facts of a means test: who is in the household, what the visit found, what departments reported."""
    gathered, day = Gathered(), at_hand.day
    findings, visited_on = at_hand.findings or Findings(members=[]), at_hand.visited_on or day
    members, facts = at_hand.members, gathered.facts
    facts["members"] = [_member(gathered, m, findings.member(m.person_id), day) for m in members]
    facts["income"] = _incomes(gathered, members, findings, visited_on)
    facts["expenses"] = _expenses(gathered, members, findings, visited_on, at_hand.department_facts)
    facts["assets"] = _assets(gathered, findings, visited_on)
    return gathered


def _member(gathered: Gathered, membership: Membership, finding: MemberFinding, day: date) -> dict[str, Any]:
    person = membership.person
    gathered.note("member", person.pk, membership.relation, REGISTER, day)
    member: dict[str, Any] = {
        "ref": str(person.pk),
        "relation": _RELATIONS.get(Relation(membership.relation), membership.relation),
        "birth": person.birth_date.isoformat(),
        "co_living": True,
        "legal_duty": True,
        "serious_illness": finding.serious_illness,
    }
    if finding.disability_category:
        member["disability"] = [finding.disability_category, finding.disability_level]
    if finding.student:
        member["student"] = finding.student
    return member


def _incomes(
    gathered: Gathered, members: list[Membership], findings: Findings, visited_on: date
) -> list[dict[str, Any]]:  # fmt: skip
    incomes = []
    for membership in members:
        finding = findings.member(membership.person_id)
        for attribute, kind, sub in INCOMES:
            fen = getattr(finding, attribute)
            if fen:
                income = {"p": str(membership.person_id), "kind": kind, "annual": yuan(fen)}
                if sub:
                    income["sub"] = sub
                if kind == "wage":
                    income["months"] = finding.wage_months
                incomes.append(income)
                gathered.note(attribute, membership.person_id, fen, VISIT, visited_on)
    return incomes


def _expenses(
    gathered: Gathered, members: list[Membership], findings: Findings, visited_on: date,
    department_facts: Iterable[FactValue],
) -> list[dict[str, Any]]:  # fmt: skip
    expenses = []
    for value in department_facts:
        if value.fact == SELF_PAID_MEDICAL.code and value.value > 0:
            expenses.append({"p": str(value.person_id), "kind": "medical", "annual_self_paid": yuan(value.value)})
            gathered.note(value.fact, value.person_id, value.value, FEED, value.data_date)
    for membership in members:
        fen = findings.member(membership.person_id).education_cost
        if fen:
            expenses.append({"p": str(membership.person_id), "kind": "education", "annual_self_paid": yuan(fen)})
            gathered.note("education_cost", membership.person_id, fen, VISIT, visited_on)
    return expenses


def _assets(gathered: Gathered, findings: Findings, visited_on: date) -> dict[str, Any]:
    assets: dict[str, Any] = {"financial": yuan(findings.financial_assets), "homes": findings.homes}
    if findings.homes > 1:  # a visit that measured nothing has not found small homes
        assets["homes_area_total"] = findings.homes_area or None
    if findings.car_value:
        assets["vehicles"] = [{"type": "car", "value": yuan(findings.car_value)}]
    if findings.company_capital:
        assets["entities"] = [{"type": "company", "capital": yuan(findings.company_capital)}]
    for what in ("financial_assets", "car_value", "company_capital"):
        gathered.note(what, None, getattr(findings, what), VISIT, visited_on)
    return assets


def yuan(fen: int) -> int | float:
    """Fen as the yuan of the rulebook's JSON: whole where it is whole, else with two decimals."""
    return fen // 100 if fen % 100 == 0 else float(Decimal(fen) / 100)
