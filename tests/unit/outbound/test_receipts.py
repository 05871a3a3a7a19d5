"""A receipt is reconciled row by row, however messy it is; refused rows are mended and sent again."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from minzheng.exchange.outbound.actions import deliver, send_refused, take_receipt
from minzheng.exchange.outbound.models import Push, Receipt
from minzheng.exchange.outbound.queries import answers_of, board, pushes_in, rows_of
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.tables.problems import FileRefused
from minzheng.registers.models import Household, Person
from tests.unit.outbound.conftest import DAY, LIST, a_receipt, made
from tests.unit.site.builders import an_actor


def take(push: Push, officer: Actor, *rows: tuple[object, ...], day: date = DAY, **more: str) -> Receipt:
    """Take a receipt in; a row without its reference is of this list."""
    content = a_receipt(*((push.reference, *row) if len(row) < 5 else row for row in rows), **more)
    with in_scope(officer.scope):
        return take_receipt(push=push, file_name="回执.csv", content=content, actor=officer, date=day)


def state(push: Push, day: date = DAY) -> str:
    with in_scope(EVERYTHING):
        return str(pushes_in(EVERYTHING, day).get(pk=push.pk).state)


def test_every_row_is_accepted_refused_or_unanswered(delivered: Push, officer: Actor) -> None:
    assert state(delivered) == "waiting"
    receipt = take(delivered, officer, (1, "接收", "", ""), (2, "拒收", "1", "查无此人"))
    assert (receipt.rows, receipt.accepted, receipt.refused, receipt.faults) == (2, 1, 1, [])
    assert state(delivered) == "open"
    with in_scope(EVERYTHING):
        answers = answers_of(delivered.pk)
    assert {row: (one.outcome, one.reason, one.words) for row, one in answers.items()} == {
        1: ("accepted", "", ""), 2: ("refused", "01", "查无此人"),
    }  # fmt: skip


def test_a_later_receipt_counts_over_an_earlier_one(delivered: Push, officer: Actor) -> None:
    take(delivered, officer, (1, "接收", "", ""), (2, "拒收", "02", ""))
    second = take(delivered, officer, (2, "接收", "", ""), (3, "已接收", "", ""))
    assert (second.accepted, second.refused) == (3, 0)
    assert state(delivered) == "settled"


def test_a_receipt_that_does_not_come_is_late(delivered: Push) -> None:
    assert state(delivered, date(2026, 10, 30)) == "waiting"
    assert state(delivered, date(2026, 10, 31)) == "late"
    with in_scope(EVERYTHING):
        line = next(one for one in board(EVERYTHING, date(2026, 10, 31)) if one.contract.code == LIST)
    assert (line.newest, line.late, line.lists) == (delivered, 1, 1)


def test_of_a_messy_receipt_what_can_be_read_counts_and_the_rest_is_told(delivered: Push, officer: Actor) -> None:
    receipt = take(
        delivered, officer,
        ("1", "接收", "", ""), ("1", "接收", "", ""),  # the same twice
        ("2", "接收", "", ""), ("2", "拒收", "01", ""),  # and not the same
        ("3", "拒收", "", ""), ("9", "接收", "", ""), ("二", "接收", "", ""), ("3", "也许", "", ""), ("3", "", "", ""),
        ("another-list-1", "3", "接收", "", ""), ("", "3", "接收", "", ""),
    )  # fmt: skip
    assert (receipt.accepted, receipt.refused) == (2, 0)
    assert [code for _row, code, _detail in receipt.faults] == [
        "answered_twice", "no_reason", "unknown_row", "unknown_row", "code", "missing", "other_list", "missing",
    ]  # fmt: skip
    assert [row for row, _code, _detail in receipt.faults][:2] == [5, 6]  # lines of the file


def test_a_code_that_no_contract_knows_is_another_reason(delivered: Push, officer: Actor) -> None:
    take(delivered, officer, (1, "拒收", "77", ""), (2, "退回", "", "停保"))
    with in_scope(EVERYTHING):
        assert [one.reason for one in answers_of(delivered.pk).values()] == ["99", ""]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (a_receipt(), "empty"),
        (a_receipt(("another-list-1", 1, "接收", "", "")), "another-list-1"),
        (a_receipt(("x", "接收"), header="批次号,回执结果"), "序号"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    ],
)
def test_a_file_that_answers_nothing_is_refused_as_a_whole(
    delivered: Push, officer: Actor, content: bytes, words: str
) -> None:
    with in_scope(officer.scope), pytest.raises((ValidationError, FileRefused), match=words):
        take_receipt(push=delivered, file_name="回执.csv", content=content, actor=officer, date=DAY)
    with in_scope(EVERYTHING):
        assert not Receipt.objects.exists()


def test_the_same_receipt_twice_is_told(delivered: Push, officer: Actor) -> None:
    take(delivered, officer, (1, "接收", "", ""))
    with pytest.raises(ValidationError, match="very same file"):
        take(delivered, officer, (1, "接收", "", ""))


def test_a_table_of_the_receiver_may_have_a_title_and_more_columns(delivered: Push, officer: Actor) -> None:
    content = f"医保局回执\r\n姓名,行号,处理结果,推送批次号\r\n石小妹,3,成功,{delivered.reference}\r\n".encode(
        "gb18030"
    )
    with in_scope(officer.scope):
        receipt = take_receipt(push=delivered, file_name="r.csv", content=content, actor=officer, date=DAY)
    assert (receipt.accepted, receipt.faults) == (1, [])


def test_refused_rows_are_sent_again_as_they_were_mended(
    homes: list[Household], delivered: Push, officer: Actor
) -> None:
    take(delivered, officer, (1, "接收", "", ""), (2, "接收", "", ""), (3, "拒收", "02", "姓名不符"))
    with in_scope(EVERYTHING):
        Person.objects.filter(pk=homes[1].head_id).update(name="石晓妹")
    with in_scope(officer.scope):
        again = send_refused(push=delivered, actor=officer, date=DAY)
        assert send_refused(push=delivered, actor=officer, date=DAY) == again
        deliver(push=again, actor=officer, date=DAY)
    assert (again.resends, again.replaces, again.rows, again.version) == (delivered, None, 1, 2)
    assert rows_of(again)[0][:2] == ["1", "石晓妹"]
    assert (state(delivered), state(again)) == ("settled", "waiting")
    take(again, officer, (1, "接收", "", ""))
    assert state(again) == "settled"
    third = made(officer)  # the whole list has changed with the name: a version that replaces the whole one
    assert third is not None
    assert (third.version, third.replaces) == (3, delivered)


def test_where_nothing_was_refused_nothing_is_sent_again(delivered: Push, officer: Actor) -> None:
    with in_scope(officer.scope), pytest.raises(ValidationError, match="No row"):
        send_refused(push=delivered, actor=officer, date=DAY)


def test_the_receiver_answers_its_own_list_and_no_other(delivered: Push) -> None:
    with in_scope(EVERYTHING):
        officer = an_actor(Role.DATA_OFFICER)
    own, other = (
        Actor(officer.user_id, officer.name, Role.DATA_OFFICER, Scope(departments=(code,)))
        for code in ("medical_insurance", "education")
    )
    assert take(delivered, own, (1, "接收", "", "")).accepted == 1
    with pytest.raises(PermissionDenied):
        take(delivered, other, (2, "接收", "", ""))
