"""A data officer at the bench: a file is tried, its headers named, loaded, and its wrong rows mended on screen."""

import csv
import io
import re
from datetime import date
from html import unescape

import fastexcel
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minzheng.exchange.mending import fitted
from minzheng.exchange.models import Batch, RowError
from minzheng.exchange.queries import events
from minzheng.kernel import clock
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.tables import writing
from minzheng.kernel.tables.writing import CSV, XLSX
from minzheng.registers.models import Person
from minzheng.rulekit.months import add_months
from tests.unit.site.builders import a_household, a_person
from tests.unit.site.screens import Seat
from tests.unit.site.test_feeds import PENSION_HEADER, PENSIONS, a_pension


@pytest.fixture
def month() -> date:
    """The month before the present one, whose file is due."""
    return add_months(clock.today().replace(day=1), -1)


@pytest.fixture
def officer(db: None) -> Seat:
    """The data officer of a department, without a place."""
    return Seat(Role.DATA_OFFICER, departments=["human_resources"])


def somebody() -> Person:
    with in_scope(EVERYTHING):
        found = a_person()
        a_household(head=found)
        return found


@pytest.fixture
def person(db: None) -> Person:
    return somebody()


def a_file(*rows: str, header: str = PENSION_HEADER) -> SimpleUploadedFile:
    return SimpleUploadedFile("pensions.csv", "\r\n".join([header, *rows]).encode("gb18030"))


def lay_down(seat: Seat, month: date, file: SimpleUploadedFile, feed: str = PENSIONS) -> str:
    """The page of the trial."""
    return seat.post("/feeds/lay-down/", feed=feed, month=f"{month:%Y-%m}", file=file)


def word(page: str) -> str:
    """The signed word by which the file at hand is known."""
    found = re.search(r'name="file" value="([^"]+)"', page)
    assert found
    return unescape(found[1])


def tile(page: str, label: str) -> int:
    found = re.search(rf'<div class="label">{label}</div><div class="value">(\d+)</div>', page)
    assert found, label
    return int(found[1])


def batches() -> list[Batch]:
    with in_scope(EVERYTHING):
        return list(Batch.objects.order_by("id"))


def wrong(person: Person, month: date, amount: str = "八百") -> str:
    return a_pension(person, f"{month:%Y%m}", amount)


def right(person: Person, month: date) -> str:
    return a_pension(person, f"{month:%Y%m}")


def loaded(seat: Seat, month: date, *rows: str) -> Batch:
    seat.post("/feeds/hand-in/", file=word(lay_down(seat, month, a_file(*rows))))
    return batches()[-1]


def test_a_trial_tells_what_would_become_of_a_file_and_writes_nothing(officer, person, month) -> None:
    page = lay_down(officer, month, a_file(right(person, month), wrong(person, month)))
    assert tile(page, "New rows") == tile(page, "Rows with errors") == tile(page, "People found in the register") == 1
    assert "This is not an amount: …" in page
    assert batches() == []
    officer.post("/feeds/hand-in/", file=word(page))
    (batch,) = batches()
    assert (batch.loaded, batch.faulty, batch.division_code) == (1, 1, 522633000000)
    with in_scope(EVERYTHING):
        assert len(events(PENSIONS)) == 1


def test_the_same_file_again_is_told_before_it_is_handed_in(officer, person, month) -> None:
    loaded(officer, month, right(person, month))
    page = lay_down(officer, month, a_file(right(person, month)))
    assert "very same file" in page
    assert "/feeds/hand-in/" not in page
    assert len(batches()) == 1


def test_a_header_that_nobody_knows_is_named_and_remembered(officer, person, month) -> None:
    header = PENSION_HEADER.replace("发放金额", "实发金额（元）")
    page = lay_down(officer, month, a_file(right(person, month), header=header))
    assert "missing: 发放金额" in page
    assert '<option value="amount_fen" selected>' in page
    page = officer.post("/feeds/trial/headers/", file=word(page), header=["实发金额（元）"], field=["amount_fen"])
    assert "Remembered" in page
    assert tile(page, "New rows") == 1


def test_two_headers_for_one_field_are_not_remembered(officer, person, month) -> None:
    header = PENSION_HEADER.replace("发放金额", "实发金额（元）").replace("发放状态", "状态")
    page = lay_down(officer, month, a_file(right(person, month), header=header))
    both = {"header": ["实发金额（元）", "状态"], "field": ["amount_fen", "amount_fen"]}
    assert "given the same meaning" in officer.post("/feeds/trial/headers/", file=word(page), **both)


def test_a_refused_file_is_read_again_once_its_headers_are_named(officer, person, month) -> None:
    header = PENSION_HEADER.replace("发放金额", "实发金额（元）")
    officer.post("/feeds/hand-in/", file=word(lay_down(officer, month, a_file(right(person, month), header=header))))
    (refused,) = batches()
    assert refused.status == Batch.Status.REFUSED
    page = officer.get(f"/feeds/files/{refused.pk}/")
    assert "Remember, and read the file again" in page
    officer.post(f"/feeds/files/{refused.pk}/again/", header=["实发金额（元）"], field=["amount_fen"])
    (again,) = batches()
    assert (again.status, again.loaded) == (Batch.Status.LOADED, 1)


def test_a_row_is_mended_on_screen(officer, person, month) -> None:
    batch = loaded(officer, month, right(person, month), wrong(somebody(), month))
    page = officer.get(f"/feeds/files/{batch.pk}/")
    cells = dict(re.findall(r'name="(c-3-\d)" value="([^"]*)"', page))
    assert len(cells) == 7
    assert 'name="c-3-4" value="八百" aria-label="3 发放金额" class="wrong"' in page
    page = officer.post(f"/feeds/files/{batch.pk}/mend/", **{**cells, "c-3-4": "800", "c-3-0": "另一人"})
    assert "1 row was taken in." in page
    assert "Every row could be read." in page
    with in_scope(EVERYTHING):
        assert RowError.objects.get().mended_on is not None
        assert "另一人" in {event.name for event in events(PENSIONS)}
    assert batches()[-1].file_name == "pensions.csv (行号 3)"


def test_a_row_still_wrong_stays_as_it_was_typed(officer, person, month) -> None:
    batch = loaded(officer, month, wrong(person, month))
    page = officer.get(f"/feeds/files/{batch.pk}/")
    cells = dict(re.findall(r'name="(c-2-\d)" value="([^"]*)"', page))
    page = officer.post(f"/feeds/files/{batch.pk}/mend/", 422, **{**cells, "c-2-4": "八百五"})
    assert "This is not an amount: 八百五" in page
    assert len(batches()) == 1
    page = officer.post(f"/feeds/files/{batch.pk}/mend/", **cells)
    assert "Nothing was changed." in page
    assert len(batches()) == 1


def test_a_row_of_an_earlier_month_is_mended_too(officer, person, month) -> None:
    batch = loaded(officer, month, right(person, month), right(somebody(), month), wrong(person, add_months(month, -1)))
    page = officer.get(f"/feeds/files/{batch.pk}/")
    cells = dict(re.findall(r'name="(c-4-\d)" value="([^"]*)"', page))
    assert "1 row was taken in." in officer.post(f"/feeds/files/{batch.pk}/mend/", **{**cells, "c-4-4": "800"})
    assert batches()[-1].month == add_months(month, -1)


def lines_of(content: bytes, kind: str) -> list[list[str]]:
    """The lines of a table as a spreadsheet program shows them."""
    if kind == CSV:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    columns = fastexcel.read_excel(content).load_sheet(0, header_row=None, dtypes="string").to_arrow().columns
    return [["" if v is None else v for v in line] for line in zip(*(c.to_pylist() for c in columns), strict=True)]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_the_rows_are_mended_in_a_spreadsheet_and_come_again(officer, person, month, kind, language) -> None:
    """Whatever language the table was taken in, its row numbers are known when it comes back."""
    batch = loaded(
        officer, month, right(person, month), *(wrong(somebody(), month, amount) for amount in ("-8.123", "=1+1"))
    )
    officer.post("/language/", language=language, next="/feeds/")
    content = officer.take(f"/feeds/files/{batch.pk}/rows-to-mend/", kind=kind)
    lines = lines_of(content, kind)
    assert lines[0][7] in ("行号", "Row")
    mended = [lines[0], *([*line[:4], "900", *line[5:]] for line in lines[1:])]
    file = SimpleUploadedFile("mended.csv", writing.write(CSV, mended[0], mended[1:]))
    officer.post("/language/", language="en", next="/feeds/")
    page = officer.post("/feeds/lay-down/", mends=batch.pk, file=file)
    assert "Load the mended rows" in page
    officer.post("/feeds/hand-in/", file=word(page))
    with in_scope(EVERYTHING):
        assert not RowError.objects.filter(mended_on=None).exists()


def test_another_departments_data_sets_and_files_are_not_there(officer, person, month) -> None:
    batch = loaded(officer, month, right(person, month))
    health = Seat(Role.DATA_OFFICER, departments=["health"])
    page = health.get("/feeds/")
    assert f'value="{PENSIONS}"' not in page
    assert "human_resources" not in page
    assert health.post("/feeds/lay-down/", 422, feed=PENSIONS, month=f"{month:%Y-%m}", file=a_file("x"))
    for path in ("", "mend/", "again/"):
        assert health.client.post(f"/feeds/files/{batch.pk}/{path}").status_code in (403, 405)
    health.get(f"/feeds/files/{batch.pk}/", 403)


def test_a_file_at_hand_is_its_owners_alone(officer, person, month) -> None:
    page = lay_down(officer, month, a_file(right(person, month)))
    other = Seat(Role.DATA_OFFICER, departments=["human_resources"])
    assert "Choose a file" in other.post("/feeds/hand-in/", 422, file=word(page))
    assert "Choose a file" in officer.post("/feeds/hand-in/", 422, file=word(page) + "x")
    assert batches() == []


def test_cells_are_fitted_to_the_header() -> None:
    assert fitted(["a"], 2) == ["a", ""]
    assert fitted(["a", "b", "c"], 2) == ["a", "b c"]
