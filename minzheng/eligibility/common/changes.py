"""What changes do to payments: the first and last month, grace, death, refusal of work, transfer, back-pay.

Months are numbers (see `rulekit.months`), days are day numbers.
"""

from enum import IntEnum

from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import EXACT, FEN_PER_YUAN, MONTHS, PERMILLE, ceil_div, monthly_up_to_yuan
from minzheng.rulekit.rule import rule


class After(IntEnum):
    """Where a household stands after a change."""

    CLOSED = 0
    DIBAO = 1
    EDGE = 2


@rule(law="mca-2021-57#art-21", label=_("First month paid"))
def first_month(decision, from_application, application):
    """The month after the decision; for the disability subsidies the month of application."""
    return application if from_application else decision + 1


@rule(law="mca-2021-57#art-32", label=_("Class after the change"))
def class_after(income_year, number, place):
    """By income alone: below the standard, below the marginal line, or neither."""
    if number == 0:
        return After.CLOSED
    if income_year < place.standard_year * number:
        return After.DIBAO
    if income_year * PERMILLE < place.edge_multiple * place.standard_year * number:
        return After.EDGE
    return After.CLOSED


@rule(law="mca-2022-83#sec-1-3", label=_("Grace applies"))
def has_grace(by_employment, income_month, place):
    """Only for those who rose to the standard by taking work."""
    return by_employment and income_month * MONTHS >= place.standard_year


@rule(law="mca-2022-83#sec-1-3", label=_("Last month of grace"))
def grace_ends(decision, months, place):
    """So many months after the month of the decision, at most what the place allows."""
    return decision + min(months, place.grace_months)


@rule(law="mca-2021-57#art-23", label=_("Dibao after the change"), unit="fen")
def monthly_after(income_year, number, place):
    """The shortfall of those who remain, rounded up to a whole yuan."""
    return monthly_up_to_yuan((place.standard_year * number - income_year) * EXACT)


@rule(law="mca-2022-83#sec-1-3", label=_("Months paid after the death"), unit="months")
def months_overpaid(death, last_paid):
    """Payment stops from the month after the death."""
    return max(last_paid - death, 0)


@rule(law="mca-2022-83#sec-1-3", label=_("Overpaid"), unit="fen")
def overpaid(months, old, new):
    """What was paid above the recalculated amount."""
    return months * max(old - new, 0)


@rule(law="sc-2014-649#art-68", label=_("Fine for fraud"), unit="fen")
def fine(paid, times):
    """Once to three times what was obtained; never for an honest error."""
    return paid * times


@rule(law="mca-2021-57#art-34", label=_("Dibao after refusals of work"), unit="fen")
def after_refusals(gap, number, refusals):
    """From the third refusal the refuser's own share is lost, and nobody else's."""
    if refusals < 3:
        return ceil_div(gap, FEN_PER_YUAN) * FEN_PER_YUAN
    return ceil_div(gap * (number - 1), number * FEN_PER_YUAN) * FEN_PER_YUAN


@rule(law="mca-2021-43#art-24", label=_("Support of the young goes on"))
def youth_continues(age, at_school):
    """To 18, and longer in compulsory, upper-secondary or vocational school."""
    return age < 18 or at_school


@rule(law="sc-2014-649#art-10", label=_("Increase a month"), unit="fen")
def increase(number, old, new):
    """The rise of the standard for every head, for the shortfall grows by as much."""
    return number * (new - old)


@rule(law="sc-2014-649#art-10", label=_("Months of back-pay"), unit="months")
def months_back(effective, first_new_payment):
    """From the effective month to the month before the first payment at the new rate."""
    return max(first_new_payment - effective, 0)
