"""A messy file: tried, its headers named, its errors read, mended on screen and in a table, until every row is in."""

import csv
import io

import pytest

from tests.journeys.conftest import PageAs, Site
from tests.journeys.files import SETTLEMENT_HEADER, Handed, as_csv, as_xlsx, bill
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

FEED, MONTH, DAY = "medical_insurance_settlement", "2026-10", "2026-10-20"
#: Headers as this sender writes them: one that nobody knows stands for what the person paid.
HEADER = tuple("自付（元）" if name == "个人自付" else name for name in SETTLEMENT_HEADER)


def tiles(officer: Visitor) -> dict[str, int]:
    labels = officer.page.locator(".tile .label").all_inner_texts()
    return dict(zip(labels, map(int, officer.page.locator(".tile .value").all_inner_texts()), strict=True))


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_from_a_messy_file_to_every_row_taken_in(site: Site, page_as: PageAs, size: str) -> None:
    officer = page_as("demo-data", size=size)
    one, other, third = site.people(3)
    sent = [
        bill(*one, DAY, "100.00", "50.00", f"M-{size}-1"),
        bill(*other, DAY, "一百", "50.00", f"M-{size}-2"),
        bill(*third, "2026年13月1日", "100.00", "50.00", f"M-{size}-3"),
    ]
    officer.try_file(Handed(f"messy-{size}.csv", as_csv(sent, HEADER)).payload, FEED, MONTH)
    if size == "desk":  # the sender's header is remembered: the second time it is known
        assert "missing" in officer.text("main > p.note.bad")
        officer.page.select_option("select[name=field]", "self_paid_fen")
        officer.submit("/feeds/trial/headers/")
    counted = tiles(officer)
    assert (counted["New rows"], counted["Rows with errors"], counted["People found in the register"]) == (1, 2, 1)
    officer.submit("/feeds/hand-in/")
    assert tiles(officer)["Rows to mend"] == 2
    assert "This is not an amount: 一百" in officer.text()

    officer.page.fill("input.wrong[aria-label^='3 ']", "100.00")
    officer.press("form[action$='/mend/'] button.first")
    assert "1 row was taken in." in officer.notes("good")
    assert tiles(officer)["Rows to mend"] == 1

    with officer.page.expect_download() as download:
        officer.page.click("a[href$='kind=csv']")
    header, row = csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig")))
    row[HEADER.index("结算日期")] = DAY
    mended = Handed("mended.xlsx", as_xlsx([row], tuple(header)))
    officer.page.set_input_files("#file", [mended.payload])
    officer.submit("/feeds/lay-down/")
    officer.submit("/feeds/hand-in/")
    assert "Every row could be read." in officer.text()
    assert tiles(officer)["Rows to mend"] == 0
    assert officer.page.evaluate("document.documentElement.scrollWidth") <= officer.page.viewport_size["width"]
    assert officer.problems == []
