"""What a household, or one person in it, is paid as dibao."""

from enum import IntEnum
from typing import NamedTuple

from minzheng.eligibility.common.classes import ladder, means_of
from minzheng.eligibility.common.codes import Disability, HouseholdClass, Missing, PaymentMode, SingleMode, Test, TopUps
from minzheng.eligibility.common.income import counted_receipts, employment_cost
from minzheng.eligibility.common.members import ADULT, severe_disability, unable_to_work
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import EXACT, MONTHS, PERMILLE, monthly_up_to_yuan
from minzheng.rulekit.outcomes import Code, Flags
from minzheng.rulekit.rule import rule


class Tier(IntEnum):
    """Degrees of difficulty when dibao is paid by tier."""

    NONE = 0
    A = 1
    B = 2
    C = 3
    D = 4


class Route(IntEnum):
    """By which route one person may be covered without the household."""

    NONE = 0
    EDGE_HOUSEHOLD = 1
    UNEMPLOYED_SEVERELY_DISABLED = 2
    UNKNOWN = 3


class Assessment(NamedTuple):
    """What the law owes a household: classes and reasons as codes, yearly amounts exact, monthly amounts in fen."""

    household_class: Code
    counted: int
    number: Code
    countable: int
    before_deductions: int
    spending: int
    dibao: Code
    edge: Code
    rigid: Code
    dibao_bars: Code
    missing: Flags
    gap: int
    top_up: int
    tier: Code
    household_monthly: int
    singles: int
    singles_monthly: int


@rule(law="mca-2021-57#art-27", label=_("Top-up of a member"), unit="exact")
def top_up(m, place):
    """The share of the standard for the old, minors, severely disabled, seriously ill: the highest, or their sum."""
    old = place.top_up_old if m.age >= 70 else 0
    minor = place.top_up_minor if m.age < ADULT else 0
    severe = place.top_up_severe if severe_disability(m) == Test.PASS else 0
    illness = place.top_up_illness if m.serious_illness == 1 else 0
    if place.top_up_stack == TopUps.SUM:
        share = old + minor + severe + illness
    else:
        share = max(max(old, minor), max(severe, illness))
    return share * place.standard_year * (EXACT // PERMILLE)


@rule(law="mca-2021-57#art-27", label=_("Top-ups of the household"), unit="exact")
def top_ups(members, counted, place):
    """The top-ups of all members counted."""
    total = 0
    for m in members:
        if counted >> m.index & 1:
            total += top_up(m, place)
    return total


@rule(law="mca-2021-57#art-23", label=_("Shortfall to the standard"), unit="exact")
def shortfall(countable, number, place):
    """The standard of all members less the household's income; multiplied first, never per head and back."""
    return place.standard_year * number * EXACT - countable


@rule(law="mca-2021-57#art-23", label=_("Nobody is able to work"))
def nobody_can_work(members, counted):
    """Every member counted is proved unable to work."""
    for m in members:  # noqa: SIM110  a generator does not compile
        if counted >> m.index & 1 and unable_to_work(m) != Test.PASS:
            return False
    return True


@rule(law="mca-2021-57#art-23", label=_("Tier"))
def tier_of(members, counted, countable, number, place):
    """A without income and ability to work; else by the share of the standard that the income reaches."""
    if countable == 0 and nobody_can_work(members, counted):
        return Tier.A
    standard = place.standard_year * number * (EXACT // PERMILLE)
    if countable < place.tier_b_below * standard:
        return Tier.B
    if countable < place.tier_c_below * standard:
        return Tier.C
    return Tier.D


@rule(law="mca-2021-57#art-23", label=_("Amount of the tier"), unit="exact")
def tier_amount(tier, number, place):
    """A fixed share of the standard per head."""
    share = place.tier_d
    if tier == Tier.A:
        share = place.tier_a
    elif tier == Tier.B:
        share = place.tier_b
    elif tier == Tier.C:
        share = place.tier_c
    return share * place.standard_year * number * (EXACT // PERMILLE)


@rule(law="mca-2022-83#sec-1-1", label=_("Adult, unemployed and severely disabled"))
def may_apply_alone(m):
    """The route of 2022: assessed alone whatever the household has."""
    severe = severe_disability(m)
    if m.age < ADULT or severe == Test.FAIL:
        return Test.FAIL
    if severe == Test.UNKNOWN or m.missing >> Missing.WORK & 1:
        return Test.UNKNOWN
    return Test.PASS if m.unemployed == 1 else Test.FAIL


@rule(law="mca-2021-57#art-8", label=_("Route to single-person dibao"))
def single_route(m, household_class):
    """In a marginal household the severely disabled and seriously ill; above it the route of 2022."""
    if household_class == HouseholdClass.DIBAO or household_class == HouseholdClass.UNKNOWN:
        return Route.NONE
    alone = may_apply_alone(m)
    if alone == Test.PASS:
        return Route.UNEMPLOYED_SEVERELY_DISABLED
    if household_class == HouseholdClass.EDGE:
        severe = severe_disability(m)
        if m.serious_illness == 1 or severe == Test.PASS:
            return Route.EDGE_HOUSEHOLD
        return Route.UNKNOWN if severe == Test.UNKNOWN else Route.NONE
    return Route.UNKNOWN if alone == Test.UNKNOWN and m.disability != Disability.NONE else Route.NONE


@rule(law="mca-2022-83#sec-1-1", label=_("Support that is disregarded"), unit="fen")
def disregarded_support(m):
    """Support from siblings or people of 60 and more to an adult, unemployed, severely disabled person."""
    return m.support - m.support_not_disregarded if may_apply_alone(m) == Test.PASS else 0


@rule(law="mca-2021-57#art-13", label=_("Own countable income"), unit="exact")
def own_income(m, place):
    """The person's own income after own employment cost; not less own medical cost, never below nothing."""
    received = counted_receipts(m, place) - disregarded_support(m)
    taken_in = m.wage + max(m.business, 0) + m.property + received - m.paid_out
    return max(taken_in * EXACT - employment_cost(m, place), 0)


@rule(law="mca-2021-57#art-8", label=_("Single-person dibao a month"), unit="fen")
def single_monthly(m, place):
    """By the place: what is missing to the standard, the whole, or a fixed amount; with the top-up, rounded up once.

    Nothing where the person's own income reaches the standard.
    """
    basic = shortfall(own_income(m, place), 1, place)
    if basic <= 0:
        return 0
    if place.single_mode == SingleMode.FULL:
        basic = place.standard_year * EXACT
    elif place.single_mode == SingleMode.FIXED:
        basic = place.single_fixed * MONTHS * EXACT
    return monthly_up_to_yuan(basic + top_up(m, place))


@rule(law="mca-2021-57#art-23", label=_("Dibao of the household a month"), unit="fen")
def household_monthly(gap, top_up, tier, number, place):
    """Shortfall or tier plus top-ups, rounded up to a whole yuan once."""
    if tier != Tier.NONE:
        return monthly_up_to_yuan(tier_amount(tier, number, place) + top_up)
    return monthly_up_to_yuan(gap + top_up)


@rule(law="sc-2023-39#sec-5", label=_("Assessment of the household"))
def assess(h, members, supporters, place):
    """From the facts of a household to its class and what is owed to it or to single persons in it."""
    means = means_of(h, members, supporters, place)
    counted, number = means.counted, means.number
    rungs = ladder(means, h, place)
    gap, topped, tier, monthly, singles, singles_monthly = 0, 0, 0, 0, 0, 0
    if rungs.household_class == HouseholdClass.DIBAO:
        gap = shortfall(means.countable, number, place)
        topped = top_ups(members, counted, place)
        if place.payment_mode == PaymentMode.TIER:
            tier = tier_of(members, counted, means.countable, number, place)
        monthly = household_monthly(gap, topped, tier, number, place)
    else:
        for m in members:
            if counted >> m.index & 1:
                route = single_route(m, rungs.household_class)
                if route == Route.EDGE_HOUSEHOLD or route == Route.UNEMPLOYED_SEVERELY_DISABLED:
                    singles |= 1 << m.index
                    singles_monthly += single_monthly(m, place)
    return Assessment(
        rungs.household_class, counted, number, means.countable, means.before_deductions, means.spending,
        rungs.dibao, rungs.edge, rungs.rigid, rungs.dibao_bars, rungs.missing,
        gap, topped, tier, monthly, singles, singles_monthly,
    )  # fmt: skip
