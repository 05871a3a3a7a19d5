"""Three administrators keep each other in check: one gives a post on screen and ends it, none does another's work."""

import pyarrow.parquet as parquet
import pytest

from tests.journeys.conftest import PageAs, Site
from tests.journeys.visitor import PASSWORD, Visitor

pytestmark = pytest.mark.journey

LOGIN, NAME = "village-helper", "冉新任"
#: Pages on which people, money or decisions stand.
PEOPLE = ("/work/", "/households/", "/people/", "/alerts/", "/cases/", "/runs/", "/figures/", "/dispatch/")
#: What each of the three has for its own.
OWN = {"demo-system": "/jobs/", "demo-security": "/users/", "demo-record": "/record/"}


def enter_user(security: Visitor) -> str:
    """A user is entered with a first password; one that is too weak is refused beside its field."""
    security.open("/users/")
    security.page.get_by_text("录入用户").first.click()
    for password in ("12345678", PASSWORD):
        security.page.locator("form[action='/users/enter/'] input[name=username]").fill(LOGIN)
        security.page.locator("form[action='/users/enter/'] input[name=name]").fill(NAME)
        security.page.locator("form[action='/users/enter/'] input[name=password]").fill(password)
        security.submit("/users/enter/")
        if password != PASSWORD:
            assert "10" in security.text()
            security.open("/users/")
            security.page.get_by_text("录入用户").first.click()
    assert "已录入" in security.notes("good")
    security.open(f"/users/?username={LOGIN}")
    return security.hrefs(r"/users/\d+/")[0]


def give_post(security: Visitor, user: str, village: int) -> None:
    """A post over one village; without a place it is refused in words, and what was typed stands."""
    for places in ("", str(village)):
        security.open(user)
        security.page.locator("summary", has_text="设置岗位").click()
        form = security.page.locator(f"form[action='{user}give-post/']")
        form.locator("select[name=role]").select_option(label="村级救助协理员")
        form.locator("input[name=divisions]").fill(places)
        form.locator("input[name=valid_from]").fill("2026-09-01")
        security.submit(f"{user}give-post/")
        if not places:
            assert "请说明岗位的范围" in security.notes("bad")
    assert "岗位已设置。" in security.notes("good")
    assert "村级救助协理员" in security.text()


def end_post(security: Visitor) -> None:
    """The post ends today, with a warning before."""
    security.open(f"/posts/?user-username={LOGIN}")
    security.open(security.hrefs(r"/posts/\d+/")[0])
    security.page.locator("summary", has_text="终止岗位").click()
    assert "自今日起" in security.text("details.verb[open] form")
    security.press("details.verb[open] form button")
    assert "岗位已终止。" in security.notes("good")


def test_a_post_is_given_on_screen_and_ended(site: Site, page_as: PageAs) -> None:
    homes = parquet.read_table(site.county / "register" / "households.parquet").to_pylist()
    village = min(home["village_code"] for home in homes)
    security = page_as("demo-security", language="zh-hans")
    user = enter_user(security)
    give_post(security, user, village)

    helper = page_as(LOGIN, language="zh-hans", size="phone")
    assert "待入户" in helper.text("h1") or helper.page.locator(".door, .empty").count()
    helper.open("/households/")
    numbers = {home["household_no"] for home in homes if home["village_code"] == village}
    assert {link.inner_text() for link in helper.page.locator("td.fig a").all()} <= numbers
    end_post(security)
    helper.open("/households/", status=403)
    assert "您今天没有任何岗位" in helper.text()
    assert helper.page.get_by_role("button", name="退出").count()  # to come back as somebody else
    assert security.problems == []

    record = page_as("demo-record", language="zh-hans")
    record.open("/record/?verb=end_post")
    with record.page.expect_navigation():
        record.page.locator("tbody tr a").first.click()
    assert "莫安全" in record.text()
    assert record.problems == []


@pytest.mark.parametrize("login", OWN)
def test_none_of_the_three_sees_people_or_does_anothers_work(page_as: PageAs, login: str) -> None:
    somebody, security = page_as(login, language="zh-hans"), page_as("demo-security", language="zh-hans")
    assert somebody.status_of(OWN[login]) == 200
    assert {page: somebody.status_of(page) for page in PEOPLE} == dict.fromkeys(PEOPLE, 403)
    security.open("/users/?username=demo-officer")
    officer = security.hrefs(r"/users/\d+/")[0]
    acts = [f"{officer}{act}/" for act in ("give-post", "password", "stop", "reset-factor")]
    if login != "demo-security":
        assert {act: somebody.post(act).status for act in acts} == dict.fromkeys(acts, 403)
    closed = {"demo-system": ("/users/", "/posts/", "/record/"), "demo-security": ("/record/",), "demo-record": ()}
    assert {page: somebody.status_of(page) for page in closed[login]} == dict.fromkeys(closed[login], 403)
    somebody.open("/households/", status=403)
    assert "您的身份是" in somebody.text()
