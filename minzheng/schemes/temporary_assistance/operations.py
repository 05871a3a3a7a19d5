"""`assistance.temp`: one application for temporary assistance."""

from typing import Annotated, Literal

from pydantic import Field

from minzheng.rulekit.facts import Facts, FactsByKind, YuanNotNegative
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, STANDARD, STEP, Parameter
from minzheng.rulekit.money import Fen
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.place import At, Place
from minzheng.rulekit.reasons import Reason
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.temporary_assistance.rules import (
    emergency_amount,
    expenditure_amount,
    income_too_high,
    paid_at_once,
    township_decides,
)

_WHO, _HOW = "sc-2014-649#art-47", "mca-2018-23#sec-2-2"
PLACE = Place(
    At("standard_year", Parameter("standard.{residence}", STANDARD, "sc-2014-649#art-10", _("Dibao standard a year"))),
    At(
        "disposable_year",
        Parameter("pcdi.{residence}", MONEY, "mca-2024-rigid#art-4", _("Last year's disposable income per head")),
    ),
    At("cap_months", Parameter("temp.annual_cap_months", COUNT, _WHO, _("At most so many months of the standard"))),
    At("township_limit", Parameter("temp.township_limit", MONEY, _HOW, _("Township decides up to"))),
    At("fast_track_limit", Parameter("temp.fast_track_limit", MONEY, _HOW, _("Paid at once up to"))),
)
CLASSES = ("DIBAO", "TEKUN", "EDGE", "RIGID", "OTHER")
declare(
    *(Parameter(f"temp.expenditure.{c}", STEP, "mca-2018-23#sec-2-1", _("Expenditure type: deductible and rate"))
      for c in CLASSES)
)  # fmt: skip
INCOME_TOO_HIGH = _("Income per head is not below last year's local disposable income.")
NOTHING_LEFT = _("What was borne is not above the deductible.")


class EmergencyFacts(Facts):
    """A fire, an accident, a sudden grave illness: no test of income, registration or residence."""

    kind: Literal["temp_emergency"]
    n: int = Field(default=1, ge=1, le=40)
    months: int = Field(default=1, ge=1, le=60)
    household_class: Literal["DIBAO", "TEKUN", "EDGE", "RIGID", "OTHER"] = "OTHER"
    local_hukou: bool = True
    pc_income_annual: YuanNotNegative | None = None


class ExpenditureFacts(Facts):
    """A leap in necessary spending."""

    kind: Literal["temp_expenditure"]
    household_class: Literal["DIBAO", "TEKUN", "EDGE", "RIGID", "OTHER"] = "OTHER"
    self_paid: YuanNotNegative
    pc_income_annual: YuanNotNegative | None = None
    local_hukou: bool = True
    n: int = Field(default=1, ge=1, le=40)


class TemporaryFacts(FactsByKind[Annotated[EmergencyFacts | ExpenditureFacts, Field(discriminator="kind")]]):
    """One of the two types."""


@operation(
    "assistance.temp",
    label=_("Temporary assistance"),
    law=("sc-2014-649#art-47", "sc-2014-649#art-48", "mca-2018-23#sec-2-1", "mca-2018-23#sec-2-2"),
    facts=TemporaryFacts,
    parameters=("temp.", *(at.parameter.key for at in PLACE.bound)),
)
def temporary(facts: TemporaryFacts, context: CaseContext) -> Answer:
    """The one-off amount, who decides on it, and for an emergency how much is paid at once."""
    place = context.place(PLACE)
    asked = facts.root
    if isinstance(asked, EmergencyFacts):
        amount = emergency_amount(asked.n, asked.months, place)
        return Answer({**_granted(amount, place), "fast_track": Fen(paid_at_once(amount, place))})
    already_tested = asked.household_class in ("DIBAO", "TEKUN")
    if not already_tested and asked.pc_income_annual is not None and income_too_high(asked.pc_income_annual, place):
        return _refused("INCOME_TOO_HIGH", INCOME_TOO_HIGH)
    deductible, rate = context.values.get(f"temp.expenditure.{asked.household_class}")
    amount = expenditure_amount(asked.self_paid, deductible, rate, place)
    return Answer(_granted(amount, place)) if amount else _refused("NOT_ABOVE_DEDUCTIBLE", NOTHING_LEFT)


def _granted(amount: int, place: object) -> dict[str, object]:
    decided_by = "township" if township_decides(amount, place) else "county"
    return {"cls": "TEMP", "one_off": Fen(amount), "decided_by": decided_by}


def _refused(code: str, sentence: str) -> Answer:
    return Answer({"cls": "NONE", "one_off": Fen(0)}, [Reason(code, sentence, "TEMP")])
