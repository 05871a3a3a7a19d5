"""The class ladder of a household: dibao, then marginal, then essential-expense hardship, with a reason for every rung.

A test that fails decides; a test that cannot be made for want of a fact leaves the rung unknown, and with it the class.
"""

from typing import NamedTuple

from minzheng.eligibility.common.assets import asset_bars, assets_missing
from minzheng.eligibility.common.codes import HouseholdClass, Level, Missing, Why
from minzheng.eligibility.common.income import countable_income, income_before_deductions, income_of
from minzheng.eligibility.common.members import heads, members_counted
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import EXACT, PERMILLE
from minzheng.rulekit.rule import rule

INCOME_FACTS = 1 << Missing.INCOME | 1 << Missing.EXPENSES | 1 << Missing.SUPPORT | 1 << Missing.HEALTH


class Means(NamedTuple):
    """What the ladder weighs: members as bits, yearly amounts exact, spending in fen, unknown facts as bits."""

    counted: int
    number: int
    countable: int
    before_deductions: int
    spending: int
    missing: int


class Rungs(NamedTuple):
    """Where the household stands and why: class, a Why per rung, assets above the dibao limits, missing facts."""

    household_class: int
    dibao: int
    edge: int
    rigid: int
    dibao_bars: int
    missing: int


@rule(law="mca-2021-57#art-13", label=_("Income facts that are missing"), bits=Missing)
def income_missing(h, members, counted):
    """The unknown facts that countable income would need, as bits."""
    missing = h.missing & 1 << Missing.SUPPORT
    for m in members:
        missing |= (counted >> m.index & 1) * (m.missing & INCOME_FACTS)
    return missing


@rule(law="mca-2024-rigid#art-4", label=_("Essential spending in twelve months"), unit="fen")
def essential_spending(members, counted, number, place):
    """Deemed living cost at the standard, and what members bore for medicine, schooling and rehabilitation."""
    total = place.standard_year * number
    for m in members:
        total += (counted >> m.index & 1) * (m.medical + m.education + m.rehabilitation)
    return total


@rule(law="mca-2021-57#art-13", label=_("Means of the household"))
def means_of(h, members, supporters, place):
    """Members, income, spending and what is not known of them."""
    counted = members_counted(members, place)
    number = heads(counted)
    income = income_of(members, supporters, counted, place)
    return Means(
        counted,
        number,
        countable_income(income, members, counted, place),
        income_before_deductions(income),
        essential_spending(members, counted, number, place),
        income_missing(h, members, counted),
    )


@rule(law="sc-2014-649#art-9", label=_("Why dibao is reached or not"))
def dibao_rung(means, h, place):
    """Income per head below the standard and assets within the limits: nothing else may be asked."""
    if means.number == 0:
        return Why.NOBODY_COUNTED
    if means.missing == 0 and means.countable >= place.standard_year * means.number * EXACT:
        return Why.INCOME_NOT_BELOW_LIMIT
    if asset_bars(h, means.number, Level.DIBAO, place):
        return Why.ASSETS_ABOVE_LIMIT
    if means.missing or assets_missing(h):
        return Why.FACTS_MISSING
    return Why.REACHED


@rule(law="sc-2023-39#sec-2", label=_("Why the marginal class is reached or not"))
def edge_rung(means, h, place):
    """Income per head below a multiple of the standard and assets within the wider limits."""
    if means.number == 0:
        return Why.NOBODY_COUNTED
    line = place.edge_multiple * place.standard_year * means.number * (EXACT // PERMILLE)
    if means.missing == 0 and means.countable >= line:
        return Why.INCOME_NOT_BELOW_LIMIT
    if asset_bars(h, means.number, Level.EDGE, place):
        return Why.ASSETS_ABOVE_LIMIT
    if means.missing or assets_missing(h):
        return Why.FACTS_MISSING
    return Why.REACHED


@rule(law="mca-2024-rigid#art-4", label=_("Why essential-expense hardship is reached or not"))
def rigid_rung(means, h, place):
    """Income per head below last year's disposable income, assets within limits, spending above a share of income."""
    if means.number == 0:
        return Why.NOBODY_COUNTED
    if means.missing == 0:
        if means.before_deductions >= place.disposable_year * means.number * EXACT:
            return Why.INCOME_NOT_BELOW_LIMIT
        if means.spending * EXACT * PERMILLE <= place.rigid_ratio * means.before_deductions:
            return Why.SPENDING_NOT_ABOVE_RATIO
    if asset_bars(h, means.number, Level.RIGID, place):
        return Why.ASSETS_ABOVE_LIMIT
    if means.missing or assets_missing(h):
        return Why.FACTS_MISSING
    return Why.REACHED


@rule(law="sc-2023-39#sec-5", label=_("Class of the household"))
def ladder(means, h, place):
    """Test the rungs from the top; the first that is reached, or cannot be told, is the class."""
    bars = asset_bars(h, means.number, Level.DIBAO, place)
    missing = means.missing | assets_missing(h)
    higher = Why.HIGHER_CLASS_REACHED
    dibao = dibao_rung(means, h, place)
    if dibao == Why.REACHED:
        return Rungs(HouseholdClass.DIBAO, dibao, higher, higher, bars, 0)
    if dibao == Why.FACTS_MISSING:
        return Rungs(HouseholdClass.UNKNOWN, dibao, dibao, dibao, bars, missing)
    edge = edge_rung(means, h, place)
    if edge == Why.REACHED:
        return Rungs(HouseholdClass.EDGE, dibao, edge, higher, bars, 0)
    if edge == Why.FACTS_MISSING:
        return Rungs(HouseholdClass.UNKNOWN, dibao, edge, edge, bars, missing)
    rigid = rigid_rung(means, h, place)
    if rigid == Why.REACHED:
        return Rungs(HouseholdClass.RIGID, dibao, edge, rigid, bars, 0)
    if rigid == Why.FACTS_MISSING:
        return Rungs(HouseholdClass.UNKNOWN, dibao, edge, rigid, bars, missing)
    return Rungs(HouseholdClass.NONE, dibao, edge, rigid, bars, 0)
