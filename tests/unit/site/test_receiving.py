"""Taking files in: nothing is lost, nothing is doubled, every fault is told."""

import io
from datetime import date

import pytest
import xlsxwriter

from minzheng.exchange.actions import receive_file
from minzheng.exchange.linking import link_records
from minzheng.exchange.models import Batch, RowError
from minzheng.exchange.queries import events, faulty_rows
from minzheng.kernel.access.choices import Role
from minzheng.kernel.documents import vault
from minzheng.kernel.tables.problems import FILE_PROBLEMS, file_sentence
from tests.unit.site.builders import a_household, a_person, an_actor

FEED, MONTH, TODAY = "medical_insurance_settlement", date(2026, 10, 1), date(2026, 10, 12)
HEADER = ["姓名", "身份证号", "结算日期", "医疗总费用", "个人自付", "结算单号"]

pytestmark = pytest.mark.usefixtures("everything")


def csv(rows: list[list[str]], header: list[str] = HEADER, encoding: str = "gb18030") -> bytes:
    return "\r\n".join(",".join(row) for row in [header, *rows]).encode(encoding)


def xlsx(rows: list[list[str]], formula: bool = False, title: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate([*([["医保结算明细表"]] if title else []), HEADER, *rows]):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, cell)
    if formula:
        sheet.write_formula(1, 4, "=1+1", value="3000.00")
    book.close()
    return out.getvalue()


def receive(content: bytes, month: date = MONTH) -> Batch:
    actor = an_actor(Role.DATA_OFFICER)
    return receive_file(feed=FEED, month=month, file_name="f.csv", content=content, actor=actor, date=TODAY)


@pytest.fixture
def person():
    someone = a_person()
    a_household(head=someone)
    return someone


def bill(person, number: str = "A1", day: str = "2026-10-03", paid: str = "3000.00", name: str = "") -> list[str]:
    return [name or person.name, person.resident_id, day, "9000.00", paid, number]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_a_file_is_read_whatever_its_encoding(person, encoding: str) -> None:
    batch = receive(csv([bill(person)], encoding=encoding))
    assert (batch.status, batch.loaded, batch.faulty) == ("loaded", 1, 0)
    (record,) = events(FEED)
    assert record.values["self_paid_fen"] == 300000
    assert person.resident_id not in str(record.values)


@pytest.mark.parametrize("title", [False, True])
def test_a_workbook_is_read_with_or_without_a_title_above_the_header(person, title: bool) -> None:
    assert receive(xlsx([bill(person)], title=title)).loaded == 1


def test_the_same_file_twice_changes_nothing(person) -> None:
    content = csv([bill(person)])
    receive(content)
    again = receive(content)
    assert again.pk is None
    assert again.refusal["code"] == "already_loaded"
    assert (Batch.objects.count(), len(events(FEED))) == (1, 1)


def test_a_bill_that_comes_again_in_another_file_is_counted_not_doubled(person) -> None:
    receive(csv([bill(person)]))
    batch = receive(csv([bill(person), bill(person, "A2"), bill(person, "A2")]))
    assert (batch.loaded, batch.repeated, batch.faulty) == (1, 2, 0)


def test_the_same_number_with_other_values_is_a_conflict(person) -> None:
    receive(csv([bill(person)]))
    batch = receive(csv([bill(person, paid="3500.00")]))
    assert (batch.loaded, batch.faulty) == (0, 1)
    assert RowError.objects.get().code == "conflict"


def test_late_rows_are_taken_and_counted(person) -> None:
    batch = receive(csv([bill(person), bill(person, "A2"), bill(person, "A3", "2026/7/1")]))
    assert (batch.loaded, batch.late) == (3, 1)


def test_faulty_rows_come_back_as_they_were_and_the_others_are_taken(person) -> None:
    wrong = bill(person, "A2")
    wrong[1] = wrong[1][:-1] + ("1" if wrong[1][-1] != "1" else "2")
    formula = bill(person, "A3", paid="=HYPERLINK(1)")
    batch = receive(csv([bill(person), wrong, formula]))
    assert (batch.rows, batch.loaded, batch.faulty) == (3, 1, 2)
    header, rows = faulty_rows(batch)
    assert header == HEADER
    assert [(error.row, error.code) for error, _cells in rows][1] == (4, "formula")
    assert rows[0][1] == wrong


def test_a_formula_in_a_workbook_is_not_believed(person) -> None:
    batch = receive(xlsx([bill(person), bill(person, "A2")], formula=True))
    assert (batch.loaded, batch.faulty) == (1, 1)
    assert RowError.objects.get().code == "formula"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        ("姓名,身份证号".encode("utf-16"), "encoding"),
        (b"\xff\x80\x00,\xfe", "encoding"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"PK\x03\x04 cut off", "damaged"),
        (csv([], header=HEADER[:4]), "missing_columns"),
        (",".join(f"c{n}" for n in range(10_000)).encode(), "too_many_columns"),
        (csv([]), "empty"),
    ],
)
def test_a_file_that_cannot_be_taken_is_kept_and_says_why(content: bytes, code: str) -> None:
    batch = receive(content)
    assert (batch.status, batch.refusal["code"]) == ("refused", code)
    assert vault.fetch(batch.digest) == content
    assert file_sentence(code, batch.refusal["parameters"]) != FILE_PROBLEMS[code] or "%" not in FILE_PROBLEMS[code]
    assert not events(FEED)


def test_a_workbook_that_unpacks_to_a_mountain_is_refused_before_it_is_unpacked() -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w") as f:
        for _ in range(600):
            f.write(b"\0" * 1024 * 1024)
    assert receive(out.getvalue()).refusal["code"] == "too_large"


def test_a_file_of_another_month_is_refused(person) -> None:
    batch = receive(csv([bill(person, f"A{n}", "2026-09-03") for n in range(3)]))
    assert batch.refusal["code"] == "wrong_month"
    assert "2026-09" in file_sentence("wrong_month", batch.refusal["parameters"])


def test_rows_are_matched_by_the_hash_of_the_number_and_another_name_is_noted(person) -> None:
    receive(csv([bill(person), bill(person, "A2", name="石老三")]))
    assert link_records() == 2
    assert sorted((event.person_id, event.agrees) for event in events(FEED)) == [(person.pk, False), (person.pk, True)]
    assert link_records() == 0
