"""Signs that smaller offices' files give, from the file to the alert: what is one, and beside it what only looks so."""

from datetime import date

import pytest

from minzheng.registers.models import Household, Person
from tests.unit.site.builders import a_household, a_person, an_award
from tests.unit.site.department_files import a_card, take_in
from tests.unit.site.test_alerts_of_our_own import a_home, of_this_month, rules
from tests.unit.site.test_feeds import take
from tests.unit.site.test_household_alerts import OCTOBER, TODAY, look, who

pytestmark = pytest.mark.usefixtures("everything")
BENEFITS = "姓名,身份证号,补贴项目,发放月份,发放金额"
RECOGNISED = "姓名,身份证号,认定类型,认定日期,有效期至,人均月收入,所属月份"


@pytest.fixture
def home() -> Household:
    """A household on the allowance, whose head can work and whose amount is of today."""
    made = a_home()
    of_this_month(an_award(made, date(2026, 1, 1)))
    return made


def recognise(person: Person, kind: str, until: str, income: str = "900.00", month: str = "202610") -> None:
    take("civil_affairs_recognitions", RECOGNISED, f"{who(person)},{kind},2025-11-01,{until},{income},{month}")


#: The data set, its header, the row behind name and number, and the rule it raises for a household on the allowance.
ONE_ROW = [
    ("police_border_crossings", "出入境类型,出入境日期", "出境,2026-07-14", {"I16"}),
    ("police_border_crossings", "出入境类型,出入境日期", "出境,2026-07-15", set()),
    ("police_register_changes", "变动类型,变动日期,户号,登记日期", "迁出,2026-04-03,,", {"I15"}),
    ("police_register_changes", "变动类型,变动日期,户号,登记日期", "迁出,2026-03-31,,", set()),
    ("civil_affairs_other_counties", "救助类型,享受地,所属月份", "低保,示例县,202610", {"I11"}),
    ("civil_affairs_other_counties", "救助类型,享受地,所属月份", "低保,示例县,202608", set()),
    ("civil_affairs_staff_relatives", "工作人员,亲属关系,是否备案,报告日期", "吴某,兄弟姐妹,否,2026-09-01", {"I26"}),
    ("civil_affairs_staff_relatives", "工作人员,亲属关系,是否备案,报告日期", "吴某,其他近亲属,否,2026-09-01", set()),
    ("civil_affairs_staff_relatives", "工作人员,亲属关系,是否备案,报告日期", "吴某,配偶,是,2026-09-01", set()),
    ("checking_assets", "机构类别,余额,余额日期", "银行,16800.01,2026-09-30", {"I07"}),
    ("checking_assets", "机构类别,余额,余额日期", "银行,16800.00,2026-09-30", set()),
    ("civil_affairs_institutions", "机构名称,入住日期,费用承担,所属月份", "敬老院,2026-08-31,财政供养,202610", {"I35"}),
    ("civil_affairs_institutions", "机构名称,入住日期,费用承担,所属月份", "敬老院,2026-08-31,自费,202610", set()),
    ("civil_affairs_institutions", "机构名称,入住日期,费用承担,所属月份", "敬老院,2026-09-01,财政供养,202610", set()),
    ("justice_inmates", "措施,起始日期,预计释放日期,状态", "强制隔离戒毒,2026-09-01,2026-11-11,在所", {"I09"}),
    ("justice_inmates", "措施,起始日期,预计释放日期,状态", "服刑,2026-09-01,2026-11-11,在押", {"I08"}),
    ("justice_inmates", "措施,起始日期,预计释放日期,状态", "强制隔离戒毒,2026-09-01,2026-11-10,在所", set()),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "header", "row", "raised"), ONE_ROW)
def test_a_row_about_somebody_on_the_allowance(
    home: Household, feed: str, header: str, row: str, raised: set[str]
) -> None:
    take(feed, f"姓名,身份证号,{header}", f"{who(home.head)},{row}")
    assert rules() == raised


@pytest.mark.parametrize(("feed", "header", "row", "raised"), [each for each in ONE_ROW if each[3]])
def test_the_same_row_about_somebody_who_draws_nothing(feed: str, header: str, row: str, raised: set[str]) -> None:
    take(feed, f"姓名,身份证号,{header}", f"{who(a_home().head)},{row}")
    assert not raised & rules()


def test_who_came_back_is_not_abroad_and_has_not_moved_away(home: Household) -> None:
    crossings = "姓名,身份证号,出入境类型,出入境日期"
    take(
        "police_border_crossings",
        crossings,
        *(f"{who(home.head)},{way}" for way in ("出境,2026-05-01", "入境,2026-05-20")),
    )
    moves = "姓名,身份证号,变动类型,变动日期,户号,登记日期"
    take(
        "police_register_changes",
        moves,
        *(f"{who(home.head)},{row}" for row in ("迁出,2026-07-01,,", "迁入,2026-08-01,,")),
    )
    assert rules() == set()


def test_three_refusals_and_three_that_did_not_fit(home: Household) -> None:
    header = "姓名,身份证号,推荐日期,推荐单位,推荐结果"
    offers = [f"{who(home.head)},2026-0{month}-03,示例单位" for month in range(1, 7)]
    take("human_resources_job_offers", header, *(f"{offer},条件不符" for offer in offers[:3]))
    assert "I34" not in rules()
    take("human_resources_job_offers", header, *(f"{offer},无正当理由拒绝" for offer in offers[3:5]))
    assert "I34" not in rules()
    take("human_resources_job_offers", header, f"{offers[5]},无正当理由拒绝")
    assert "I34" in rules()


@pytest.mark.parametrize(("fee", "benefit", "raised"), [
    ("900.00", "重度残疾人护理补贴", True), ("0.00", "重度残疾人护理补贴", False), ("900.00", "高龄津贴", False),
])  # fmt: skip
def test_a_nursing_fee_beside_a_disability_subsidy(fee: str, benefit: str, raised: bool) -> None:
    person = a_home().head
    header = "姓名,身份证号,伤残等级,伤残津贴,生活护理费,发放月份"
    take("human_resources_work_injuries", header, f"{who(person)},4,2000.00,{fee},202610")
    take("finance_benefit_payments", BENEFITS, f"{who(person)},{benefit},202610,90.00")
    assert ("I29" in rules()) is raised


def test_two_benefits_for_one_person_s_nursing() -> None:
    person = a_home().head
    rows = [f"{who(person)},{benefit},202610,90.00" for benefit in ("重度残疾人护理补贴", "养老护理补贴")]
    take("finance_benefit_payments", BENEFITS, rows[0])
    assert "I30" not in rules()
    take("finance_benefit_payments", BENEFITS, *rows)
    assert "I30" in rules()


@pytest.mark.parametrize(("times", "raised"), [(2, True), (1, False)])
def test_temporary_assistance_again(times: int, raised: bool) -> None:
    person = a_home().head
    rows = [f"{who(person)},临时救助金,20260{month},800.00" for month in (3, 7)][:times]
    for month, row in zip((3, 7), rows, strict=False):
        take("finance_benefit_payments", BENEFITS, row, month=date(2026, month, 1))
    assert ("E24" in rules()) is raised


@pytest.mark.parametrize(("row", "raised"), [
    ("2026-09-20,2026-10-05,返回户籍地,否", True), ("2026-09-20,2026-10-06,返回户籍地,否", False),
    ("2026-09-20,2026-10-05,返回户籍地,是", False), ("2026-09-20,2026-10-05,自行离站,否", False),
])  # fmt: skip
def test_home_from_an_assistance_station(row: str, raised: bool) -> None:
    header = "姓名,身份证号,入站日期,离站日期,离站去向,是否落实帮扶"
    take("civil_affairs_relief_stations", header, f"{who(a_home().head)},{row}")
    assert ("E28" in rules()) is raised


@pytest.mark.parametrize(("delivered", "raised"), [("", True), ("2026-09-20", False)])
def test_aid_for_the_winter(delivered: str, raised: bool) -> None:
    header = "户主姓名,户主身份证号,救助内容,列入日期,发放日期"
    take("emergency_winter_list", header, f"{who(a_home().head)},棉被,2026-09-12,{delivered}")
    assert ("E40" in rules()) is raised


@pytest.mark.parametrize(("born", "used", "raised"), [
    (date(1956, 10, 1), 0, True), (date(1956, 10, 1), 1, False), (date(1956, 11, 1), 0, False),
])  # fmt: skip
def test_an_old_person_alone_whose_meter_stands_still(born: date, used: int, raised: bool) -> None:
    person = a_household(head=a_person(birth=born)).head
    header = "姓名,身份证号,用电户号,用电量,电费,所属月份"
    take("utilities_electricity", header, f"{who(person)},1,{used},0.00,202610")
    assert ("E26" in rules()) is raised


@pytest.mark.parametrize(("level", "raised"), [("二级", True), ("三级", False)])
def test_severely_disabled_in_a_marginal_household(level: str, raised: bool) -> None:
    person = a_home().head
    recognise(person, "低保边缘家庭", "2027-03-01")
    take_in(
        "disability_federation_cards", a_card(person, "2020-08-03", level=level, state="正常"), month=OCTOBER, on=TODAY
    )
    assert ("E04" in rules()) is raised


@pytest.mark.parametrize(("income", "raised"), [("699.99", True), ("700.00", False)])
def test_a_marginal_household_below_the_line(income: str, raised: bool) -> None:
    recognise(a_home().head, "低保边缘家庭", "2027-03-01", income)
    assert ("E19" in rules()) is raised


@pytest.mark.parametrize(("until", "raised"), [
    ("2026-11-11", {"E39"}), ("2026-11-12", set()), ("2026-09-30", {"I23"}), ("2026-10-01", set()),
])  # fmt: skip
def test_a_recognition_that_ends_and_one_that_is_over(until: str, raised: set[str]) -> None:
    recognise(a_home().head, "刚性支出困难家庭", until)
    assert rules() & {"E39", "I23"} == raised


@pytest.mark.parametrize(("since", "raised"), [("2026-03-01", True), ("2026-04-01", False)])
def test_grace_lasts_six_months(home: Household, since: str, raised: bool) -> None:
    row = f"{who(home.head)},渐退期,{since},2026-12-31,900.00,202610"
    take("civil_affairs_recognitions", RECOGNISED, row)
    assert ("I22" in rules()) is raised


@pytest.mark.parametrize(("risk", "card", "raised"), [(3, False, True), (2, False, False), (3, True, False)])
def test_a_severe_mental_illness_without_a_card(risk: int, card: bool, raised: bool) -> None:
    person, other = a_home().head, a_home().head
    holder = person if card else other
    take_in("disability_federation_cards", a_card(holder, "2020-08-03", state="正常"), month=OCTOBER, on=TODAY)
    take("health_mental_illness", "姓名,身份证号,危险性等级,评估日期", f"{who(person)},{risk},2026-09-03")
    assert ("E23" in rules()) is raised


@pytest.mark.parametrize(("state", "raised"), [("注销", True), ("换领", False)])
def test_a_card_that_is_gone_and_one_that_is_renewed(state: str, raised: bool) -> None:
    person = a_home().head
    september = date(2026, 9, 1)
    first = a_card(person, "2020-08-03", state="正常")
    take_in("disability_federation_cards", first, month=september, on=TODAY)
    look(september, date(2026, 9, 12))
    take("finance_benefit_payments", BENEFITS, f"{who(person)},重度残疾人护理补贴,202610,90.00")
    take_in(
        "disability_federation_cards", a_card(person, "2026-09-20", state=state, suffix="B1"), month=OCTOBER, on=TODAY
    )
    assert ("I19" in rules()) is raised


@pytest.mark.parametrize(("place", "raised"), [("城镇集中安置", True), ("农村集中安置", False)])
def test_relocated_to_town_and_booked_as_rural(home: Household, place: str, raised: bool) -> None:
    take(
        "agriculture_relocations",
        "户主姓名,户主身份证号,搬迁日期,安置方式,安置点",
        f"{who(home.head)},2026-08-31,{place},新区",
    )
    assert ("I36" in rules()) is raised
