"""Extreme-poverty support: unable to work, without means, nobody able to support; then basic and care money."""

from enum import IntEnum

from minzheng.eligibility.common.codes import Missing, Test
from minzheng.eligibility.common.members import ADULT, severe_disability, unable_to_work
from minzheng.rulekit.i18n import _
from minzheng.rulekit.money import EXACT, MONTHS, PERMILLE, monthly_up_to_yuan
from minzheng.rulekit.records import Field, Record
from minzheng.rulekit.rule import rule

OBLIGOR = Record(
    "Obligor",
    Field("index", 0, 100),
    Field("age", 0, 150),
    Field("tekun"),
    Field("dibao"),
    Field("severe"),
    Field("gone"),
    Field("income_year", 0, 2_000_000_000),
    Field("assets_within", 0, 1, 1),
)


class CareTier(IntEnum):
    """How much of daily life a person can manage."""

    SELF = 0
    PARTIAL = 1
    FULL = 2


class Ground(IntEnum):
    """Why a person is in extreme poverty or not."""

    ALL_TESTS_MET = 0
    ABLE_TO_WORK = 1
    INCOME_NOT_BELOW_STANDARD = 2
    ASSETS_ABOVE_LIMIT = 3
    SOMEBODY_CAN_SUPPORT = 4
    FACTS_MISSING = 5


@rule(law="mca-2021-43#art-6", label=_("Income that counts for extreme poverty"), unit="fen")
def own_income(m):
    """Own income; basic pension, insurance benefits, preferential pensions and old-age allowance never count."""
    received = m.retirement_pension + m.support + m.receipts_other
    return max(m.wage + max(m.business, 0) + m.property + received - m.paid_out, 0)


@rule(law="mca-2021-43#art-8", label=_("Unable to support"))
def unable_to_support(o, place):
    """In extreme poverty; on dibao from 60; old or severely disabled with little; gone with little."""
    if o.tekun == 1 or (o.dibao == 1 and o.age >= 60):
        return True
    if o.assets_within == 0:
        return False
    if o.gone == 1:
        return True
    return (o.age >= 70 or o.severe == 1) and o.income_year < place.disposable_year


@rule(law="mca-2021-43#art-8", label=_("Nobody is able to support"))
def nobody_can_support(obligors, place):
    """No person is liable, or each one is unable."""
    for o in obligors:  # noqa: SIM110  a generator does not compile
        if not unable_to_support(o, place):
            return False
    return True


@rule(law="mca-2021-43#art-6", label=_("No means of living"))
def without_means(m, h, number, place):
    """Own income below the dibao standard, strictly, and financial assets per head within the limit."""
    if m.missing >> Missing.INCOME & 1:
        return Ground.FACTS_MISSING
    if own_income(m) >= place.standard_year:
        return Ground.INCOME_NOT_BELOW_STANDARD
    if h.missing >> Missing.FINANCIAL & 1:
        return Ground.FACTS_MISSING
    if h.financial * MONTHS > place.tekun_months * place.standard_year * number:
        return Ground.ASSETS_ABOVE_LIMIT
    return Ground.ALL_TESTS_MET


@rule(law="mca-2021-43#art-4", label=_("Personal tests of extreme poverty"))
def personal_tests(m, h, number, place):
    """The two tests that look at the person alone: ability to work and means of living."""
    unable = unable_to_work(m)
    if unable == Test.FAIL:
        return Ground.ABLE_TO_WORK
    means = without_means(m, h, number, place)
    if means == Ground.ALL_TESTS_MET and unable == Test.UNKNOWN:
        return Ground.FACTS_MISSING
    return means


@rule(law="mca-2021-43#art-8", label=_("Unable to support the others of the application"))
def member_unable_to_support(m, personal, place):
    """A member who is not in extreme poverty is a person liable to the others, by the same list."""
    if personal == Ground.ALL_TESTS_MET or m.age < ADULT:
        return True
    severe = severe_disability(m) == Test.PASS
    return (m.age >= 70 or severe) and own_income(m) < place.disposable_year


@rule(law="mca-2021-43#art-22", label=_("Care tier"))
def care_tier(failed):
    """Of six items of daily living: none failed, one to three, four and more."""
    if failed == 0:
        return CareTier.SELF
    return CareTier.PARTIAL if failed <= 3 else CareTier.FULL


@rule(law="mca-2021-43#art-22", label=_("Care money a month"), unit="fen")
def care_monthly(tier, place):
    """The amount of the tier."""
    if tier == CareTier.SELF:
        return place.care_self
    return place.care_partial if tier == CareTier.PARTIAL else place.care_full


@rule(law="sc-2016-14#standard", label=_("Basic living money a month"), unit="fen")
def basic_monthly(place):
    """The published standard; without one, the multiple of dibao rounded up to a whole yuan."""
    if place.basic >= 0:
        return place.basic
    return monthly_up_to_yuan(place.basic_multiple * place.standard_year * (EXACT // PERMILLE))
