"""What each login may open, and that everything it may open is whole: at both sizes, in both languages."""

import re
from collections.abc import Iterator

import pyarrow.parquet as parquet
import pytest

from tests.journeys.conftest import PageAs, Site
from tests.journeys.visitor import LANGUAGES, SIZES, Visitor

pytestmark = pytest.mark.journey

HOUSEHOLD = r"/households/\d+/"
#: What belongs to one household and may be asked for by its address.
KINDS = {
    "household": HOUSEHOLD,
    "visit": r"/visits/\d+/",
    "case": r"/cases/\d+/",
    "letter": r"/decisions/\d+/letter/",
    "why an alert": r"/alerts/\d+/why/",
    "why an answer": r"/assessments/\d+/why/",
    "why a payment": r"/payments/\d+/why/",
}
#: Those who see most come first.
LOGINS = (
    "demo-officer", "demo-inspector", "demo-leader", "demo-city", "demo-auditor", "demo-finance", "demo-data",
    "demo-clerk", "demo-village", "demo-resident", "demo-system", "demo-security", "demo-record",
)  # fmt: skip
STAFF_PAGES = (
    "/work/", "/households/", "/alerts/", "/cases/", "/runs/", "/figures/", "/figures/dibao_amount_paid/", "/feeds/",
    "/jobs/", "/my-second-factor/",
)  # fmt: skip
NO_SUCH_NUMBER = 99_999_999_999_999_999_999


def households_of(somebody: Visitor) -> set[str]:
    """The addresses of all households that somebody is shown."""
    return {href for page in somebody.all_pages("/households/") for href in page.hrefs(HOUSEHOLD)}


def links_elsewhere(officer: Visitor, own: set[str]) -> dict[str, str]:
    """For each kind of page one that belongs to a household outside these, found as the county finds it."""
    found: dict[str, str] = {}
    officer.open("/alerts/")
    places = officer.hrefs(HOUSEHOLD)
    officer.open("/runs/")
    officer.open(officer.hrefs(r"/runs/\d+/")[0])
    places += officer.hrefs(HOUSEHOLD)
    for household in dict.fromkeys(place for place in places if place not in own):
        officer.open(household)
        found.setdefault("household", household)
        for kind, pattern in KINDS.items():
            if links := officer.hrefs(pattern):
                found.setdefault(kind, links[0])
        if len(found) == len(KINDS):
            break
    return found


def task_elsewhere(clerk: Visitor, own: set[str]) -> str:
    """A visit to be made in another village of the township."""
    clerk.open("/work/")
    for row in clerk.page.locator("tr[data-href^='/tasks/']").all():
        if row.locator("a[href^='/households/']").first.get_attribute("href") not in own:
            return row.get_attribute("data-href") or ""
    raise AssertionError("the clerk's list has no visit outside the worker's village")


def test_a_village_worker_is_shown_the_own_village_and_no_other(site: Site, page_as: PageAs) -> None:
    homes = parquet.read_table(site.county / "register" / "households.parquet").to_pylist()
    village = max(h["village_code"] for h in homes)
    worker = page_as(f"village-{village}")
    numbers = {
        link.inner_text()
        for page in worker.all_pages("/households/")
        for link in page.page.locator("td.fig a").all()
    }  # fmt: skip
    assert numbers == {h["household_no"] for h in homes if h["village_code"] == village}
    elsewhere = next(h["household_no"] for h in homes if h["village_code"] != village)
    worker.open(f"/households/?q={elsewhere}")
    assert not worker.hrefs(HOUSEHOLD)


def test_what_lies_in_another_village_is_refused(page_as: PageAs) -> None:
    worker, officer, clerk = page_as("demo-village"), page_as("demo-officer"), page_as("demo-clerk")
    own = households_of(worker)
    links = links_elsewhere(officer, own)
    assert set(links) == set(KINDS)
    links["task"] = task_elsewhere(clerk, own)
    refused = {kind: worker.status_of(link) for kind, link in links.items()}
    assert refused == dict.fromkeys(links, 403)
    worker.open(links["household"], status=403)
    assert "outside the places you work for" in worker.text()

    worker.open("/work/")
    sent = [f"{links['household']}reveal/", links["task"]]
    sent += [f"{links['case']}{act}/" for act in ("assess", "propose", "decide", "return")]
    assert {path: worker.post(path, purpose="visit").status for path in sent} == dict.fromkeys(sent, 403)


def test_the_own_village_is_open(page_as: PageAs) -> None:
    worker = page_as("demo-village")
    worker.open("/work/")
    whys: list[str] = []
    for task in worker.hrefs(r"/tasks/\d+/"):
        worker.open(task)
        whys += worker.hrefs(KINDS["why an alert"])
    assert whys
    assert {why: worker.status_of(why) for why in whys} == dict.fromkeys(whys, 200)
    worker.open("/alerts/")
    (household, *_others) = worker.hrefs(HOUSEHOLD)
    worker.open(household)
    links = [link for pattern in KINDS.values() for link in worker.hrefs(pattern)]
    assert {link: worker.status_of(link) for link in links} == dict.fromkeys(links, 200)


def test_a_number_that_nobody_has_is_no_fault(page_as: PageAs) -> None:
    worker = page_as("demo-village")
    pages = [f"/{room}/{NO_SUCH_NUMBER}/" for room in ("households", "cases", "visits", "tasks")]
    assert {page: worker.status_of(page) for page in pages} == dict.fromkeys(pages, 403)


def test_what_nobody_asks_for_is_answered_all_the_same(page_as: PageAs) -> None:
    officer = page_as("demo-officer")
    odd = {
        "/figures/?month=9999-12": 200, "/figures/?month=0001-01": 200, "/figures/?month=soon": 200,
        "/figures/no-such-figure/": 403, "/households/?after=last": 200, "/households/?q=%00": 400,
        "/alerts/?status=%00": 400, "/alerts/?status=soon": 200, "/people/?birth_date=never": 200,
        "/no/such/page/": 404,
    }  # fmt: skip
    assert {page: officer.status_of(page) for page in odd} == odd
    officer.open("/households/")
    household = officer.hrefs(HOUSEHOLD)[0]
    refused = officer.post(f"{household}reveal/", purpose="curiosity")
    assert refused.status == 200
    assert "Choose what you need the names for." in refused.text()
    assert officer.post("/sign-in/", username="a\0b", password="x").status == 400


def test_a_resident_opens_no_page_of_the_staff(page_as: PageAs) -> None:
    resident, officer = page_as("demo-resident"), page_as("demo-officer")
    links = links_elsewhere(officer, set())
    pages = [*STAFF_PAGES, *links.values()]
    assert {page: resident.status_of(page) for page in pages} == dict.fromkeys(pages, 403)
    assert officer.status_of("/my/") == 403


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(page_as: PageAs) -> None:
    somebody = page_as()
    for path in ("/", "/my/", *STAFF_PAGES):
        somebody.open(path)
        assert somebody.page.url.startswith(f"{somebody.address}/sign-in/"), path
    somebody.open("/alerts/?month=2026-10&status=issued")
    somebody.sign_in("demo-officer")
    assert somebody.page.url == f"{somebody.address}/alerts/?month=2026-10&status=issued"

    somebody.press("form[action='/sign-out/'] button")
    somebody.open("/sign-in/?next=https://elsewhere.example/")
    somebody.sign_in("demo-officer")
    assert somebody.page.url == f"{somebody.address}/work/"
    assert somebody.problems == []


def layout_of(page: str) -> str:
    """The layout of a page: the heads of its columns, its labels and its buttons, whatever its rows are."""
    return " ".join(re.findall(r"<(?:th|button|summary|label)\b[^>]*>([^<]*)", page))


@pytest.fixture(scope="package")
def drawn() -> set[tuple[str, str]]:
    """The pages, by address and layout, that were drawn and measured for somebody already."""
    return set()


def fetched(somebody: Visitor, entry: str) -> str:
    """A page of the menu, whose words are whole, as the site sends it."""
    answer = somebody.page.request.get(somebody.address + entry, max_redirects=0)
    page = answer.text()
    assert answer.status == 200, f"{entry} answered {answer.status}"
    assert re.search(r"<h1[^>]*>\s*\S", page), f"{entry} has no heading"
    assert not re.search(r"%\(|\{\{|\{%", page), f"{entry} shows a sentence that was not filled in"
    return page


def too_wide(somebody: Visitor, page: str) -> Iterator[str]:
    """Draw a page as it was sent, and say at which sizes it is wider than the screen."""
    somebody.page.set_content(page)
    assert somebody.page.evaluate("document.styleSheets.length")
    assert somebody.page.locator("h1").first.is_visible()
    for size in SIZES:
        somebody.resize(size)
        if wider := somebody.sideways():
            yield f"at the {size} it is {wider} pixels too wide"


@pytest.mark.parametrize("login", LOGINS)
def test_every_entry_of_the_menu_is_whole(page_as: PageAs, login: str, drawn: set[tuple[str, str]]) -> None:
    """What a narrower post is shown of a list is part of what a wider one is shown: one of each layout is drawn."""
    somebody = page_as(login)
    menu, wrong = somebody.menu(), []
    assert menu
    for language in LANGUAGES:
        somebody.speak(language)
        for entry in menu:
            page = fetched(somebody, entry)
            if (layout := (entry, layout_of(page))) not in drawn:
                drawn.add(layout)
                wrong += [f"{entry} in {language}: {words}" for words in too_wide(somebody, page)]
        somebody.open("/")
    somebody.speak("en")
    assert wrong == []
    assert somebody.problems == []
