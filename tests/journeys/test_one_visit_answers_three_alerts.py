"""Three tips about one household become three alerts, one door on a village worker's phone, and one visit for all."""

import pytest

from tests.journeys.conftest import PageAs, Site
from tests.journeys.homes import Home, free_home
from tests.journeys.visitor import Visitor, address_of

pytestmark = pytest.mark.journey

#: What neighbours and teachers told, each about another member.
TOLD = ("在外打工摔伤，三个月没有收入。", "住院两次，家里借了钱。", "交不起住校的生活费。")


def write_down(clerk: Visitor, household: str) -> None:
    """The clerk writes three tips down, each about another member; an empty one is not taken."""
    clerk.open(household)
    clerk.follow("登记线索")
    clerk.press_named("登记")
    assert "请" in clerk.notes("bad")
    clerk.problems.clear()  # the browser complains of what it was refused
    for number, words in enumerate(TOLD):
        clerk.open(f"{household}tip/")
        clerk.page.get_by_label("涉及何人").select_option(index=number)
        clerk.page.get_by_label("反映内容").fill(words)
        clerk.press_named("登记")
        assert "已登记，并进入预警清单。" in clerk.notes("good")
    assert clerk.page.locator("ol.chain li.alert").count() == len(TOLD)


def send_out(officer: Visitor, home: Home, household: str) -> None:
    """The officer finds the three under one household on the list, and sends its village's worker."""
    officer.open("/dispatch/")
    row = officer.page.locator(f"tr[data-href='{household}']")
    assert row.locator("a.why").count() == len(TOLD)
    row.locator("input[name=household]").check()
    assert officer.text("[data-count]") == "1"
    officer.press(".sendbar [data-act]")
    assert not officer.page.locator(f"tr[data-href='{household}']").count()


def find_door(worker: Visitor, home: Home) -> str:
    """One door on the phone, with all three reasons behind it and nothing of who told; returns its address."""
    worker.open("/work/")
    doors = worker.page.locator("a.door", has_text=home.address)
    assert doors.count() == 1
    task = address_of(doors)
    with worker.page.expect_navigation():
        doors.click()
    why = worker.page.locator("section", has_text="为什么入户")
    assert why.locator("a.why").count() == len(TOLD)
    assert worker.sideways() <= 0
    panel = worker.why(why.locator("a.why").first)
    assert any(words in panel.inner_text() for words in TOLD)
    worker.close_panel()
    return task


def visit(worker: Visitor) -> None:
    """Nothing is typed that a tap does: a verdict, who was there, saved; without a verdict the sheet says so."""
    worker.press_named("保存入户记录")
    assert "请" in worker.text(".note.bad")
    assert worker.sideways() <= 0
    worker.page.get_by_label("情况属实，但不需要救助").check()
    worker.page.get_by_label("第二名调查人员").fill("王协理")
    worker.press_named("保存入户记录")
    assert "已保存" in worker.notes("good")


def test_one_visit_on_the_phone_answers_three_alerts(site: Site, page_as: PageAs) -> None:
    home, household = free_home(site, page_as, members=len(TOLD))
    clerk, officer = page_as("demo-clerk", language="zh-hans"), page_as("demo-officer", language="zh-hans")
    write_down(clerk, household)
    officer.open("/alerts/?status=new&rule=T01")
    assert officer.page.locator(f"tbody a[href='{household}']").count() == len(TOLD)
    send_out(officer, home, household)

    worker = page_as(f"village-{home.village}", language="zh-hans", size="phone")
    task = find_door(worker, home)
    visit(worker)
    assert not worker.hrefs(task)
    officer.open("/alerts/?rule=T01&status=all")
    mine = officer.page.locator("tbody tr", has=officer.page.locator(f"a[href='{household}']"))
    assert mine.count() == len(TOLD)
    assert all("无需救助" in row for row in mine.all_inner_texts())
    officer.open("/alerts/?status=issued&rule=T01")
    assert not officer.page.locator(f"tbody a[href='{household}']").count()
    clerk.open(household)
    assert clerk.page.locator("ol.chain li.visit").count() == 1
    for somebody in (clerk, officer, worker):
        assert somebody.problems == []
