"""A list goes to a department: looked at, answered half and half, its refused rows sent again."""

import csv
import io
import zipfile

import pytest
from playwright.sync_api import FilePayload

from tests.journeys.conftest import PageAs, Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def newest_list(officer: Visitor) -> str:
    """The address of the newest list for the medical insurance bureau, by the board."""
    officer.open("/outbound/")
    link = officer.page.locator("tr:has-text('subsidy of premiums') a").first
    return link.get_attribute("href") or ""


def receipt_of(officer: Visitor) -> FilePayload:
    """The department's receipt of the list on the page: its first row refused, the second accepted, one unknown."""
    reference = officer.text("dl.pairs:has-text('SHA-256') dd")
    rows = [["批次号", "序号", "回执结果", "原因代码"], [reference, 1, "拒收", "02"], [reference, 2, "接收", ""],
            [reference, 99999, "接收", ""]]  # fmt: skip
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return {"name": "回执.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode("gb18030")}


def tiles(officer: Visitor) -> list[int]:
    """Rows, accepted, refused, unanswered."""
    return [int(text.replace(",", "")) for text in officer.page.locator(".tile .value").all_inner_texts()]


def test_a_list_is_looked_at_answered_and_its_refused_rows_sent_again(page_as: PageAs, site: Site) -> None:
    officer = page_as("demo-officer")
    one = newest_list(officer)
    officer.open(one)
    assert "signature holds" in officer.text()
    assert "**" in officer.text("tbody td:nth-child(2)")
    officer.submit(f"{one}reveal/")
    assert "**" not in officer.text("tbody td:nth-child(2)")

    rows = tiles(officer)[0]
    officer.page.set_input_files("#file", [receipt_of(officer)])
    officer.submit(f"{one}receipt/")
    assert tiles(officer) == [rows, 1, 1, rows - 2]
    assert "has no row 99999" in officer.text()
    officer.press("nav.chips a:has-text('Rows refused')")
    assert officer.page.locator("td .tag.bad").count() == 1

    officer.page.click("summary:has-text('Send the refused rows again')")
    officer.submit(f"{one}send-refused/")
    assert "rows that were refused" in officer.notes("good")
    officer.open("/pushes/")
    again = officer.hrefs(r"/pushes/\d+/")[0]
    officer.open(again)
    assert tiles(officer) == [1, 0, 0, 1]
    assert "to be delivered" in officer.text(".head")
    officer.submit(f"{again}deliver/")
    with officer.page.expect_download() as handed_out:
        officer.page.click(f"form[action='{again}download/'] button")
    with zipfile.ZipFile(handed_out.value.path()) as archive:
        kinds = {name.rpartition(".")[2]: archive.read(name) for name in archive.namelist()}
    folder = next((site.installation.home / "outbox" / "medical_insurance").glob("*-2"))
    assert {path.suffix[1:]: path.read_bytes() for path in folder.iterdir()} == kinds
    site.installation.run("outbound", "verify", str(next(folder.glob("*.csv"))))
    assert officer.problems == []


def test_the_pages_fit_a_telephone_in_both_languages(page_as: PageAs) -> None:
    for language in ("en", "zh-hans"):
        officer = page_as("demo-officer", language=language, size="phone")
        officer.open("/outbound/")
        first = officer.hrefs(r"/pushes/\d+/")[0]
        for path in ("/outbound/", "/pushes/", first):
            officer.open(path)
            assert officer.sideways() == 0, path
        assert officer.problems == []
