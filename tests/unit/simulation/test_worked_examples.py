"""One worked example each of cost, winners and losers, and the cliff, with the arithmetic done by hand.

Congjiang, rural, 1 March 2026: the standard is 7,226 yuan a year and head; in the reform 7,800, in the cut 6,000.  All
amounts a month are rounded up to a whole yuan.

    household                       income a year   today                        reform                       cut
    A  man of 30 (Miao)                         0   7226/12        = 602.2: 603  7800/12         = 650: 650   500
    B  couple of 41 and 39 (Dong)           8,000   (14452-8000)/12 = 537.7: 538  (15600-8000)/12 = 633.3: 634  334
    C  woman of 50 (Miao)                   7,300   above the standard: 0        500/12          = 41.7: 42   0

    B after the cut: (12000-8000)/12 = 333.3: 334.
"""

from datetime import date

import pyarrow as pa
import pytest

from config import rulebook
from minzheng.eligibility.common.codes import Relation
from minzheng.eligibility.common.funding import FUNDING, split
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER
from minzheng.eligibility.simulation.cliff import Cliff, Point, chart
from minzheng.eligibility.simulation.groups import Moved, moved
from minzheng.eligibility.simulation.model import Paid, evaluate
from minzheng.rulekit.errors import RulebookError
from minzheng.rulekit.parameters import ParameterView
from minzheng.schemes.dibao.simulation import MODEL as DIBAO
from minzheng.schemes.old_age.simulation import MODEL as OLD_AGE


@pytest.fixture(scope="module")
def today() -> ParameterView:
    return rulebook.load().view("522633", date(2026, 3, 1), "rural")


def _standard(view: ParameterView, yuan: int) -> ParameterView:
    return view.over({"standard.rural": yuan * 100})


def _person(age: int, sex: int, ethnic_group: str, yuan: int = 0, relation: Relation = Relation.SELF) -> dict:
    person = {"age": age, "sex": sex, "ethnic_group": ethnic_group, "property": yuan * 100, "relation": relation}
    return {**person, "disability": 0, "lives_here": 1, "legal_duty": 1}


@pytest.fixture(scope="module")
def households() -> pa.Table:
    couple = [_person(41, 1, "侗", 8_000), _person(39, 2, "侗", relation=Relation.SPOUSE)]
    return pa.table(
        {
            "township": ["丙妹镇", "贯洞镇", "贯洞镇"],
            "place": [0, 0, 0],
            "financial": [0, 0, 0],
            "members": [[_person(30, 1, "苗")], couple, [_person(50, 2, "苗", 7_300)]],
            "supporters": pa.array([[], [], []], pa.list_(pa.struct({"size": pa.int8()}))),
        }
    )


@pytest.fixture(scope="module")
def paid(households: pa.Table, today: ParameterView) -> Paid:
    return evaluate(DIBAO, households, [today])


@pytest.fixture(scope="module")
def reformed(households: pa.Table, today: ParameterView) -> Paid:
    return evaluate(DIBAO, households, [_standard(today, 7_800)])


def test_heads_households_and_cost_a_year(paid: Paid, reformed: Paid) -> None:
    assert paid.monthly.tolist() == [60_300, 53_800, 0]
    assert (paid.households, paid.heads) == (2, 3)
    assert paid.yearly == (603 + 538) * 12 * 100  # 13,692 yuan
    assert reformed.monthly.tolist() == [65_000, 63_400, 4_200]
    assert (reformed.households, reformed.heads) == (3, 4)
    assert reformed.yearly == (650 + 634 + 42) * 12 * 100  # 15,912 yuan


def test_cost_by_level_of_government(paid: Paid, today: ParameterView) -> None:
    """Of 13,692 yuan, 70% are 9,584.40, 20% are 2,738.40, 5% are 684.60, and 684.60 are left."""
    parts = split(paid.yearly, today.record(FUNDING))
    assert parts == {"central": 958_440, "province": 273_840, "city": 68_460, "county": 68_460}


def test_the_parts_add_up_where_they_do_not_divide(today: ParameterView) -> None:
    """Of 99 fen: 69.3, 19.8 and 4.95 rounded down are 69, 19 and 4; 7 are left."""
    assert split(99, today.record(FUNDING)) == {"central": 69, "province": 19, "city": 4, "county": 7}


def test_shares_beyond_the_whole_are_refused(today: ParameterView) -> None:
    view = today.over({"funding.city": 150})
    with pytest.raises(RulebookError, match=r"more than the whole: funding\.central 70%, .* funding\.city 15%"):
        split(100, view.record(FUNDING))


def test_who_gains(paid: Paid, reformed: Paid, households: pa.Table) -> None:
    """A gains 47, B 96 (48 each), C 42."""
    groups = moved(paid, reformed, households)
    assert groups["township"] == [Moved("丙妹镇", 1, 0, 4_700), Moved("贯洞镇", 2, 0, 13_800)]
    assert groups["age"] == [Moved("16-59", 4, 0, 18_500)]
    assert groups["sex"] == [Moved("male", 2, 0, 9_500), Moved("female", 2, 0, 9_000)]
    assert groups["ethnic_group"] == [Moved("苗", 2, 0, 8_900), Moved("侗", 2, 0, 9_600)]
    assert groups["disability"] == [Moved("none", 4, 0, 18_500)]


def test_who_loses(paid: Paid, households: pa.Table, today: ParameterView) -> None:
    """A loses 103, B 204 (102 each); C had nothing to lose."""
    groups = moved(paid, evaluate(DIBAO, households, [_standard(today, 6_000)]), households)
    assert groups["township"] == [Moved("丙妹镇", 0, 1, -10_300), Moved("贯洞镇", 0, 1, -20_400)]
    assert groups["sex"] == [Moved("male", 0, 2, -20_500), Moved("female", 0, 1, -10_200)]


def test_nothing_changes_for_nobody(paid: Paid, households: pa.Table) -> None:
    assert moved(paid, paid, households) == {
        kind: [] for kind in ("township", "age", "sex", "ethnic_group", "disability")
    }


def test_shortfall_falls_as_income_rises_and_the_top_up_of_the_old_is_a_cliff(today: ParameterView) -> None:
    """A woman of 72 alone has a top-up of a tenth: 60.2 a month.

    Earning nothing: (7226 + 722.6) / 12 = 662.4: 663.  At 602 a month, 7224 a year: (2 + 722.6) / 12 = 60.4: 61.
    At 603 a month, 7236 a year, she is above the standard and has nothing: one yuan more takes 61 away.
    """
    old = MEMBER.make(age=72)
    found = chart(DIBAO, HOUSEHOLD.make(), [old], [], today, source="property", most=650, step=100)
    assert found.points[0] == Point(0, 66_300)
    assert found.points[6] == Point(60_000, 6_300)  # (26 + 722.6) / 12 = 62.4
    assert len(found.points) == 7
    assert found.cliffs == [Cliff(60_200, 6_100)]
    assert {point.together for point in found.points} == {66_300}


def test_without_a_top_up_nothing_is_lost_by_earning(today: ParameterView) -> None:
    found = chart(DIBAO, HOUSEHOLD.make(), [MEMBER.make(age=40)], [], today, source="property", most=700)
    assert found.cliffs == []


def test_of_a_wage_the_employment_cost_is_kept(today: ParameterView) -> None:
    """30% of the standard, 180.65 a month, is not counted: at 180 the whole standard is still paid."""
    found = chart(DIBAO, HOUSEHOLD.make(), [MEMBER.make(age=40)], [], today, most=200, step=90)
    assert found.points == [Point(0, 60_300), Point(9_000, 60_300), Point(18_000, 60_300)]


def test_tiers_are_cliffs(today: ParameterView) -> None:
    """Below a quarter of the standard (150.5 a month) tier B pays 80%: 481.7: 482; from there tier C half: 301.1: 302.

    From 60% (361.3) tier D pays a fifth: 120.4: 121, and from the standard (602.2) on nothing is paid.
    """
    by_tier = today.over({"payment_mode": 1})
    found = chart(DIBAO, HOUSEHOLD.make(), [MEMBER.make(age=40)], [], by_tier, source="property", most=700)
    assert found.cliffs == [Cliff(15_000, 18_000), Cliff(36_100, 18_100), Cliff(60_200, 12_100)]


def test_the_old_age_allowance_goes_by_age_alone(today: ParameterView) -> None:
    """60 yuan from 80, 120 from 90, 400 from 100: a couple of 79 and 80, a woman of 90, a man of 100 and his wife."""
    ages = [[79, 80], [90], [100, 99], [40]]
    table = pa.table(
        {
            "place": [0] * 4,
            "financial": [10_000_000] * 4,
            "members": [[{"age": age} for age in home] for home in ages],
            "supporters": pa.array([[]] * 4, pa.list_(pa.struct({"size": pa.int8()}))),
        }
    )
    paid = evaluate(OLD_AGE, table, [today])
    assert paid.monthly.tolist() == [6_000, 12_000, 52_000, 0]
    assert (paid.households, paid.heads, paid.classes) == (3, 4, {})
    raised = evaluate(OLD_AGE, table, [today.over({"advanced_age.80": 10_000})])
    assert raised.yearly - paid.yearly == 4_000 * 12
