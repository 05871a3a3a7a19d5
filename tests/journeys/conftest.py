"""A served demonstration and a real browser for the journeys.

Both live as long as the journeys do and no longer: while Playwright runs, an event loop runs in this thread, and tests
that use the database in this process would be refused by Django.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.installation import Installation, installation
from tests.journeys.visitor import SIZES, Visitor

PEOPLE, MONTHS = 1500, 4

PageAs = Callable[..., Visitor]


@dataclass(frozen=True)
class Site:
    """A served demonstration: its address and its installation."""

    address: str
    installation: Installation

    @property
    def county(self) -> Path:
        """The made-up county that the demonstration was loaded from."""
        return self.installation.home / "county"

    def people(self, number: int) -> list[tuple[str, str]]:
        """Name and number of the first people of its register."""
        table = parquet.read_table(self.county / "register" / "people.parquet").slice(0, number)
        return [(person["name"], person["resident_id"]) for person in table.to_pylist()]


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """A small demonstration with its months run, served."""
    with installation() as installed:
        installed.demonstrate(PEOPLE, MONTHS)
        with installed.serving() as address:
            yield Site(address, installed)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium.  A journey without a browser fails; it is never skipped."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("The journeys need Chromium: apt-get install chromium fonts-noto-cjk")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield launched
        launched.close()


@pytest.fixture
def page_as(site: Site, browser: Browser) -> Iterator[PageAs]:
    """Sit down as somebody: `page_as("demo-officer", language="en", size="phone")`; no login means not signed in."""
    contexts = []

    def sit_down(login: str = "", *, language: str = "en", size: str = "desk") -> Visitor:
        context = browser.new_context(viewport=SIZES[size], locale="zh-CN")
        context.set_default_timeout(15_000)
        contexts.append(context)
        visitor = Visitor(context.new_page(), site.address)
        if login:
            visitor.sign_in(login)
            visitor.speak(language)
        return visitor

    yield sit_down
    for context in contexts:
        context.close()
