"""A list is made once for what it says, changes by versions, and holds nobody of another place."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError

from minzheng.exchange.outbound.actions import deliver, deliver_again, send
from minzheng.exchange.outbound.models import Delivery, Push, SentPerson
from minzheng.exchange.outbound.queries import files_of, pushes_in, sent_of
from minzheng.kernel.access.actors import SYSTEM, Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.declare import OutboundRow, registry
from minzheng.monitoring.actions import refer
from minzheng.monitoring.choices import ReferredTo
from minzheng.payments.models import Award
from minzheng.registers.models import Household, Person
from tests.unit.outbound.conftest import DAY, LIST, MONTH, a_fact, made
from tests.unit.site.builders import COUNTY, VILLAGE, a_household, a_person, an_actor, an_award

ELSEWHERE = 621021100201


def rows_of(push: Push) -> list[dict[str, str]]:
    """The rows of a list, as a program of the receiver reads them."""
    content = files_of(push)[f"{push.reference}.csv"]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_list_has_the_columns_of_its_contract_and_everybody_in_the_households(
    homes: list[Household], officer: Actor
) -> None:
    push = made(officer)
    assert push is not None
    rows = rows_of(push)
    assert [*rows[0]] == ["序号", "姓名", "身份证号", "对象类别", "所属月份"]
    assert [row["姓名"] for row in rows] == ["吴老大", "杨秀英", "石小妹"]  # by person, always the same
    assert {row["对象类别"] for row in rows} == {"最低生活保障对象"}
    assert all(row["身份证号"].startswith("99") and len(row["身份证号"]) == 18 for row in rows)
    assert (push.rows, push.version, push.department, push.sent_by) == (3, 1, "medical_insurance", officer.name)
    assert push.answer_by == date(2026, 10, 30)


def test_made_again_it_changes_nothing_and_with_other_content_it_is_a_new_version(
    homes: list[Household], officer: Actor
) -> None:
    first = made(officer)
    assert made(officer) == first
    with in_scope(EVERYTHING):
        assert Push.objects.count() == 1
        an_award(a_household(head=a_person(name="龙大爷")), date(2026, 9, 1))
    second = made(officer)
    assert second is not None
    assert (second.version, second.replaces, second.rows) == (2, first, 4)
    assert made(officer) == second


def test_of_nobody_no_list_is_made_but_one_that_takes_everybody_off(homes: list[Household], officer: Actor) -> None:
    assert made(officer, month=date(2026, 7, 1)) is None
    first = made(officer)
    with in_scope(EVERYTHING):
        Award.objects.update(months=(date(2026, 8, 1), date(2026, 10, 1)))
    emptied = made(officer)
    assert emptied is not None
    assert (emptied.rows, emptied.replaces) == (0, first)


def test_everybody_stands_once_in_the_strongest_class_and_the_dead_do_not(
    homes: list[Household], officer: Actor
) -> None:
    with in_scope(EVERYTHING):
        alone, marginal = a_person(name="独居"), a_household(head=a_person(name="边缘户"))
        a_fact(alone, "paid_tekun", 80000)
        a_fact(marginal.head, "marginal_until", date(2027, 3, 31).toordinal())
        a_fact(homes[0].head, "marginal_until", date(2027, 3, 31).toordinal())
        a_fact(a_person(name="过期"), "marginal_until", date(2026, 9, 30).toordinal())
        Person.objects.filter(pk=homes[1].head_id).update(death_date=date(2026, 9, 3))
    push = made(officer)
    assert push is not None
    assert sorted((row["姓名"], row["对象类别"]) for row in rows_of(push)) == [
        ("吴老大", "最低生活保障对象"), ("杨秀英", "最低生活保障对象"), ("独居", "特困人员"),
        ("边缘户", "低保边缘家庭成员"),
    ]  # fmt: skip


def test_who_died_after_the_month_is_still_on_its_list(homes: list[Household], officer: Actor) -> None:
    """Made again later, the list of a month stays what it was."""
    first = made(officer)
    with in_scope(EVERYTHING):
        Person.objects.filter(pk=homes[1].head_id).update(death_date=date(2026, 11, 2))
    assert made(officer) == first


def test_education_gets_those_of_school_age_and_nobody_else(homes: list[Household], officer: Actor) -> None:
    with in_scope(EVERYTHING):
        pupil = a_person(name="小学生", birth=date(2016, 5, 1))
        an_award(a_household(("child", pupil)), date(2026, 8, 1))
    push = made(officer, "education_recipients")
    assert push is not None
    assert [row["姓名"] for row in rows_of(push)] == ["小学生"]
    assert registry.outbounds["education_recipients"].is_due(date(2026, 9, 1))
    assert not registry.outbounds["education_recipients"].is_due(MONTH)


def test_the_federation_gets_those_who_draw_a_subsidy(homes: list[Household], officer: Actor) -> None:
    with in_scope(EVERYTHING):
        a_fact(homes[0].head, "paid_nursing", 8000)
        an_award(homes[1], date(2026, 8, 1), scheme="disability_subsidies")
    push = made(officer, "disability_subsidies")
    assert push is not None
    assert {row["姓名"]: row["补贴项目"] for row in rows_of(push)} == {
        "杨秀英": "重度残疾人护理补贴", "石小妹": "残疾人两项补贴",
    }  # fmt: skip


def test_health_is_asked_of_the_dead_who_are_still_on_a_list(homes: list[Household], officer: Actor) -> None:
    with in_scope(EVERYTHING):
        a_fact(homes[0].head, "death_date", date(2026, 9, 20).toordinal())
        Person.objects.filter(pk=homes[1].head_id).update(death_date=date(2026, 9, 3))
        a_fact(a_person(name="不在册"), "death_date", date(2026, 9, 20).toordinal())
    push = made(officer, "health_deaths_asked")
    assert push is not None
    assert sorted((row["姓名"], row["死亡日期"], row["信息来源"]) for row in rows_of(push)) == [
        ("杨秀英", "2026-09-20", "部门数据"), ("石小妹", "2026-09-03", "民政登记"),
    ]  # fmt: skip


def test_a_department_gets_its_referrals_of_the_month_and_a_charity_masked_numbers(
    homes: list[Household], officer: Actor
) -> None:
    with in_scope(EVERYTHING):
        clerk = an_actor(Role.TOWNSHIP_CLERK)
        for to, day in (("education", DAY), ("charity", DAY), ("charity", date(2026, 9, 30))):
            refer(household=homes[0], to=to, need="冬衣\n两件", actor=clerk, date=day)
    push = made(officer, "charity_referrals")
    assert push is not None
    (row,) = rows_of(push)
    assert (row["家庭编号"], row["帮扶需求"], row["转介日期"]) == (homes[0].number, "冬衣 两件", "2026-10-15")
    assert set(row["身份证号"][4:-2]) == {"*"}
    assert made(officer, "housing_referrals") is None


def test_every_department_that_is_referred_to_has_a_list(db: None) -> None:
    assert {f"{to.value}_referrals" for to in ReferredTo} <= {one.code for one in registry.outbounds}


def test_nobody_of_another_place_is_in_a_list(homes: list[Household], officer: Actor) -> None:
    with in_scope(EVERYTHING):
        an_award(a_household(village=ELSEWHERE), date(2026, 8, 1))
        push = send(outbound=LIST, month=MONTH, division=COUNTY, actor=SYSTEM, date=DAY)  # who sees everything
    assert push is not None
    with in_scope(EVERYTHING):
        sent = SentPerson.objects.filter(push=push)
        assert {one.division_code for one in sent} == {VILLAGE}
    with in_scope(officer.scope), pytest.raises(PermissionDenied):
        send(outbound=LIST, month=MONTH, division=621021000000, actor=officer, date=DAY)


def test_a_contract_whose_rows_stray_sends_nothing(homes: list[Household], officer: Actor, monkeypatch: Any) -> None:
    contract = registry.outbounds[LIST]
    values = {"name": "某", "resident_id": None, "month": MONTH, "kind": 1}
    stray = OutboundRow(homes[0].head_id, homes[0].pk, ELSEWHERE, values)
    monkeypatch.setitem(registry.outbounds._members, LIST, replace(contract, rows=lambda month, division: [stray]))
    with in_scope(EVERYTHING), pytest.raises(ValueError, match="outside"):
        send(outbound=LIST, month=MONTH, division=COUNTY, actor=SYSTEM, date=DAY)


def test_delivered_the_three_files_lie_in_the_outbox_and_again_the_same(
    delivered: Push, officer: Actor, settings: Any
) -> None:
    folder: Path = settings.OUTBOX / "medical_insurance" / delivered.reference
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(before) == {f"{delivered.reference}.{kind}" for kind in ("csv", "json", "sig")}
    for path in folder.iterdir():
        path.unlink()  # carried away
    with in_scope(officer.scope):
        deliver(push=delivered, actor=officer, date=DAY)
        assert list(folder.iterdir()) == []  # it was delivered, once
        deliver_again(push=delivered, actor=officer, date=DAY)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    with in_scope(officer.scope):
        assert [one.way for one in Delivery.objects.filter(push=delivered).order_by("pk")] == ["outbox", "again"]


def test_what_was_replaced_is_not_delivered(homes: list[Household], officer: Actor) -> None:
    first = made(officer)
    with in_scope(EVERYTHING):
        an_award(a_household(), date(2026, 9, 1))
    made(officer)
    with in_scope(officer.scope), pytest.raises(ValidationError, match="later version"):
        deliver(push=first, actor=officer, date=DAY)


def test_a_household_finds_where_its_data_went_once_they_left(homes: list[Household], officer: Actor) -> None:
    push = made(officer)
    worker = Scope.of(VILLAGE)
    with in_scope(worker):
        assert sent_of(homes[0].pk) == []
    with in_scope(officer.scope):
        deliver(push=push, actor=officer, date=DAY)
    for scope in (worker, Scope(households=(homes[0].pk,))):
        with in_scope(scope):
            (found,) = sent_of(homes[0].pk)
            assert (found.receiver, found.sent_on, found.people) == ("Medical insurance bureau", DAY, 2)
            assert sent_of(homes[1].pk) == [] or scope == worker


def test_rows_of_the_ledger_are_seen_by_place_and_by_department(delivered: Push) -> None:
    def seen(scope: Scope) -> tuple[int, int]:
        with in_scope(scope):
            return Push.objects.count(), SentPerson.objects.count()

    assert seen(Scope.of(522633)) == (1, 3)
    assert seen(Scope.of(621021)) == (0, 0)
    assert seen(Scope(departments=("medical_insurance",))) == (1, 0)
    assert seen(Scope(departments=("education",))) == (0, 0)


def test_a_department_sees_a_list_once_it_was_delivered(homes: list[Household], officer: Actor) -> None:
    department = Scope(departments=("medical_insurance",))
    push = made(officer)
    with in_scope(department):
        assert list(pushes_in(department, DAY)) == []
    with in_scope(officer.scope):
        deliver(push=push, actor=officer, date=DAY)
    with in_scope(department):
        assert list(pushes_in(department, DAY)) == [push]


@pytest.mark.parametrize("table", ["push", "sentperson", "delivery", "receipt", "receiptrow"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_ledger_only_grows(delivered: Push, table: str, statement: str) -> None:
    refused = pytest.raises(DatabaseError, match="append-only")
    with in_scope(EVERYTHING), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(statement.format(f"exchange_{table}"))
