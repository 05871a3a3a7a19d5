"""Data sets of every kind: events, whole lists, rows about two people or nobody; tried, named, mended, and missed."""

from datetime import date

import pytest

from minzheng.eligibility.facts import HOMES_BOUGHT, PENSION, PENSION_STOPPED, work_out
from minzheng.eligibility.queries import standing
from minzheng.exchange.actions import name_columns, read_again, receive_file
from minzheng.exchange.health import feed_health, quality_by_department, silent_feeds
from minzheng.exchange.linking import link_records
from minzheng.exchange.models import Batch, RowError
from minzheng.exchange.queries import events, faulty_rows, row_errors
from minzheng.exchange.reading import read_file
from minzheng.exchange.trying import try_file
from minzheng.kernel.access.choices import Role
from minzheng.kernel.declare import registry
from minzheng.registers.models import Person
from minzheng.rulekit.months import add_months
from tests.unit.site.builders import a_household, a_person, an_actor

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)
PENSIONS = "human_resources_pensions"
PENSION_HEADER = "姓名,身份证号,险种,发放月份,发放金额,其中基础养老金,发放状态"

pytestmark = pytest.mark.usefixtures("everything")


def take(feed: str, header: str, *rows: str, month: date = OCTOBER, mends: Batch | None = None) -> Batch:
    """Have a file of these lines taken in and matched."""
    content = "\r\n".join([header, *rows]).encode("gb18030")
    actor = an_actor(Role.DATA_OFFICER)
    batch = receive_file(
        feed=feed, month=month, file_name=f"{feed}.csv", content=content, actor=actor, date=TODAY, mends=mends
    )
    link_records()
    return batch


def a_pension(person: Person, month: str = "202610", amount: str = "159.00") -> str:
    return f"{person.name},{person.resident_id},城乡居民基本养老保险,{month},{amount},143.00,已发放"


def value_of(fact, person: Person, month: date = OCTOBER) -> int | None:
    work_out(month, [fact])
    found = standing(month).filter(fact=fact.code, person=person).first()
    return found.value if found else None


def test_every_contract_says_who_sends_what_under_which_law() -> None:
    assert len(list(registry.feeds)) >= 24
    assert len({feed.owner for feed in registry.feeds}) >= 16
    for feed in registry.feeds:
        assert str(feed.department), feed.code
        assert str(feed.legal_basis), feed.code
        assert feed.retention_days > 0
        assert {*feed.key, feed.as_of} <= {column.field for column in feed.columns}, feed.code
        assert all(feed.column(number).kind == "resident_id" for _name, number in feed.persons), feed.code


def test_a_list_of_a_month_is_a_fact_for_two_months_and_then_unknown() -> None:
    person = a_person()
    take(PENSIONS, PENSION_HEADER, a_pension(person, "202609"), month=date(2026, 9, 1))
    assert value_of(PENSION, person, date(2026, 9, 1)) == 15900
    assert value_of(PENSION, person, OCTOBER) == 15900
    assert value_of(PENSION, person, date(2026, 11, 1)) is None


def test_somebody_is_gone_when_two_whole_lists_are_without_them_and_not_when_lists_are_cut_short() -> None:
    people = [a_person(name=f"吴老{number}") for number in "一二三四五六七八九十"]
    gone = people[0]
    months = [add_months(OCTOBER, -n) for n in (3, 2, 1, 0)]
    take(PENSIONS, PENSION_HEADER, *(a_pension(p, f"{months[0]:%Y%m}") for p in people), month=months[0])
    take(PENSIONS, PENSION_HEADER, *(a_pension(p, f"{months[1]:%Y%m}") for p in people[1:]), month=months[1])
    assert value_of(PENSION_STOPPED, gone, months[1]) is None
    take(PENSIONS, PENSION_HEADER, *(a_pension(p, f"{months[2]:%Y%m}") for p in people[5:]), month=months[2])
    assert [value_of(PENSION_STOPPED, p, months[2]) for p in people] == [None] * 10, "the list was cut in half"
    take(PENSIONS, PENSION_HEADER, *(a_pension(p, f"{months[3]:%Y%m}") for p in people[1:]), month=months[3])
    assert [value_of(PENSION_STOPPED, p) for p in people] == [months[0].toordinal(), *[None] * 9]


def test_a_silent_sender_makes_nobody_disappear() -> None:
    person = a_person()
    take(PENSIONS, PENSION_HEADER, a_pension(person, "202607"), month=date(2026, 7, 1))
    assert value_of(PENSION_STOPPED, person, OCTOBER) is None


def test_a_wedding_is_about_two_people_and_counts_once() -> None:
    husband, wife = a_person(name="吴老大"), a_person(name="杨小二")
    header = "男方姓名,男方证件号,女方姓名,女方证件号,业务类型,登记日期,证书字号"
    couple = f"{husband.name},{husband.resident_id},{wife.name},{wife.resident_id}"
    row = f"{couple},结婚登记,2026-10-10,J522633-2026-000001"
    batch = take("civil_affairs_marriages", header, row, row)
    assert (batch.rows, batch.loaded, batch.repeated, batch.faulty) == (2, 1, 1, 0)
    assert {event.person_id for event in events("civil_affairs_marriages")} == {husband.pk, wife.pk}
    assert not any("999" in str(r.values) or "99000" in str(r.values) for r in events("civil_affairs_marriages"))


def test_a_call_without_a_number_is_kept_and_matched_to_nobody() -> None:
    batch = take("hotline_calls", "工单编号,来电日期,姓名,身份证号,诉求分类", "GD1,2026-10-03,,,求助")
    assert (batch.loaded, batch.faulty) == (1, 0)
    assert [event.person_id for event in events("hotline_calls")] == [None]


def test_a_name_and_a_number_typed_into_each_other_are_put_right() -> None:
    person = a_person()
    header = "姓名,身份证号,死亡日期,火化日期"
    swapped = f"{person.resident_id},{person.name},2026-10-01,2026-10-03"
    batch = take("civil_affairs_cremations", header, swapped)
    assert (batch.loaded, batch.faulty) == (1, 0)
    assert [event.agrees for event in events("civil_affairs_cremations")] == [True]


def test_a_month_without_events_is_a_file_and_a_list_without_rows_is_none() -> None:
    assert take("health_births", "新生儿姓名,性别,出生日期,母亲姓名,母亲身份证号").status == "loaded"
    assert take(PENSIONS, PENSION_HEADER).refusal["code"] == "empty"


@pytest.mark.parametrize("text", ["202610", "2026-10", "2026/10", "2026年10月", "2026-10-15"])
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    person = a_person()
    content = "\r\n".join([PENSION_HEADER, a_pension(person, text)]).encode()
    assert read_file(registry.feeds[PENSIONS], content, OCTOBER).good["month"].to_pylist() == [OCTOBER]


def test_what_is_counted_is_counted_by_its_code() -> None:
    person = a_person()
    header = "姓名,权利人证件号,不动产权证号,用途,建筑面积,权利份额,取得方式,登记日期"
    who = f"{person.name},{person.resident_id}"
    take(
        "natural_resources_titles", header,
        f"{who},第1号,住宅,97.00,100%,购买,2026-10-03", f"{who},第2号,住宅,60.00,100%,宅基地确权,2020-10-03",
    )  # fmt: skip
    assert value_of(HOMES_BOUGHT, person) == 1


def test_a_trial_tells_what_would_become_of_a_file_and_leaves_no_trace() -> None:
    person = a_person()
    known = a_pension(person, "202609")
    take(PENSIONS, PENSION_HEADER, known, month=date(2026, 9, 1))
    rows = [a_pension(person), known, "石老三,123,城乡居民基本养老保险,202610,1,1,已发放"]
    content = "\r\n".join([PENSION_HEADER, *rows]).encode()
    trial = try_file(feed=PENSIONS, month=OCTOBER, content=content)
    assert trial.problem is None
    assert (trial.rows, trial.new, trial.repeated, trial.faulty, trial.late, trial.people) == (3, 1, 1, 1, 1, 1)
    assert dict(trial.faults) == {("resident_id_length", "身份证号"): 1}
    assert (Batch.objects.count(), len(events(PENSIONS))) == (1, 1)


def test_a_header_once_named_is_known_to_its_sender_and_the_file_is_read_again() -> None:
    person = a_person()
    header = PENSION_HEADER.replace("发放金额", "实发金额（元）")
    refused = take(PENSIONS, header, a_pension(person))
    assert refused.refusal["code"] == "missing_columns"
    trial = try_file(feed=PENSIONS, month=OCTOBER, content=f"{header}\r\n{a_pension(person)}".encode())
    assert trial.missing == ["amount_fen"]
    assert trial.others["实发金额（元）"] == "amount_fen"
    actor = an_actor(Role.DATA_OFFICER)
    name_columns(feed=PENSIONS, names={"实发金额（元）": "amount_fen"}, actor=actor, date=TODAY)
    again = read_again(batch=refused, actor=actor, date=TODAY)
    assert (again.status, again.loaded, again.refusal) == ("loaded", 1, None)
    assert take(PENSIONS, header, a_pension(person, "202611"), month=date(2026, 11, 1)).loaded == 1
    with pytest.raises(KeyError, match="no column for colour"):
        name_columns(feed=PENSIONS, names={"颜色": "colour"}, actor=actor, date=TODAY)


def test_reading_again_doubles_nothing() -> None:
    person = a_person()
    batch = take(PENSIONS, PENSION_HEADER, a_pension(person), "石老三,123,城乡居民基本养老保险,202610,1,1,已发放")
    before = (batch.loaded, batch.repeated, batch.faulty)
    again = read_again(batch=batch, actor=an_actor(Role.DATA_OFFICER), date=TODAY)
    assert (again.loaded, again.repeated, again.faulty) == before
    assert (len(events(PENSIONS)), RowError.objects.count()) == (1, 1)


def test_rows_that_come_again_mended_are_errors_no_more() -> None:
    one, two = a_person(name="吴老大"), a_person(name="吴老二")
    bad = [a_pension(p).replace(str(p.resident_id), "123") for p in (one, two)]
    first = take(PENSIONS, PENSION_HEADER, *bad)
    header, rows = faulty_rows(first)
    assert [cells[0] for _error, cells in rows] == ["吴老大", "吴老二"]
    mended = take(PENSIONS, ",".join([*header, "行号"]), a_pension(one) + ",2", bad[1] + ",3", mends=first)
    assert (mended.loaded, mended.faulty) == (1, 1)
    first.refresh_from_db()
    assert (first.faulty, [error.row for error in row_errors(first)]) == (1, [3])


def test_the_health_of_data_sets_says_who_is_silent_and_how_much_could_be_used() -> None:
    known, other = a_person(name="吴老大"), a_person(name="杨小二")
    a_household(head=known)
    take(PENSIONS, PENSION_HEADER, a_pension(known, "202609"), month=date(2026, 9, 1))
    states = {health.feed.code: health.state for health in feed_health(OCTOBER)}
    assert states[PENSIONS] == "silent"
    assert states["veterans_treatment"] == "never"
    assert [health.feed.code for health in silent_feeds(OCTOBER)] == [PENSIONS]
    wrong_name = a_pension(other).replace("杨小二", "石老三")
    take(PENSIONS, PENSION_HEADER, a_pension(known), wrong_name, "石老三,123,城乡居民基本养老保险,202610,1,1,已发放")
    health = next(health for health in feed_health(OCTOBER) if health.feed.code == PENSIONS)
    assert (health.state, health.rows, health.new, health.faulty, health.quality) == ("came", 3, 2, 1, 33)
    assert (health.newest, health.age_days, health.last_file) == (OCTOBER, 30, TODAY)
    assert quality_by_department(OCTOBER) == {"human_resources": 33}
