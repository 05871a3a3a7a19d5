"""An officer goes through possible links: reads why, accepts one, refuses one, takes one back."""

import pytest

from tests.journeys.conftest import PageAs, Site
from tests.journeys.files import Handed, Row, as_csv, bill
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

FEED, MONTH = "medical_insurance_settlement", "2026-10"
WHY = "One character of the name differs, one digit of the number differs"


def mistyped(number: str) -> str:
    """A number whose check digit is wrong."""
    return number[:17] + ("1" if number[17] != "1" else "2")


def rows_of(site: Site) -> list[Row]:
    """Bills of three people, each with a slip in the number and another last character in the name."""
    people = [(name, number) for name, number in site.people(400) if len(name) == 3][:3]
    return [
        bill(f"{name[:2]}囍", mistyped(number), "2026-10-20", "900.00", f"{700 + at}.00", f"T-link-{at}")
        for at, (name, number) in enumerate(people)
    ]


def linked(site: Site) -> int:
    """Look whom the rows mean, and return how many events are known then."""
    return int(site.installation.python("tests.journeys.link_rows"))


def open_pair(officer: Visitor, pair: str) -> None:
    """Open a pair, saying what for where that is asked."""
    officer.open(pair)
    if officer.page.locator("input[name=purpose][value=check]").count():
        officer.page.check("input[name=purpose][value=check]")
        officer.press("form:has(input[name=purpose]) button")


def press(officer: Visitor, pair: str, act: str) -> None:
    """Open a pair and press one of its buttons; what asks again is answered."""
    open_pair(officer, pair)
    officer.page.once("dialog", lambda dialog: dialog.accept())
    form = officer.page.locator(f"form[action='{pair}{act}/']").first
    if not form.is_visible():
        officer.page.locator(f"details:has(form[action='{pair}{act}/']) summary").first.click()
    officer.press(f"form[action='{pair}{act}/'] button")


def queue(officer: Visitor) -> list[str]:
    """The pairs of these bills that wait for a judgement."""
    officer.open(f"/links/?feed={FEED}")
    return officer.hrefs(r"/links/\d+/")


def test_an_officer_judges_possible_links(site: Site, page_as: PageAs) -> None:
    sender, officer = page_as("demo-data"), page_as("demo-officer")
    sender.hand_in(Handed("slips.csv", as_csv(rows_of(site))).payload, FEED, MONTH)
    assert sender.page.locator(".mend tbody tr").count() == 3, "whatever becomes of them, they are to be mended"
    page = sender.page.url.removeprefix(sender.address)
    before = linked(site)
    pairs = queue(officer)
    assert len(pairs) >= 3
    accepted, refused, taken_back = pairs[:3]

    open_pair(officer, accepted)
    assert WHY in officer.text()
    assert "Side by side" in officer.text()
    press(officer, accepted, "accept")
    assert "counts for this person" in officer.notes("good")
    press(officer, refused, "refuse")
    assert "Nobody will be asked" in officer.notes("good")
    press(officer, taken_back, "accept")
    assert set(queue(officer)).isdisjoint({accepted, refused, taken_back})

    assert linked(site) == before + 2
    sender.open(page)
    assert "2 rows to mend were linked to somebody" in sender.text()
    press(officer, taken_back, "reopen")
    assert "waits for a judgement again" in officer.notes("good")
    assert linked(site) == before + 1
    left = queue(officer)
    assert taken_back in left
    assert refused not in left
    officer.resize("phone")
    for where in (f"/links/?feed={FEED}", taken_back):
        officer.open(where)
        assert officer.sideways() == 0, where
    assert (officer.problems, sender.problems) == ([], [])
