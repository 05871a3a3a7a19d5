"""Files and lines are kept as long as their contracts say, and lines as long as something rests on them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from config import cycle
from minzheng.eligibility.facts import work_out
from minzheng.eligibility.queries import standing
from minzheng.exchange import lake
from minzheng.exchange.actions import read_again, receive_file
from minzheng.exchange.linking import link_records
from minzheng.exchange.mending import rows_to_mend
from minzheng.exchange.models import Batch
from minzheng.exchange.queries import events, removed_sentence
from minzheng.kernel import clock
from minzheng.kernel.access.choices import Role
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.declare import registry
from minzheng.kernel.documents import vault
from minzheng.registers.models import Person
from tests.unit.site.builders import a_household, a_person, an_actor

BILLS, OCTOBER, TAKEN = "medical_insurance_settlement", date(2026, 10, 1), date(2026, 10, 12)
DAYS = registry.feeds[BILLS].retention_days
SELF_PAID = registry.facts["self_paid_medical_12m"]
OVER = TAKEN + timedelta(days=DAYS + 1)

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def person() -> Person:
    someone = a_person()
    a_household(head=someone)
    return someone


def bills(*rows: str, month: date = OCTOBER, on: date = TAKEN) -> Batch:
    content = "\r\n".join(["姓名,身份证号,结算日期,医疗总费用,个人自付,结算单号", *rows]).encode()
    batch = receive_file(
        feed=BILLS, month=month, file_name="bills.csv", content=content, date=on, actor=an_actor(Role.DATA_OFFICER)
    )
    link_records()
    return batch


def a_bill(person: Person, number: str = "A1", paid: str = "3000.00", name: str = "", day: str = "2026-10-03") -> str:
    return f"{name or person.name},{person.resident_id},{day},9000.00,{paid},{number}"


def retain(on: date, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setattr(clock, "today", lambda: on)
    return cycle.retention(on.replace(day=1))


def told() -> list[int | None]:
    return [event.person_id for event in events(BILLS)]


def test_until_its_time_is_over_everything_stays(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = bills(a_bill(person))
    assert retain(TAKEN + timedelta(days=DAYS), monkeypatch) == {"files removed": 0, "lines removed": 0}
    assert vault.keeps(batch.digest)


def test_then_the_file_goes_and_its_record_stays(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = bills(a_bill(person), a_bill(person, "A2", paid="much"))
    assert retain(OVER, monkeypatch)["files removed"] == 1
    assert not vault.keeps(batch.digest)
    batch.refresh_from_db()
    assert (batch.rows, batch.loaded, batch.faulty, batch.removed_on) == (2, 1, 1, OVER)
    assert str(DAYS) in removed_sentence(batch)
    assert str(OVER) in removed_sentence(batch)
    assert rows_to_mend(batch) == ([], [])
    with pytest.raises(ValidationError, match=str(OVER)):
        read_again(batch=batch, actor=an_actor(Role.DATA_OFFICER), date=OVER)
    entry = AuditEntry.objects.get(verb="remove_file")
    assert (entry.subject_id, entry.new) == (batch.pk, {"digest": batch.digest, "days": DAYS})
    assert retain(OVER, monkeypatch) == {"files removed": 0, "lines removed": 0}, "run again, it finds nothing to do"


def test_lines_of_nobody_and_of_whom_nothing_rests_go(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = f"张三,{a_person('x').resident_id},2026-10-04,10.00,5.00,S1"
    Person.objects.filter(name="x").delete()
    batch = bills(a_bill(person), a_bill(person, "A2", name="别人"), stranger)
    work_out(OCTOBER, [SELF_PAID])
    assert standing(OCTOBER).filter(person=person).exists()
    assert told() == [person.pk, person.pk, None]
    assert retain(OVER, monkeypatch) == {"files removed": 1, "lines removed": 2}
    assert told() == [person.pk], "a fact stands on it"
    batch.refresh_from_db()
    assert (batch.matched, batch.other_name, batch.unmatched) == (1, 1, 1), "the counts of the file stay"
    work_out(date(2027, 1, 1), [SELF_PAID])
    assert standing(date(2027, 1, 1)).filter(person=person).exists()


def test_once_nothing_stands_on_them_the_other_lines_go_as_well(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bills(a_bill(person))
    work_out(OCTOBER, [SELF_PAID])
    retain(OVER, monkeypatch)
    ended = date(2028, 1, 1)
    work_out(ended, [SELF_PAID])
    assert not standing(ended).filter(person=person, fact=SELF_PAID.code).exists()
    assert retain(date(2028, 2, 12), monkeypatch)["lines removed"] == 0, "its month can be worked out again for a year"
    assert retain(date(2029, 2, 12), monkeypatch)["lines removed"] == 1
    assert (told(), Batch.objects.get().part) == ([], "")


def test_killed_before_the_file_was_gone_it_goes_the_next_time(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = bills(a_bill(person))
    monkeypatch.setattr(cycle, "sweep_vault", lambda: 0)
    retain(OVER, monkeypatch)
    assert vault.keeps(batch.digest)
    monkeypatch.undo()
    retain(OVER, monkeypatch)
    assert not vault.keeps(batch.digest)


def test_a_file_that_something_else_names_is_left(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = bills(a_bill(person))
    Batch.objects.create(
        feed="hotline_calls", department="hotline", month=OCTOBER, division_code=0, file_name="same.csv",
        digest=batch.digest, status="refused", refusal={"code": "empty", "parameters": {}}, received_on=TAKEN,
        received_by="x",
    )  # fmt: skip
    assert retain(OVER, monkeypatch)["files removed"] == 1
    assert vault.keeps(batch.digest), "the other file's time is not over"
    retain(TAKEN + timedelta(days=registry.feeds["hotline_calls"].retention_days + 1), monkeypatch)
    assert not vault.keeps(batch.digest)


def test_a_month_worked_out_again_after_that_says_the_same(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    bills(a_bill(person), a_bill(person, "A2", name="别人"))
    work_out(OCTOBER)
    before = list(standing(OCTOBER).values_list("person", "fact", "value").order_by("id"))
    retain(OVER, monkeypatch)
    lake.sweep()
    assert work_out(OCTOBER) == 0
    assert list(standing(OCTOBER).values_list("person", "fact", "value").order_by("id")) == before


def test_the_same_file_handed_in_again_is_known_still_and_not_kept(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = bills(a_bill(person))
    work_out(OCTOBER, [SELF_PAID])
    retain(OVER, monkeypatch)
    again = bills(a_bill(person), on=OVER)
    assert again.refusal["code"] == "already_loaded"
    retain(OVER, monkeypatch)
    assert not vault.keeps(batch.digest)
    assert told() == [person.pk]
