"""A department hands in what it should not: each file gets a sentence, nothing of it is loaded, nothing is lost."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.journeys.conftest import PageAs, Site
from tests.journeys.files import SETTLEMENT_HEADER, Handed, Row, as_csv, as_xlsx, bill, zip_bomb
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

FEED, MONTH = "medical_insurance_settlement", "2026-10"
COLUMNS_READ, COLUMNS_SENT = 200, 10_000


@dataclass(frozen=True)
class Refused:
    """A file that cannot be taken, and words that have to stand in the sentence about it."""

    file: Handed
    words: tuple[str, ...]


def a_bill(number: str, day: str = "2026-10-20") -> Row:
    """A settled bill with nothing wrong with it."""
    return bill("路人甲", "990001199003070001", day, "100.00", "50.00", number)


def refused_files() -> Iterator[Refused]:
    """Every way in which a file as a whole cannot be taken."""
    good = [a_bill("T1")]
    columns = [f"栏{number}" for number in range(COLUMNS_SENT)]
    yield Refused(Handed("empty.csv", b""), ("empty",))
    yield Refused(Handed("only-header.csv", as_csv([])), ("empty",))
    yield Refused(Handed("utf-16.csv", as_csv(good, encoding="utf-16")), ("UTF-8", "GB18030"))
    yield Refused(Handed("utf-16-unmarked.csv", "name,id\r\n1,2\r\n".encode("utf-16-le")), ("UTF-8", "GB18030"))
    yield Refused(Handed("zero-byte.csv", as_csv(good).replace(b"T1", b"T\0")), ("UTF-8", "GB18030"))
    yield Refused(Handed("neither.csv", as_csv(good) + b"\xff\xff\r\n"), ("UTF-8", "GB18030"))
    yield Refused(
        Handed("missing.csv", as_csv([row[:5] for row in good], header=SETTLEMENT_HEADER[:5])),
        ("missing", "个人自付", "结算单号"),
    )
    yield Refused(Handed("pdf.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), ("PDF", "table"))
    yield Refused(Handed("wide.csv", as_csv([columns], header=columns)), (f"{COLUMNS_SENT}", f"{COLUMNS_READ}"))
    yield Refused(Handed("cut.xlsx", as_xlsx(good)[:-400]), ("opened", "again"))
    yield Refused(Handed("bomb.xlsx", zip_bomb()), ("600 MB", "500 MB"))
    yield Refused(Handed("lying-bomb.xlsx", zip_bomb(says=1000)), ("500 MB",))
    yield Refused(
        Handed("of-august.csv", as_csv([a_bill("T1", "2026-08-03"), a_bill("T2", "2026-08-30")])),
        ("sent as 2026-10", "100%", "2026-08"),
    )


def records(site: Site) -> int:
    """How many events the platform knows."""
    return int(site.installation.python("tests.journeys.count_records"))


def tiles(officer: Visitor) -> dict[str, int]:
    """The counts of a file, by their labels."""
    labels = officer.page.locator(".tile .label").all_inner_texts()
    return dict(zip(labels, map(int, officer.page.locator(".tile .value").all_inner_texts()), strict=True))


def error_told(officer: Visitor) -> list[str]:
    """The number of the one row to mend, and what is said of it."""
    return officer.page.locator(".mend tbody tr td").all_inner_texts()[:2]


def rows_to_mend(officer: Visitor) -> list[dict[str, str]]:
    """The rows to mend as the sender downloads them."""
    with officer.page.expect_download() as download:
        officer.page.click("a[href$='/rows-to-mend/?kind=csv']")
    content = download.value.path().read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_file_that_cannot_be_taken_is_kept_with_the_reason(site: Site, page_as: PageAs) -> None:
    officer = page_as("demo-data")
    before = records(site)
    for refused in refused_files():
        officer.hand_in(refused.file.payload, FEED, MONTH)
        assert re.search(r"/feeds/files/\d+/$", officer.page.url), refused.file
        sentence = officer.text("main > p.note.bad")
        for words in refused.words:
            assert words in sentence, f"{refused.file.name}: {sentence}"
        assert not officer.page.locator(".tile").count()
        assert site.installation.keeps(refused.file.digest)
        officer.open("/feeds/")
        listed = officer.page.locator("tr[data-href]", has_text=refused.file.name)
        assert listed.locator("td.num").all_inner_texts() == ["0"] * 5
    assert records(site) == before
    assert officer.problems == []


def test_the_same_file_twice_changes_nothing(site: Site, page_as: PageAs) -> None:
    officer = page_as("demo-data")
    sent = (site.county / "files" / MONTH / "medical_insurance_settlements.csv").read_bytes()
    before = records(site)
    officer.open("/feeds/")
    files = officer.page.locator("tr[data-href]").count()
    officer.hand_in(Handed("the-same-again.csv", sent).payload, FEED, MONTH)
    assert "very same file was loaded on 2026-10-12" in officer.text("main > p.note.bad")
    officer.open("/feeds/")
    assert officer.page.locator("tr[data-href]").count() == files
    assert records(site) == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_formula_is_given_back_and_the_other_rows_are_taken(site: Site, page_as: PageAs, kind: str) -> None:
    officer = page_as("demo-data")
    ((name, number),) = site.people(1)
    good = bill(name, number, "2026-10-20", "10.00", "5.00", f"T-{kind}-1")
    formula = bill(name, number, "2026-10-20", "=1000*9", "9000.00", f"T-{kind}-2")
    before = records(site)
    file = Handed(f"formula.{kind}", (as_csv if kind == "csv" else as_xlsx)([good, formula]))
    officer.hand_in(file.payload, FEED, MONTH)
    assert tiles(officer) == {"New rows": 1, "Rows already known": 0, "Rows of earlier months": 0, "Rows to mend": 1}
    assert error_told(officer) == ["3", "医疗总费用\nThe cell holds a formula, not a value. Paste it as a value."]
    mend = rows_to_mend(officer)
    assert [row["结算单号"] for row in mend] == [f"T-{kind}-2"]
    assert mend[0]["医疗总费用"].startswith("'=")  # a spreadsheet program will not work it out
    assert site.installation.keeps(file.digest)
    assert records(site) == before + 1


def test_a_text_longer_than_any_value_is_given_back(site: Site, page_as: PageAs) -> None:
    officer = page_as("demo-data")
    file = Handed(
        "slipped.csv", as_csv([bill("石" * 61, "990001199003070001", "2026-10-20", "1.00", "1.00", "T-long")])
    )
    officer.hand_in(file.payload, FEED, MONTH)
    assert error_told(officer) == [
        "2", "姓名\nThe text has 61 characters, more than any value. Did the columns slip?",
    ]  # fmt: skip
    assert [row["结算单号"] for row in rows_to_mend(officer)] == ["T-long"]


def test_without_a_file_or_a_month_nothing_happens(site: Site, page_as: PageAs) -> None:
    officer = page_as("demo-data")
    officer.open("/feeds/")
    before = records(site)
    for path in ("/feeds/lay-down/", "/feeds/hand-in/"):
        answer = officer.post(path, feed=FEED, month="2026-13")
        assert answer.status == 422
        assert "Choose a file" in answer.text()
    assert records(site) == before
