"""When our own lists do not agree with each other.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.rule import rule

HOMES_LINE = Parameter(
    key="monitoring.households_counted",
    kind=COUNT,
    law="mca-2021-57#art-31",
    label=_("Households that draw something for one person from which on they are too many"),
)
PLACES_MONTHS = Parameter(
    key="monitoring.two_places_months",
    kind=COUNT,
    law="mca-2021-57#art-31",
    label=_("Months for which a list of another county counts"),
)
PAYEE_HOMES = Parameter(
    key="monitoring.homes_of_a_payee",
    kind=COUNT,
    law="mca-2021-57#art-31",
    label=_("Households whose money goes to one person from which on somebody looks"),
)
AFTER_STOP = Parameter(
    key="monitoring.months_paid_after_stop",
    kind=COUNT,
    law="mca-2021-57#art-31",
    label=_("Months that may be paid after an award has ended"),
)
NUMBER_MONTHS = Parameter(
    key="monitoring.months_without_number",
    kind=COUNT,
    law="mca-2021-57#art-31",
    label=_("Months of life within which everybody for whom something is drawn has a number"),
)
ALIKE = Parameter(
    key="monitoring.equal_amounts",
    kind=COUNT,
    law="mca-2021-57#art-34",
    label=_("Standard deviations above the mean from which equal amounts in a village are looked at"),
)
BOARD_MONTHS = Parameter(
    key="monitoring.board_months",
    kind=COUNT,
    law="mca-2021-43#art-27",
    label=_("Months in an institution after which only its rate is paid"),
)
RATE_MONTHS = Parameter(
    key="monitoring.relocated_rate_months",
    kind=COUNT,
    law="mca-2021-57#art-31",
    label=_("Months after a relocation to town by which the standard of the town is paid"),
)
declare(HOMES_LINE, PLACES_MONTHS, PAYEE_HOMES, AFTER_STOP, NUMBER_MONTHS, ALIKE, BOARD_MONTHS, RATE_MONTHS)


@rule(law="mca-2021-57#art-31", label=_("Counted in two households"))
def counted_twice(households: int, line: int) -> bool:
    """Whether several households draw something for the same person."""
    return households >= line


class CountedTwice(Facts):
    """What the rule sees, amounts by month and in yuan."""

    households: Annotated[int, Field(ge=0)]


answers("I10", _("Counted in two households"), counted_twice, CountedTwice, line=HOMES_LINE)


@rule(law="mca-2021-57#art-31", label=_("Drawn in two counties"))
def two_places(drawn_here: bool, months: int, line: int) -> bool:
    """Whether somebody for whom an allowance is drawn here is on the newest list of another county."""
    return drawn_here and months <= line


class TwoPlaces(Facts):
    """What the rule sees, amounts by month and in yuan."""

    drawn_here: bool
    months: Annotated[int, Field(ge=0)]


answers("I11", _("Drawn in two counties"), two_places, TwoPlaces, line=PLACES_MONTHS)


@rule(law="mca-2021-57#art-31", label=_("One account for several households"))
def one_account(households: int, line: int) -> bool:
    """Whether the money of several households goes to one person's account."""
    return households >= line


class OneAccount(Facts):
    """What the rule sees, amounts by month and in yuan."""

    households: Annotated[int, Field(ge=0)]


answers("I24", _("One account for several households"), one_account, OneAccount, line=PAYEE_HOMES)


@rule(law="mca-2021-57#art-31", label=_("Paid after the end"))
def paid_after_end(months: int, line: int) -> bool:
    """Whether months were paid after the award behind them had ended, and no overpayment is booked."""
    return months > line


class PaidAfterEnd(Facts):
    """What the rule sees, amounts by month and in yuan."""

    months: Annotated[int, Field(ge=0)]


answers("I25", _("Paid after the end"), paid_after_end, PaidAfterEnd, line=AFTER_STOP)


@rule(law="mca-2021-57#art-31", label=_("No identity number"))
def number_missing(drawn: bool, months: int, line: int) -> bool:
    """Whether something is drawn for somebody of that age whose identity number is not known."""
    return drawn and months > line


class NumberMissing(Facts):
    """What the rule sees, amounts by month and in yuan."""

    drawn: bool
    months: Annotated[int, Field(ge=0)]


answers("I32", _("No identity number"), number_missing, NumberMissing, line=NUMBER_MONTHS)


@rule(law="mca-2021-57#art-34", label=_("A village of equal amounts"))
def village_alike(deviations: int, line: int) -> bool:
    """Whether the allowances of a village are far more alike than elsewhere."""
    return deviations >= line


class VillageAlike(Facts):
    """What the rule sees, amounts by month and in yuan."""

    deviations: Annotated[int, Field(ge=0)]


answers("I33", _("A village of equal amounts"), village_alike, VillageAlike, line=ALIKE)


@rule(law="mca-2021-43#art-27", label=_("Board in an institution, and paid for living at home"))
def boarded_and_paid(drawn: bool, months: int, line: int) -> bool:
    """Whether the state pays somebody's board in an institution and money for the same is drawn in their name."""
    return drawn and months > line


class BoardedAndPaid(Facts):
    """What the rule sees, amounts by month and in yuan."""

    drawn: bool
    months: Annotated[int, Field(ge=0)]


answers(
    "I35",
    _("Board in an institution, and paid for living at home"),
    boarded_and_paid,
    BoardedAndPaid,
    line=BOARD_MONTHS,
)


@rule(law="mca-2021-57#art-31", label=_("Relocated to town, and paid by the standard of the country"))
def wrong_rate(allowance: bool, months: int, line: int) -> bool:
    """Whether a household on the allowance was relocated to town and is booked as one of the country."""
    return allowance and months > line


class WrongRate(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    months: Annotated[int, Field(ge=0)]


answers("I36", _("Relocated to town, and paid by the standard of the country"), wrong_rate, WrongRate, line=RATE_MONTHS)
