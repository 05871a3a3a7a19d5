"""Rules of a household: members, means, assets, the ladder of classes, what is paid."""

from typing import Any

from numpy import maximum, select, where

from benchmarks.rules.openfisca_rules.entities import MOST_SUPPORTERS, OfHousehold
from benchmarks.rules.openfisca_rules.people import up_to_yuan, wide
from minzheng.eligibility.common.classes import INCOME_FACTS
from minzheng.eligibility.common.codes import Asset, HouseholdClass, Missing, PaymentMode, Test, Why
from minzheng.schemes.dibao.rules import Tier


def _by_residence(household: Any, period: Any, node: Any) -> Any:
    return where(household("place", period) == 1, node.urban, node.rural)


def _sum_counted(household: Any, period: Any, amount: Any) -> Any:
    return household.sum(amount * household.members("is_counted", period)).astype("i8")


class standard_year(OfHousehold):
    def formula(household, period, parameters):
        return _by_residence(household, period, parameters(period).standard_year)


class counted(OfHousehold):
    def formula(household, period):
        bit = 1 << household.members_position
        clerics = household.sum(household.members("is_cleric_alone", period) * bit).astype("i4")
        members = household.sum(household.members("is_member", period) * bit).astype("i4")
        return where(clerics > 0, clerics & -clerics, members)


class number(OfHousehold):
    def formula(household, period):
        return household.sum(household.members("is_counted", period))


class support_from_apart(OfHousehold):
    def formula(household, period, parameters):
        p, standard = parameters(period), wide(household("standard_year", period))
        total = 0
        for relative in range(1, MOST_SUPPORTERS + 1):
            size = household(f"supporter_{relative}_size", period)
            income = wide(household(f"supporter_{relative}_income_monthly", period))
            agreed = household(f"supporter_{relative}_agreed_monthly", period)
            excess = maximum(income * 1200 - p.support_multiple * standard * size, 0)
            total = total + where(agreed >= 0, agreed * 12, excess * p.support_rate // 100_000)
        return total


class business_income(OfHousehold):
    def formula(household, period):
        return maximum(_sum_counted(household, period, household.members("business", period)), 0)


class before_deductions(OfHousehold):
    def formula(household, period):
        own = _sum_counted(household, period, household.members("taken_in", period))
        return maximum(household("business_income", period) + own + household("support_from_apart", period), 0)


class countable(OfHousehold):
    def formula(household, period):
        members = household.members
        kept = members("taken_in", period) - members("illness_cost", period) - members("employment_cost", period)
        own = _sum_counted(household, period, kept)
        return maximum(household("business_income", period) + own + household("support_from_apart", period), 0)


class spending(OfHousehold):
    def formula(household, period):
        members = household.members
        borne = members("medical", period) + members("education", period) + members("rehabilitation", period)
        living = household("standard_year", period) * household("number", period)
        return living + _sum_counted(household, period, borne)


class income_missing(OfHousehold):
    def formula(household, period):
        unknown = household.members("missing", period) * household.members("is_counted", period)
        found = household("missing_facts", period) & 1 << Missing.SUPPORT
        for fact in Missing:
            if INCOME_FACTS >> fact & 1:
                found = found | household.any(unknown >> fact & 1) << fact
        return found


class assets_missing(OfHousehold):
    def formula(household, period):
        unknown = household("missing_facts", period)
        always = 1 << Missing.FINANCIAL | 1 << Missing.VEHICLES | 1 << Missing.HOMES | 1 << Missing.ENTITIES
        two = (household("homes", period) == 2) & (unknown >> Missing.HOMES & 1 == 0)
        return unknown & where(two, always | 1 << Missing.HOME_AREA, always)


def _bars(household: Any, period: Any, parameters: Any, level: str) -> Any:
    """Assets proved to stand above the limits of a class, as bits."""
    p, unknown, heads = parameters(period), household("missing_facts", period), household("number", period)
    months, car_value, capital = (
        p[f"{limit}_{level}"] for limit in ("financial_months", "car_value", "company_capital")
    )
    cars, homes = household("cars", period), household("homes", period)
    financial = wide(household("financial", period)) * 12 > months * wide(household("standard_year", period)) * heads
    car_within = (cars == 0) | ((cars == 1) & (car_value > 0) & (household("car_value", period) <= car_value))
    small = household("home_area", period) <= p.two_homes_area * heads
    area_known = unknown >> Missing.HOME_AREA & 1 == 0
    above = {
        Asset.FINANCIAL: (Missing.FINANCIAL, financial),
        Asset.VEHICLE: (Missing.VEHICLES, ~car_within),
        Asset.HOUSING: (Missing.HOMES, (homes > 2) | ((homes == 2) & area_known & ~small)),
        Asset.ENTITY: (Missing.ENTITIES, household("company_capital", period) > capital),
    }
    return sum(((unknown >> fact & 1 == 0) & found) << asset for asset, (fact, found) in above.items())


class dibao_bars(OfHousehold):
    def formula(household, period, parameters):
        return _bars(household, period, parameters, "dibao")


class edge_bars(OfHousehold):
    def formula(household, period, parameters):
        return _bars(household, period, parameters, "edge")


class rigid_bars(OfHousehold):
    def formula(household, period, parameters):
        return _bars(household, period, parameters, "rigid")


def _rung(household: Any, period: Any, bars: str, too_much: list[tuple[Any, Why]]) -> Any:
    """Why a rung is reached or not; what is proved against it goes before what is not known."""
    known = household("income_missing", period) == 0
    unknown = ~known | (household("assets_missing", period) > 0)
    tests = [
        (household("number", period) == 0, Why.NOBODY_COUNTED),
        *((known & failed, why) for failed, why in too_much),
        (household(bars, period) > 0, Why.ASSETS_ABOVE_LIMIT),
        (unknown, Why.FACTS_MISSING),
    ]
    return select([test for test, _why in tests], [why for _test, why in tests], Why.REACHED)


class dibao(OfHousehold):
    def formula(household, period):
        line = wide(household("standard_year", period)) * household("number", period)
        above = household("countable", period) >= line
        return _rung(household, period, "dibao_bars", [(above, Why.INCOME_NOT_BELOW_LIMIT)])


class edge_alone(OfHousehold):
    def formula(household, period, parameters):
        line = parameters(period).edge_multiple * wide(household("standard_year", period)) * household("number", period)
        above = wide(household("countable", period)) * 1000 >= line
        return _rung(household, period, "edge_bars", [(above, Why.INCOME_NOT_BELOW_LIMIT)])


class rigid_alone(OfHousehold):
    def formula(household, period, parameters):
        p, income = parameters(period), wide(household("before_deductions", period))
        disposable = _by_residence(household, period, p.disposable_year)
        too_much = [
            (income >= disposable * household("number", period), Why.INCOME_NOT_BELOW_LIMIT),
            (wide(household("spending", period)) * 1000 <= p.rigid_ratio * income, Why.SPENDING_NOT_ABOVE_RATIO),
        ]
        return _rung(household, period, "rigid_bars", too_much)


class edge(OfHousehold):
    def formula(household, period):
        above = household("dibao", period)
        return select(
            [above == Why.REACHED, above == Why.FACTS_MISSING],
            [Why.HIGHER_CLASS_REACHED, Why.FACTS_MISSING],
            household("edge_alone", period),
        )


class rigid(OfHousehold):
    def formula(household, period):
        above, edge = household("dibao", period), household("edge", period)
        return select(
            [(above == Why.REACHED) | (edge == Why.REACHED), edge == Why.FACTS_MISSING],
            [Why.HIGHER_CLASS_REACHED, Why.FACTS_MISSING],
            household("rigid_alone", period),
        )


class household_class(OfHousehold):
    def formula(household, period):
        dibao, edge, rigid = household("dibao", period), household("edge", period), household("rigid", period)
        return select(
            [dibao == Why.REACHED, edge == Why.REACHED, rigid == Why.REACHED, rigid == Why.FACTS_MISSING],
            [HouseholdClass.DIBAO, HouseholdClass.EDGE, HouseholdClass.RIGID, HouseholdClass.UNKNOWN],
            HouseholdClass.NONE,
        )


class household_missing(OfHousehold):
    def formula(household, period):
        facts = household("income_missing", period) | household("assets_missing", period)
        return where(household("household_class", period) == HouseholdClass.UNKNOWN, facts, 0)


class gap(OfHousehold):
    def formula(household, period):
        line = wide(household("standard_year", period)) * household("number", period)
        owed = household("household_class", period) == HouseholdClass.DIBAO
        return where(owed, line - household("countable", period), 0)


class top_up(OfHousehold):
    def formula(household, period):
        total = _sum_counted(household, period, household.members("top_up_of_member", period))
        return where(household("household_class", period) == HouseholdClass.DIBAO, total, 0)


class tier(OfHousehold):
    def formula(household, period, parameters):
        p, members = parameters(period), household.members
        by_tier = _by_residence(household, period, p.payment_mode) == PaymentMode.TIER
        able = members("is_counted", period) & (members("unable_to_work", period) != Test.PASS)
        income, line = wide(household("countable", period)), wide(household("standard_year", period))
        line = line * household("number", period)
        return select(
            [
                ~by_tier | (household("household_class", period) != HouseholdClass.DIBAO),
                (income == 0) & ~household.any(able),
                income * 1000 < p.tier_b_below * line,
                income * 1000 < p.tier_c_below * line,
            ],
            [Tier.NONE, Tier.A, Tier.B, Tier.C],
            Tier.D,
        )


class household_monthly(OfHousehold):
    def formula(household, period, parameters):
        p, tier = parameters(period), household("tier", period)
        share = select([tier == Tier.A, tier == Tier.B, tier == Tier.C], [p.tier_a, p.tier_b, p.tier_c], p.tier_d)
        fixed = share * wide(household("standard_year", period)) * household("number", period) // 1000
        yearly = where(tier == Tier.NONE, household("gap", period), fixed) + household("top_up", period)
        owed = household("household_class", period) == HouseholdClass.DIBAO
        return where(owed, up_to_yuan(yearly), 0)


class singles(OfHousehold):
    def formula(household, period):
        return household.sum(household.members("is_single", period) * (1 << household.members_position))


class singles_monthly(OfHousehold):
    def formula(household, period):
        return household.sum(household.members("is_single", period) * household.members("single_monthly", period))
