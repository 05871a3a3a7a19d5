"""What the operations of the kernel are asked with, checked at the door.

A number that is no number is refused here; a code that is written wrongly is not, for to say so is the answer.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from minzheng.kernel.events.effects import effects_table
from minzheng.kernel.identity import division_code
from minzheng.kernel.identity.masking import PublicRole
from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.facts import Facts, Month
from minzheng.rulekit.i18n import _


def _as_text(written: Any) -> Any:
    """A code that came as a number is the same code."""
    return str(written) if isinstance(written, int) and not isinstance(written, bool) else written


def _division(code: str) -> str:
    try:
        division_code.widen(code)
    except division_code.InvalidDivisionCode:
        raise FactsError(_("%(value)s is no division code: it has 2, 4, 6, 9 or 12 digits"), value=repr(code)) from None
    return code


def _event(name: str) -> str:
    known = effects_table()
    if name not in known:
        raise FactsError(_("%(value)s is none of %(options)s"), value=repr(name), options=", ".join(known))
    return name


Code = Annotated[str, BeforeValidator(_as_text)]
Days = Annotated[int, Field(ge=0, le=36_600)]
Digits = Annotated[int, Field(ge=0, le=12)]


class NumberFacts(Facts):
    """A number on a card."""

    number: Code


class CreditCodeFacts(Facts):
    """A code of a body, and the kind of body it was declared to be."""

    code: Code
    declared: str | None = None


class DivisionFacts(Facts):
    """A code of a division."""

    code: Annotated[Code, AfterValidator(_division)]


class DivisionEvent(Facts):
    """A change of divisions; its kind is told for the reader."""

    effective: date
    kind: str = ""
    code: Code = Field(alias="from")
    to: list[Code]


class HistoryFacts(Facts):
    """A code, a day, and the changes that are known."""

    code: Code
    as_of: date
    events: list[DivisionEvent] = []


class ApprovedFacts(Facts):
    """The day a change of divisions was approved."""

    approved: date


class CalendarGiven(Facts):
    """A working calendar that is part of the facts."""

    holidays: list[date] = []
    makeup_workdays: list[date] = []
    weekends_rest: bool = True


class WithinFacts(Facts):
    """The day of an event, a term, the day it was done, and a calendar if working days are meant."""

    start: date = Field(alias="from")
    days: Days
    done: date | None = None
    calendar: CalendarGiven | None = None


class SeriesFacts(Facts):
    """The days of a series and the most that may lie between two of them."""

    dates: list[date]
    max_gap_days: Days


class DisplayFacts(Facts):
    """A name for a public list; consent that is not known counts as not given."""

    kind: PublicRole
    name: str | None = ""
    consent: bool | None = False


class EventFacts(Facts):
    """A life event and what is known around it; a fact that is missing or null does not hold."""

    event: Annotated[str, AfterValidator(_event)]
    facts: dict[str, bool | int | float | None] | None = {}


class PercentFacts(Facts):
    """A ratio to be shown in percent."""

    numerator: Decimal
    denominator: Decimal
    digits: Digits = 1


class AverageFacts(Facts):
    """A ratio to be shown as it is."""

    numerator: Decimal
    denominator: Decimal
    digits: Digits = 2


class ProductFacts(Facts):
    """Numbers to be multiplied."""

    factors: list[Decimal]


class DeathStopFacts(Facts):
    """The day of a death, the months paid, and what was paid each of them (yuan)."""

    death: date
    paid_months: list[Month] = []
    monthly: Decimal = Decimal(0)
