"""Alerts that look at the whole household: each hardship, and beside it what only looks like one."""

from datetime import date

import pytest

from config.cycle import facts
from minzheng.kernel.access.actors import SYSTEM
from minzheng.monitoring.actions import raise_alerts
from minzheng.monitoring.models import AlertHit
from minzheng.registers.divisions.counties import ranges_of_households
from minzheng.registers.models import Person
from minzheng.rulekit.months import add_months
from tests.unit.site.builders import COUNTY, OTHER_VILLAGE, a_household, a_person, an_award
from tests.unit.site.department_files import a_card, take_in
from tests.unit.site.test_feeds import PENSION_HEADER, PENSIONS, a_pension, take

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)
JOBS = "human_resources_employment"

pytestmark = pytest.mark.usefixtures("everything")


def look(month: date = OCTOBER, on: date = TODAY) -> list[tuple[str, int]]:
    """Work the facts out, raise the alerts, and return those there are: rule and person."""
    facts(month)
    raise_alerts(month=month, actor=SYSTEM, date=on)
    return list(AlertHit.objects.filter(month=month).order_by("rule", "id").values_list("rule", "person_id"))


def who(person: Person) -> str:
    return f"{person.name},{person.resident_id}"


def died(person: Person, on: str = "2026-09-20") -> None:
    row = f"{who(person)},女,{on},家中,其他,丙妹镇,2026-10-09,有效"
    take("health_deaths", "姓名,身份证号,性别,死亡日期,死亡地点,死亡原因,户籍地,填报日期,记录状态", row)


def held(person: Person, until: str) -> None:
    take(
        "justice_inmates",
        "姓名,身份证号,措施,起始日期,预计释放日期,状态",
        f"{who(person)},服刑,2026-09-25,{until},在押",
    )


def insured(person: Person, *months: date, others: list[Person]) -> None:
    """Lists of insured employees of six months up to October: the others are on each, somebody on those of months."""
    header = "姓名,身份证号,单位名称,缴费基数,费款所属期,参保状态,首次参保日期"
    for month in (add_months(OCTOBER, -n) for n in range(5, -1, -1)):
        there = [*others, person] if month in months else others
        rows = [f"{who(one)},示例单位01号,5000.00,{month:%Y%m},正常参保,2020-01-01" for one in there]
        take(JOBS, header, *rows, month=month)


@pytest.fixture
def crowd() -> list[Person]:
    """Enough others on a list that one who leaves it does not make it look cut short."""
    return [a_person(name=f"罗老{n}") for n in "一二三四五六七八"]


@pytest.fixture
def young_family() -> tuple[Person, Person, Person]:
    """Father, mother and a child of eight."""
    father, mother = a_person(name="吴老大", birth=date(1988, 1, 1)), a_person(name="杨小二", birth=date(1990, 1, 1))
    child = a_person(name="吴小三", birth=date(2018, 1, 1))
    a_household(("spouse", mother), ("child", child), head=father)
    return father, mother, child


def test_the_earner_died_and_children_are_left(young_family) -> None:
    died(young_family[0])
    assert look() == [("E21", young_family[0].pk)]


def test_a_pension_of_the_others_carries_the_household(young_family) -> None:
    grandmother = a_person(name="陆老太", birth=date(1955, 1, 1))
    home = a_household(("grandchild", a_person(name="吴小四", birth=date(2019, 1, 1))), head=grandmother)
    home.memberships.create(person=(father := a_person(name="吴老四", birth=date(1985, 1, 1))), relation="child",
                            valid=(date(2010, 1, 1), None))  # fmt: skip
    take(PENSIONS, PENSION_HEADER, a_pension(grandmother, amount="3600.00"))
    died(father)
    assert "E21" not in dict(look())


@pytest.mark.parametrize(
    ("until", "rules"), [("2030-09-24", ["E11", "E21", "E22"]), ("2026-10-20", ["E21"]), ("", ["E11", "E21", "E22"])]
)
def test_one_parent_dead_and_the_other_held_for_long(young_family, until: str, rules: list[str]) -> None:
    father, mother, child = young_family
    died(father)
    held(mother, until)
    found = look()
    assert [rule for rule, _person in found] == rules
    assert ("E11", child.pk) in found or "E11" not in rules


def test_both_parents_dead_is_a_matter_for_the_child_director_at_once(young_family) -> None:
    father, mother, child = young_family
    died(father)
    died(mother, "2026-09-25")
    assert ("E10", child.pk) in look()


@pytest.mark.parametrize(("missing", "raised"), [(3, True), (2, False), (0, False)])
def test_work_is_lost_after_three_lists_without_somebody(crowd, missing: int, raised: bool) -> None:
    worker = a_person(name="吴老大", birth=date(1985, 1, 1))
    a_household(head=worker)
    insured(worker, *(add_months(OCTOBER, -n) for n in range(missing, 6)), others=crowd)
    assert (("E05", worker.pk) in look()) is raised


def test_work_lost_beside_a_partner_who_earns_raises_nothing(crowd) -> None:
    worker, partner = a_person(name="吴老大", birth=date(1985, 1, 1)), a_person(name="石老二", birth=date(1986, 1, 1))
    a_household(("spouse", partner), head=worker)
    insured(worker, *(add_months(OCTOBER, -n) for n in range(3, 6)), others=[*crowd, partner])
    assert "E05" not in dict(look())


def old_person(alone: bool = True) -> Person:
    person = a_person(name="陆老太", birth=date(1948, 1, 1))
    a_household(*([] if alone else [("child", a_person(name="陆小一", birth=date(1985, 1, 1)))]), head=person)
    return person


@pytest.mark.parametrize(
    ("alone", "pension", "raised"), [(True, "159.00", True), (True, "2400.00", False), (False, "159.00", False)]
)
def test_old_and_alone_with_next_to_nothing(alone: bool, pension: str, raised: bool) -> None:
    person = old_person(alone)
    take(PENSIONS, PENSION_HEADER, a_pension(person, amount=pension))
    assert (("E14", person.pk) in look()) is raised


def test_without_the_list_of_pensions_nobody_is_said_to_have_none() -> None:
    old_person()
    assert look() == []


def test_a_household_of_two_places_is_said_once_wherever_the_alerts_are_looked_for() -> None:
    head, away = a_person(name="吴老大"), a_person(name="吴老二", village=OTHER_VILLAGE)
    a_household(("sibling", away), head=head)
    take("hotline_calls", "工单编号,来电日期,姓名,身份证号,诉求分类", f"GD1,2026-10-03,{who(head)},求助",
         f"GD2,2026-10-05,{who(away)},求助")  # fmt: skip
    facts(OCTOBER)
    ranges = ranges_of_households(at_least=1)
    assert ranges == [(COUNTY, COUNTY + 10**6)]
    a_household(head=a_person(name="吴老三", village=OTHER_VILLAGE), village=OTHER_VILLAGE)
    ranges = ranges_of_households(at_least=2)
    assert ranges == [(COUNTY, OTHER_VILLAGE - 201), (OTHER_VILLAGE - 201, COUNTY + 10**6)]
    assert [raise_alerts(month=OCTOBER, actor=SYSTEM, date=TODAY, place=place) for place in ranges] == [1, 0]
    assert AlertHit.objects.get().rule == "E25"


def test_who_draws_an_allowance_is_not_said_to_go_without() -> None:
    person = old_person()
    an_award(person.memberships.get().household, date(2026, 1, 1))
    take(PENSIONS, PENSION_HEADER, a_pension(person))
    assert "E14" not in dict(look())


@pytest.mark.parametrize(
    ("kind", "states", "raised"),
    [("小型轿车", ["正常"], True), ("小型轿车", ["正常", "报废"], False), ("正三轮载货摩托车", ["正常"], False)],
)
def test_a_car_in_use_and_nothing_else_speaks_against_an_allowance(kind: str, states: list[str], raised: bool) -> None:
    person = a_person()
    an_award(a_household(head=person), date(2026, 1, 1))
    rows = [f"{who(person)},示A1000{n},{kind},2026-0{n + 1}-03,{state}" for n, state in enumerate(states)]
    take("traffic_vehicles", "姓名,身份证号,号牌号码,车辆类型,初次登记日期,机动车状态", *rows)
    assert (look() == [("I05", person.pk)]) is raised


def test_a_company_that_was_struck_off_speaks_against_nothing() -> None:
    person = a_person()
    an_award(a_household(head=person), date(2026, 1, 1))
    header = "姓名,身份证号,统一社会信用代码,主体名称,主体类型,职务,认缴出资额（万元）,成立日期,登记状态"
    company = f"{who(person)},91990001MA1234567,示例商户,有限责任公司,股东,50,2020-01-03,"
    take("market_supervision_entities", header, company + "存续")
    assert look() == [("I04", person.pk)]
    AlertHit.objects.all().delete()
    take("market_supervision_entities", header, company + "吊销")
    assert look() == []


def test_another_member_s_own_benefit_is_not_paid_for_the_dead() -> None:
    head, mother = a_person(name="吴老大", birth=date(1950, 1, 1)), a_person(name="吴老太", birth=date(1930, 1, 1))
    a_household(("parent", mother), head=head)
    header = "姓名,身份证号,补贴项目,发放月份,发放金额"
    take("finance_benefit_payments", header, f"{who(mother)},高龄津贴,202610,66.00")
    died(head)
    assert "I01" not in dict(look())
    died(mother)
    assert ("I01", mother.pk) in look()


def test_what_was_said_is_not_said_again_without_news(young_family) -> None:
    died(young_family[0])
    assert look()
    assert look(add_months(OCTOBER, 1), date(2026, 11, 12)) == []


def test_the_subsidy_of_somebody_else_at_home_does_not_answer_a_card() -> None:
    head, mother = a_person(name="吴老大", birth=date(1970, 1, 1)), a_person(name="吴老太", birth=date(1940, 1, 1))
    a_household(("parent", mother), head=head)
    take_in("disability_federation_cards", a_card(head, "2026-08-03"), month=OCTOBER, on=TODAY)
    header = "姓名,身份证号,补贴项目,发放月份,发放金额"
    take("finance_benefit_payments", header, f"{who(mother)},重度残疾人护理补贴,202610,90.00")
    assert ("E03", head.pk) in look()
