"""`assistance.lifecycle`: what a change does to the payment of a household or a person."""

from collections.abc import Callable
from typing import Any

from minzheng.eligibility.common import change_facts as facts_of
from minzheng.eligibility.common.change_facts import ChangeFacts
from minzheng.eligibility.common.changes import (
    After,
    after_refusals,
    class_after,
    fine,
    first_month,
    grace_ends,
    has_grace,
    increase,
    monthly_after,
    months_back,
    months_overpaid,
    overpaid,
    youth_continues,
)
from minzheng.eligibility.common.codes import Study
from minzheng.eligibility.common.intake import age_on
from minzheng.eligibility.common.place import PLACE as MEANS_TEST
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.money import MONTHS, Fen
from minzheng.rulekit.months import add_months, last_day_of_term, month_number, month_of, written
from minzheng.rulekit.place import At, Place
from minzheng.rulekit.registry import CaseContext, operation

PLACE = MEANS_TEST + Place(
    At("grace_months", Parameter("grace_months_max", COUNT, "mca-2022-83#sec-1-3", _("Months of grace at most"))),
)
SCHOOL = (Study.COMPULSORY, Study.SECONDARY, Study.VOCATIONAL)
FROM_APPLICATION = ("disability", "disab")


@operation(
    "assistance.lifecycle",
    label=_("What a change does to a payment"),
    law=("mca-2021-57#art-21", "mca-2021-57#art-32", "mca-2021-57#art-34", "mca-2022-83#sec-1-3", "sc-2014-649#art-68"),
    facts=ChangeFacts,
    parameters=tuple(at.parameter.key for at in PLACE.bound),
)
def lifecycle(facts: ChangeFacts, context: CaseContext) -> dict[str, Any]:
    """First and last months, new and overpaid amounts, by the kind of change."""
    return _CHANGES[type(facts.root)](facts.root, context)


def _death(facts: facts_of.DeathFacts, context: CaseContext) -> dict[str, Any]:
    place = context.place(PLACE)
    after = class_after(facts.survivor_income_annual, facts.survivors, place)
    new = monthly_after(facts.survivor_income_annual, facts.survivors, place) if after == After.DIBAO else 0
    months = months_overpaid(month_number(facts.death), month_number(facts.last_paid))
    return {
        "cls": After(after).name,
        "new_monthly": Fen(new),
        "overpaid_months": months,
        "overpaid": Fen(overpaid(months, facts.old_amount, new)),
        "late": context.day > add_months(facts.death, 3),
    }


def _duplicate(facts: facts_of.DuplicateFacts, context: CaseContext) -> dict[str, Any]:
    not_kept = facts.amount_a if facts.kept == "B" else facts.amount_b
    return {"cls": "DUPLICATE", "recover": Fen(not_kept * facts.months)}


def _effect(facts: facts_of.EffectFacts, context: CaseContext) -> dict[str, Any]:
    applied = month_number(facts.applied or facts.decision)
    month = first_month(month_number(facts.decision), facts.scheme in FROM_APPLICATION, applied)
    return {"first_month": written(month_of(month))}


def _fraud(facts: facts_of.FraudFacts, context: CaseContext) -> dict[str, Any]:
    return {
        "cls": "STOPPED",
        "refund": Fen(facts.paid),
        "fine_min": Fen(fine(facts.paid, 1)),
        "fine_max": Fen(fine(facts.paid, 3)),
    }


def _grace(facts: facts_of.GraceFacts, context: CaseContext) -> dict[str, Any]:
    place = context.place(PLACE)
    decision = month_number(facts.decision_month)
    if has_grace(facts.cause == "employment", facts.new_pc, place):
        last = grace_ends(decision, facts.months, place)
        return {"cls": "GRACE", "monthly": Fen(facts.old_amount), "last_paid_month": written(month_of(last))}
    after = After(class_after(facts.new_pc * MONTHS, 1, place))
    return {"cls": after.name, "monthly": Fen(0), "last_paid_month": written(facts.decision_month)}


def _refusal(facts: facts_of.RefusalFacts, context: CaseContext) -> dict[str, Any]:
    return {"cls": "DIBAO", "monthly": Fen(after_refusals(facts.household_gap, facts.n, facts.refusals))}


def _youth(facts: facts_of.YouthFacts, context: CaseContext) -> dict[str, Any]:
    goes_on = youth_continues(age_on(facts.birth, context.day), facts.student in SCHOOL)
    return {"cls": "TEKUN" if goes_on else "CLOSED", "continues": goes_on}


def _transfer(facts: facts_of.TransferFacts, context: CaseContext) -> dict[str, Any]:
    month = month_number(facts.b_decision)
    first = first_month(month, False, month)
    return {"cls": "TRANSFER", "a_last_paid": written(month_of(first - 1)), "b_first_paid": written(month_of(first))}


def _uprating(facts: facts_of.UpratingFacts, context: CaseContext) -> dict[str, Any]:
    more = increase(facts.n, facts.old, facts.new)
    months = months_back(month_number(facts.effective), month_number(facts.first_new_payment))
    return {"monthly_increase": Fen(more), "back_pay": Fen(more * months), "months": months}


def _validity(facts: facts_of.ValidityFacts, context: CaseContext) -> dict[str, Any]:
    return {"valid_to": last_day_of_term(facts.decision, facts.months)}


_CHANGES: dict[type, Callable[[Any, CaseContext], dict[str, Any]]] = {
    facts_of.DeathFacts: _death,
    facts_of.DuplicateFacts: _duplicate,
    facts_of.EffectFacts: _effect,
    facts_of.FraudFacts: _fraud,
    facts_of.GraceFacts: _grace,
    facts_of.RefusalFacts: _refusal,
    facts_of.YouthFacts: _youth,
    facts_of.TransferFacts: _transfer,
    facts_of.UpratingFacts: _uprating,
    facts_of.ValidityFacts: _validity,
}
