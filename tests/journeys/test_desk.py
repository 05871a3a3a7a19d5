"""The desk as those who run a county use it: the cockpit down to a row, chips, the board, the keys, printing."""

import re

import pytest

from tests.journeys.conftest import PageAs
from tests.journeys.visitor import LANGUAGES, SIZES

pytestmark = pytest.mark.journey


def test_the_cockpit_opens_down_to_a_household(page_as: PageAs) -> None:
    leader = page_as("demo-leader")
    leader.open("/figures/?map=dibao_people_paid")
    assert leader.page.locator(".tile").count() == 7
    assert leader.page.locator(".tile svg polyline").count() >= 3
    bubble = leader.page.locator(".map a").first
    told = bubble.locator("title").text_content() or ""
    with leader.page.expect_navigation():
        bubble.locator("circle").click()
    assert re.search(r"place=\d{12}", leader.page.url)
    assert leader.text("h1").endswith(told.partition(":")[0])
    assert leader.text(".sum") == told.rpartition(": ")[2]
    heads = sum(
        int(row.locator("td.num").last.inner_text()) for row in leader.page.locator("tbody tr[data-href]").all()
    )
    assert str(heads) == leader.text(".sum")
    (household, *_more) = leader.hrefs(r"/households/\d+/")
    leader.open(household)
    assert "Minimum living allowance" in leader.text("dl.strip")
    assert leader.problems == []


def test_every_figure_and_every_late_thing_opens(page_as: PageAs) -> None:
    leader = page_as("demo-leader")
    leader.open("/figures/")
    links = leader.hrefs(r"/figures/\w+/.*")
    late = leader.page.locator("section:has-text('Late, or waiting') a").evaluate_all(
        "links => links.map(a => a.getAttribute('href'))"
    )
    assert len(links) >= 20
    assert len(late) >= 4
    assert {link: leader.status_of(link) for link in [*links, *late]} == dict.fromkeys([*links, *late], 200)
    leader.press("a[rel=prev]")
    assert "month=2026-09" in leader.page.url


def test_chips_narrow_the_work_list(page_as: PageAs) -> None:
    officer = page_as("demo-officer")
    officer.open("/work/")
    chips = officer.page.locator("nav.chips a").all_inner_texts()
    kinds = dict(chip.rsplit(" ", 1) for chip in chips)
    assert int(kinds["All"]) == officer.page.locator("tbody tr[data-href]").count()
    for kind in ("alert", "case"):
        officer.open(f"/work/?kind={kind}")
        chosen = officer.page.locator("nav.chips a[aria-current]").inner_text()
        assert int(chosen.rsplit(" ", 1)[1]) == officer.page.locator("tbody tr[data-href]").count()


def test_the_board_shows_what_came_and_opens_the_file(page_as: PageAs) -> None:
    data = page_as("demo-data")
    data.open("/feeds/")
    assert data.page.locator("table.board td.on_time").count() >= 3
    with data.page.expect_navigation():
        data.page.locator("table.board td.on_time a").first.click()
    assert re.search(r"/feeds/files/\d+/$", data.page.url)


def test_the_keys(page_as: PageAs) -> None:
    officer = page_as("demo-officer")
    officer.open("/work/")
    keyboard = officer.page.keyboard
    keyboard.press("?")
    assert officer.page.locator("#keys").is_visible()
    keyboard.press("Escape")
    assert not officer.page.locator("#keys").is_visible()
    keyboard.press("j")
    keyboard.press("j")
    keyboard.press("k")
    here = officer.page.locator("tr.here")
    verb = here.locator("[data-act]").get_attribute("href") or ""
    assert here.count() == 1
    with officer.page.expect_navigation():
        keyboard.press("e")
    assert officer.page.url == officer.address + verb
    officer.open("/work/")
    keyboard.press("/")
    assert officer.page.locator("input[type=search]").evaluate("field => field === document.activeElement")


def test_lists_print_without_the_frame(page_as: PageAs) -> None:
    officer = page_as("demo-officer")
    officer.open("/work/")
    officer.page.emulate_media(media="print")
    for hidden in ("header.bar", "nav.chips", ".news"):
        assert not officer.page.locator(hidden).first.is_visible(), hidden
    assert officer.page.locator("h1").is_visible()


@pytest.mark.parametrize("login", ["demo-officer", "demo-leader"])
def test_pages_below_the_menu_fit_both_screens_in_both_languages(page_as: PageAs, login: str) -> None:
    somebody = page_as(login)
    somebody.open("/figures/dibao_people_paid/")
    pages = ["/figures/dibao_people_paid/", "/figures/alerts_raised/", somebody.hrefs(r"/households/\d+/")[0]]
    wrong = []
    for language in LANGUAGES:
        somebody.speak(language)
        for size in SIZES:
            somebody.resize(size)
            for page in pages:
                somebody.open(page)
                if wider := somebody.sideways():
                    wrong.append(f"{page} in {language} at the {size} is {wider} pixels too wide")
    somebody.speak("en")
    assert wrong == []
    assert somebody.problems == []
