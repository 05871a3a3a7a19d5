"""What a household owns, held against the limits of a class.  Exactly at a limit passes."""

from minzheng.eligibility.common.codes import Asset, Level, Missing, Test
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import MONTHS
from minzheng.rulekit.rule import rule


@rule(law="mca-2021-57#art-14", label=_("Limit of this class"))
def limit_of(level, dibao, edge, rigid):
    """The limit that belongs to the class tested."""
    if level == Level.DIBAO:
        return dibao
    return edge if level == Level.EDGE else rigid


@rule(law="mca-2021-57#art-14", label=_("Financial assets within the limit"))
def financial_test(h, number, level, place):
    """At most so many months of the standard per head."""
    if h.missing >> Missing.FINANCIAL & 1:
        return Test.UNKNOWN
    months = limit_of(level, place.financial_months_dibao, place.financial_months_edge, place.financial_months_rigid)
    return Test.PASS if h.financial * MONTHS <= months * place.standard_year * number else Test.FAIL


@rule(law="mca-2021-57#art-14", label=_("Vehicles within the limit"))
def vehicle_test(h, level, place):
    """No car where the limit is nothing; else one, of limited value.  Other vehicles do not count."""
    if h.missing >> Missing.VEHICLES & 1:
        return Test.UNKNOWN
    most = limit_of(level, place.car_value_dibao, place.car_value_edge, place.car_value_rigid)
    if h.cars == 0:
        return Test.PASS
    return Test.PASS if h.cars == 1 and most > 0 and h.car_value <= most else Test.FAIL


@rule(law="mca-2021-57#art-14", label=_("Homes within the limit"))
def housing_test(h, number, place):
    """One home; two only when they are small for so many heads."""
    if h.missing >> Missing.HOMES & 1:
        return Test.UNKNOWN
    if h.homes <= 1:
        return Test.PASS
    if h.homes > 2:
        return Test.FAIL
    if h.missing >> Missing.HOME_AREA & 1:
        return Test.UNKNOWN
    return Test.PASS if h.home_area <= place.two_homes_area * number else Test.FAIL


@rule(law="mca-2021-57#art-14", label=_("Company capital within the limit"))
def entity_test(h, level, place):
    """The largest company share; a stall without staff is no company."""
    if h.missing >> Missing.ENTITIES & 1:
        return Test.UNKNOWN
    most = limit_of(level, place.company_capital_dibao, place.company_capital_edge, place.company_capital_rigid)
    return Test.PASS if h.company_capital <= most else Test.FAIL


@rule(law="mca-2021-57#art-14", label=_("Above the asset limits by"), bits=Asset)
def asset_bars(h, number, level, place):
    """The assets that stand above the limits of a class, as bits."""
    bars = 0
    if financial_test(h, number, level, place) == Test.FAIL:
        bars |= 1 << Asset.FINANCIAL
    if vehicle_test(h, level, place) == Test.FAIL:
        bars |= 1 << Asset.VEHICLE
    if housing_test(h, number, place) == Test.FAIL:
        bars |= 1 << Asset.HOUSING
    if entity_test(h, level, place) == Test.FAIL:
        bars |= 1 << Asset.ENTITY
    return bars


@rule(law="mca-2021-57#art-14", label=_("Asset facts that are missing"), bits=Missing)
def assets_missing(h):
    """The unknown facts an asset test would need, as bits; the area only matters for two homes."""
    missing = h.missing & (1 << Missing.FINANCIAL | 1 << Missing.VEHICLES | 1 << Missing.HOMES | 1 << Missing.ENTITIES)
    if h.homes == 2 and missing >> Missing.HOMES & 1 == 0:
        missing |= h.missing & 1 << Missing.HOME_AREA
    return missing
