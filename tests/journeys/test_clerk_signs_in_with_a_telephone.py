"""A clerk signs in for the first time where codes are asked for, loses the telephone, and goes on with a recovery code.

Long work goes on beside it, whoever is killed.
"""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import MONTHS, PEOPLE
from tests.journeys.installation import Installation, installation
from tests.journeys.visitor import PASSWORD, SIZES, Visitor

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, Installation]]:
    """The demonstration of the journeys, where it asks staff for codes."""
    with installation() as installed:
        installed.environment["MINZHENG_SECOND_FACTOR"] = "on"
        installed.demonstrate(PEOPLE, MONTHS)
        with installed.serving() as address:
            yield address, installed


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZES["phone"], locale="zh-CN")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def give_password(visitor: Visitor, login: str) -> None:
    visitor.open("/sign-in/?next=/jobs/")
    visitor.page.fill("#username", login)
    visitor.page.fill("#password", PASSWORD)
    visitor.press("form:has(#username) button")


def give_code(visitor: Visitor, code: str) -> None:
    visitor.page.fill("#code", code)
    visitor.press("form:has(#code) button.first")


def worker_of(installed: Installation) -> int:
    """The number of the worker that the site of an installation keeps beside it."""
    home = f"MINZHENG_HOME={installed.home}".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if b"config.cli\0worker\0--one" in (entry / "cmdline").read_bytes() and home in (
                    entry / "environ"
                ).read_bytes().split(b"\0"):
                    return int(entry.name)
            except OSError:
                continue
    return 0


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_clerk_signs_in_with_a_telephone_and_loses_it(served: tuple[str, Installation], page: Page) -> None:
    visitor = Visitor(page, served[0])
    give_password(visitor, "demo-clerk")
    assert "/sign-in/code/" in page.url
    assert visitor.sideways() == 0
    for path in ("/work/", "/households/", "/jobs/", "/my-second-factor/"):
        assert visitor.status_of(path) == 302
    expect(page.locator(".qr svg")).to_be_visible()
    secret = visitor.text(".secret").replace(" ", "")
    give_code(visitor, "000000")
    assert visitor.notes("bad")
    assert visitor.text(".secret").replace(" ", "") == secret  # the telephone that was set up stays right
    give_code(visitor, pyotp.TOTP(secret).now())
    codes = page.locator(".recovery li").all_inner_texts()
    assert len(codes) == 10
    assert visitor.sideways() == 0
    visitor.press("a.button.first")
    assert page.url.endswith("/jobs/")

    visitor.submit("/sign-out/")
    give_password(visitor, "demo-clerk")
    assert secret not in page.content().replace(" ", "")
    give_code(visitor, codes[3].lower())
    assert page.url.endswith("/jobs/")
    visitor.open("/my-second-factor/")
    assert re.search(r"\b9\b", visitor.text("dl"))
    assert visitor.problems == []


def test_the_worker_beside_the_site_is_started_again_and_its_work_with_it(served: tuple[str, Installation]) -> None:
    _address, installed = served
    wait_until(lambda: worker_of(installed) > 0)
    first = worker_of(installed)
    os.kill(first, signal.SIGKILL)
    asked = installed.run("keys", "rotate", "--background")
    assert "waits for a worker" in asked
    wait_until(lambda: worker_of(installed) not in (0, first))
    wait_until(lambda: re.search(r"encryption\s+1 .*retired", installed.run("keys", "list")) is not None)
    assert "Everything is as it was sealed." in installed.run("audit", "verify")
