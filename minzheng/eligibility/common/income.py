"""Countable income of a household: what it takes in over twelve months, less what the law leaves out or takes off.

All amounts are yearly and exact (see `rulekit.money`): nothing is rounded here.
"""

from minzheng.eligibility.common.codes import Disability, Receipt
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import EXACT, MONTHS
from minzheng.rulekit.rule import rule


@rule(law="mca-2021-57#art-13", label=_("Necessary employment cost"), unit="exact")
def employment_cost(m, place):
    """A share of the standard for each month employed, never more than the wage."""
    return min(m.wage * EXACT, place.employment_cost * place.standard_year * m.wage_months * (EXACT // (1000 * MONTHS)))


@rule(law="mca-2021-57#art-13", label=_("Central basic pension that counts"), unit="fen")
def counted_central_pension(m, place):
    """Exempt while the clause runs; counted from the day after."""
    if place.as_of <= place.central_pension_exempt_until:
        return 0
    return m.central_pension


@rule(law="mca-2021-57#art-13", label=_("Receipts that count"), unit="fen")
def counted_receipts(m, place):
    """Transfer income that is neither exempt by law (already left out) nor by local rule."""
    local = place.local_exempt
    total = counted_central_pension(m, place) * (1 - (local >> Receipt.BASIC_PENSION_CENTRAL & 1))
    total += m.retirement_pension * (1 - (local >> Receipt.RETIREMENT_PENSION & 1))
    total += m.old_age_allowance * (1 - (local >> Receipt.ADVANCED_AGE_ALLOWANCE & 1))
    total += m.support * (1 - (local >> Receipt.SUPPORT_PAID & 1))
    total += m.insurance_benefit * (1 - (local >> Receipt.SOCIAL_INSURANCE_BENEFIT & 1))
    return total + m.receipts_other


@rule(law="mca-2021-57#art-13", label=_("Support due from a relative living apart"), unit="exact")
def support_from(s, place):
    """The agreed or ordered amount; without one, a share of what the supporter's household has above its line."""
    if s.agreed_monthly >= 0:
        return s.agreed_monthly * MONTHS * EXACT
    line = place.support_multiple * place.standard_year * s.size
    excess = s.income_monthly * MONTHS * 100 - line
    return max(excess, 0) * place.support_rate * (EXACT // (100 * 1000))


@rule(law="mca-2021-57#art-13", label=_("Support from relatives living apart"), unit="exact")
def support_from_apart(supporters, place):
    """What all relatives living apart are taken to give."""
    total = 0
    for s in supporters:
        total += support_from(s, place)
    return total


@rule(law="mca-2021-57#art-13", label=_("Net business income"), unit="fen")
def business_income(members, counted):
    """The household's business result; a loss is not set off against other income."""
    total = 0
    for m in members:
        total += (counted >> m.index & 1) * m.business
    return max(total, 0)


@rule(law="mca-2021-57#art-13", label=_("Income of the members"), unit="exact")
def income_of(members, supporters, counted, place):
    """All the members take in less what they pay out to others and for social insurance; it can be below nothing."""
    total = business_income(members, counted)
    for m in members:
        if counted >> m.index & 1:
            total += m.wage + m.property + counted_receipts(m, place) - m.paid_out
    return total * EXACT + support_from_apart(supporters, place)


@rule(law="mca-2024-rigid#art-4", label=_("Income before deductions"), unit="exact")
def income_before_deductions(income):
    """The income of the members; never below nothing."""
    return max(income, 0)


@rule(law="mca-2021-57#art-13", label=_("Cost of disability and serious illness"), unit="fen")
def illness_cost(m):
    """Medical and rehabilitation cost borne by a member with a disability card or a certified serious illness."""
    if m.serious_illness == 1 or m.disability != Disability.NONE:
        return m.medical + m.rehabilitation
    return 0


@rule(law="mca-2021-57#art-13", label=_("Deductions"), unit="exact")
def deductions_of(members, counted, place):
    """The cost of disability and serious illness and the employment cost of the members."""
    total = 0
    for m in members:
        if counted >> m.index & 1:
            total += illness_cost(m) * EXACT + employment_cost(m, place)
    return total


@rule(law="mca-2021-57#art-13", label=_("Countable income"), unit="exact")
def countable_income(income, members, counted, place):
    """The income of the members less their deductions; never below nothing."""
    return max(income - deductions_of(members, counted, place), 0)
