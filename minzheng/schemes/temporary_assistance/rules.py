"""Temporary assistance: how much, and how much of it at once."""

from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import EXACT, PERMILLE, ceil_div, monthly_up_to_fen
from minzheng.rulekit.rule import rule


@rule(law="sc-2014-649#art-47", label=_("Most that one application can bring"), unit="exact")
def ceiling(place):
    """So many months of the standard, per household and application."""
    return place.cap_months * place.standard_year * EXACT


@rule(law="mca-2018-23#sec-2-2", label=_("Emergency relief"), unit="fen")
def emergency_amount(persons, months, place):
    """The standard of so many persons and months, within the ceiling, to the fen: no text rounds it to a yuan."""
    return monthly_up_to_fen(min(persons * months * place.standard_year * EXACT, ceiling(place)))


@rule(law="mca-2018-23#sec-2-1", label=_("Income not below last year's disposable income"))
def income_too_high(income_year, place):
    """The expenditure type asks for an income per head below the local line."""
    return income_year >= place.disposable_year


@rule(law="mca-2018-23#sec-2-1", label=_("Expenditure relief"), unit="fen")
def expenditure_amount(self_paid, deductible, rate, place):
    """A share of what was borne above the deductible, within the ceiling, to the fen."""
    share = ceil_div(max(self_paid - deductible, 0) * rate, PERMILLE)
    return min(share, monthly_up_to_fen(ceiling(place)))


@rule(law="mca-2018-23#sec-2-2", label=_("Township decides"))
def township_decides(amount, place):
    """Up to its limit the township decides, above it the county."""
    return amount <= place.township_limit


@rule(law="mca-2018-23#sec-2-2", label=_("Paid at once"), unit="fen")
def paid_at_once(amount, place):
    """First relief before the papers: the amount, up to the limit."""
    return min(amount, place.fast_track_limit)
