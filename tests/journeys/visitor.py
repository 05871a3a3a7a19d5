"""Somebody at a screen: signed in, in a language, at a desk or with a phone in hand."""

import re
from collections.abc import Iterator
from typing import Self

from playwright.sync_api import APIResponse, ConsoleMessage, FilePayload, Locator, Page, Response, ViewportSize

#: Known to everybody; a demonstration works on loopback only.
PASSWORD = "minzheng-demo"

SIZES: dict[str, ViewportSize] = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
LANGUAGES = {"en": "en", "zh-hans": "zh-CN"}

_WIDER_THAN_SCREEN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Visitor:
    """A page of a browser, and what one does with it.  `problems` gathers what the browser complains of."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.problems: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.problems.append(f"{self.page.url}: {said.text}")

    def sign_in(self, login: str) -> None:
        """Sign in through the form."""
        if not self.page.url.startswith(f"{self.address}/sign-in/"):
            self.open("/sign-in/")
        self.page.fill("#username", login)
        self.page.fill("#password", PASSWORD)
        with self.page.expect_navigation():
            self.page.click("form:has(#username) button")
        assert self.page.locator("form[action='/sign-out/']").count(), f"{login} could not sign in"

    def speak(self, language: str) -> None:
        """Change the language of the screens, unless they speak it already."""
        if self.page.locator("html").get_attribute("lang") != LANGUAGES[language]:
            self.press(f"button[name=language][value={language}]")
        assert self.page.locator("html").get_attribute("lang") == LANGUAGES[language]

    def open(self, path: str, status: int = 200) -> Response:
        """Open a page; its answer has to have the status that is expected."""
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == status, f"{path} answered {response.status}, not {status}"
        return response

    def press(self, selector: str) -> None:
        """Press a button that leads to a page, and wait for that page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def press_named(self, name: str, within: str = "main") -> None:
        """Press a button by the words on it, as they stand on the screen, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(within).first.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str, within: str = "main") -> None:
        """Follow a link by the words on it, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(within).first.get_by_role("link", name=name, exact=True).first.click()

    def path(self) -> str:
        """Where one is, without the address of the site."""
        return self.page.url.removeprefix(self.address).partition("#")[0]

    def today(self) -> str:
        """The day (2026-10-27) at which the demonstration's calendar stands, as the bar on top has it."""
        found = re.search(r"\d{4}-\d\d-\d\d", self.text(".demo"))
        assert found is not None
        return found[0]

    def submit(self, action: str) -> None:
        """Press the button of the form with this address."""
        self.press(f"form[action='{action}'] button")

    def hand_in(self, file: FilePayload, feed: str, month: str) -> None:
        """Hand a department's file in for a month (2026-10): tried first, then loaded if there is anything to."""
        self.try_file(file, feed, month)
        if self.page.locator("form[action='/feeds/hand-in/']").count():
            self.submit("/feeds/hand-in/")

    def try_file(self, file: FilePayload, feed: str, month: str) -> None:
        """Lay a file down and read what would become of it; the calendar is moved on where the month is to come."""
        self.open("/feeds/")
        if not self.page.locator(f"#month option[value='{month}']").count():
            self.later(8)
        self.page.select_option("#feed", feed)
        self.page.select_option("#month", month)
        self.page.set_input_files("#file", [file])
        self.submit("/feeds/lay-down/")

    def post(self, path: str, **form: str) -> APIResponse:
        """Send a form past the screen, as somebody might who was not shown its button.  Redirects are followed."""
        token = self.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
        return self.page.request.post(
            self.address + path, form={"csrfmiddlewaretoken": token, **form}, headers={"Referer": self.page.url}
        )

    def status_of(self, path: str) -> int:
        """The status with which a page answers, without leaving the present one."""
        return self.page.request.get(self.address + path, max_redirects=0).status

    def peek(self, path: str, pattern: str) -> list[str]:
        """The addresses that match a pattern on a page, which is fetched and not drawn: for looking something up."""
        links = re.findall(r'href="([^"]+)"', self.page.request.get(self.address + path).text())
        return list(dict.fromkeys(href for href in links if re.fullmatch(pattern, href)))

    def hrefs(self, pattern: str) -> list[str]:
        """The addresses on the page that match a pattern as a whole, each once, in the order of the page."""
        found = self.page.locator("a[href]").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        return list(dict.fromkeys(href for href in found if re.fullmatch(pattern, href)))

    def why(self, link: Locator) -> Locator:
        """Ask why: the side panel opens; the same address opens as a page of its own.  Returns the panel."""
        href = address_of(link)
        assert self.status_of(href) == 200
        with self.page.expect_response(lambda response: response.url.endswith(href)) as answered:
            link.click()
        assert answered.value.status == 200
        panel = self.page.locator("#panel")
        panel.locator(".panel-head h1").wait_for()
        return panel

    def close_panel(self) -> None:
        """Close the side panel with its button."""
        self.page.locator("#panel [data-close]").click()
        assert not self.page.locator("#panel").inner_text().strip()

    def later(self, days: int) -> None:
        """Move the demonstration's calendar on, by one day or by eight."""
        self.press(f"form[action='/demo/date/'] button[value='{days}']")

    def text(self, selector: str = "main") -> str:
        """What stands in a part of the page."""
        return self.page.locator(selector).first.inner_text()

    def notes(self, kind: str) -> str:
        """What the page tells of the last act: `good` or `bad`."""
        return "\n".join(self.page.locator(f"p.note.{kind}[role=status]").all_inner_texts())

    def menu(self) -> list[str]:
        """Every page that the menu leads to: the parts of the desk, and the pages within each; none is drawn."""
        self.open("/")
        found: list[str] = []
        for part in self.page.locator("nav.menu a").evaluate_all("links => links.map(a => a.getAttribute('href'))"):
            page = self.page.request.get(self.address + part).text()
            inside = re.search(r'<nav class="inside.*?</nav>', page, re.DOTALL)
            found += [part, *re.findall(r'href="([^"]+)"', inside[0] if inside else "")]
        return list(dict.fromkeys(found))

    def resize(self, size: str) -> None:
        """Take another screen."""
        self.page.set_viewport_size(SIZES[size])

    def sideways(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return self.page.evaluate(_WIDER_THAN_SCREEN)

    def all_pages(self, path: str) -> Iterator[Self]:
        """Open a list and go through its pages, one yield for each."""
        self.open(path)
        yield self
        while (further := self.page.locator("nav.pages a[rel=next]")).count():
            with self.page.expect_navigation():
                further.click()
            yield self


def address_of(link: Locator) -> str:
    """Where a link leads."""
    return link.get_attribute("href") or ""
