"""`assistance.disability`: what one card holder is paid, and what is paid back from the month of application."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from minzheng.eligibility.common.facts import DisabilityCard
from minzheng.eligibility.common.nursing import NURSING
from minzheng.rulekit.facts import Facts, FactsByKind, Month, YuanNotNegative
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.money import Fen
from minzheng.rulekit.months import month_number
from minzheng.rulekit.place import At, Place
from minzheng.rulekit.reasons import Reason
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.disability_subsidies.rules import (
    is_barred,
    living_subsidy,
    months_due,
    nursing_subsidy,
    other_is_kept,
)

PLACE = NURSING + Place(
    At("living", Parameter("disability.living", MONEY, "sc-2015-52#sec-2", _("Living subsidy a month"))),
    At(
        "living_low_income",
        Parameter("disability.living_low_income", MONEY, "mca-2021-70#scope", _("Living subsidy of the low-income")),
        0,
    ),
)
BARRED = _("Extreme-poverty support or a work-injury nursing fee excludes both disability subsidies.")
NOT_POOR = _("The living subsidy is for card holders in dibao households.")
NOT_SEVERE = _("The nursing subsidy is for the severely disabled in need of care.")
HIGHER_KEPT = _("Another allowance of the same purpose is higher and is kept instead.")


class CardHolderFacts(Facts):
    """A card holder and what else he or she receives."""

    kind: Literal["disab"]
    disability: DisabilityCard
    dibao: bool = False
    low_income: bool = False
    tekun: bool = False
    orphan: bool = False
    work_injury_nursing: bool = False
    needs_care: bool = True
    elder_service: YuanNotNegative = 0
    elder_nursing: YuanNotNegative = 0


class BackPayFacts(Facts):
    """A subsidy approved after the month of application."""

    kind: Literal["backpay"]
    monthly: YuanNotNegative
    applied: date
    approved: date | None = None
    pay_month: Month


class DisabilityFacts(FactsByKind[Annotated[CardHolderFacts | BackPayFacts, Field(discriminator="kind")]]):
    """One of the two questions."""


@operation(
    "assistance.disability",
    label=_("The two disability subsidies"),
    law=("sc-2015-52#sec-2", "sc-2015-52#coordination", "sc-2015-52#payment"),
    facts=DisabilityFacts,
    parameters=tuple(at.parameter.key for at in PLACE.bound),
)
def disability(facts: DisabilityFacts, context: CaseContext) -> Answer:
    """Living and nursing subsidy beside like allowances, or the back-pay of a late approval."""
    asked = facts.root
    if isinstance(asked, BackPayFacts):
        months = months_due(month_number(asked.applied), month_number(asked.pay_month))
        return Answer({"cls": "DISABILITY", "months": months, "one_off": Fen(asked.monthly * months)})
    return _subsidies(asked, context)


def _subsidies(facts: CardHolderFacts, context: CaseContext) -> Answer:
    place = context.place(PLACE)
    kind, level = facts.disability
    barred = is_barred(facts.tekun, facts.work_injury_nursing)
    living = living_subsidy(kind, facts.dibao, facts.low_income, facts.orphan, barred, place)
    nursing = nursing_subsidy(kind, level, facts.needs_care, barred, place)
    elder_nursing = 0 if facts.tekun else facts.elder_nursing  # care money of extreme poverty has the same purpose
    reasons = [Reason("BARRED", BARRED)] if barred else []
    if not living and not barred:
        reasons.append(Reason("NOT_IN_DIBAO", NOT_POOR, "disability_living"))
    if not nursing and not barred:
        reasons.append(Reason("NOT_SEVERE", NOT_SEVERE, "disability_nursing"))
    lines: dict[str, Fen] = {}
    for subsidy, name, other, other_name in (
        (living, "disability_living", facts.elder_service, "elder_service"),
        (nursing, "disability_nursing", elder_nursing, "elder_nursing"),
    ):
        kept = other_is_kept(subsidy, other)
        if kept and subsidy:
            reasons.append(Reason("HIGHER_KEPT", HIGHER_KEPT, name))
        if subsidy or kept:
            lines[other_name if kept else name] = Fen(max(subsidy, other))
    return Answer({"cls": "DISABILITY", "lines": lines, "monthly_total": Fen(sum(lines.values()))}, reasons)
