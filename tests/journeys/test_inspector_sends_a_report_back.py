"""An inspector reads the supervision board, opens the reports behind a number, and sends one back."""

import pyarrow.parquet as parquet
import pytest

from tests.journeys.conftest import PageAs, Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

MONTH, MISSING = "2026-09", "没有写明家里的地由谁种，请补充。"


def read_board(inspector: Visitor) -> None:
    """The board tells by township what was sent out and is late; each late door says how late and who should go."""
    inspector.open("/work/")
    inspector.follow("监测预警", "nav.menu")
    inspector.follow("督办", "nav.inside")
    late = inspector.page.locator("section", has_text="当前逾期").locator("tbody tr")
    assert late.count() == int(inspector.text("section h2 .fig"))
    told = late.all_inner_texts()
    assert all("已超" in row for row in told), told
    assert any("吴助理" in row for row in told), told  # other stories may have given a door to somebody else
    with inspector.page.expect_navigation():
        inspector.page.select_option("#month", MONTH)
    assert sum(map(int, column(inspector, "待核查"))) >= sum(map(int, column(inspector, "已核查"))) > 0


def column(inspector: Visitor, head: str) -> list[str]:
    """The cells of the board below a head."""
    table = inspector.page.locator("main table").first
    at = table.locator("th").all_inner_texts().index(head)
    return [row.locator("td").nth(at).inner_text() for row in table.locator("tbody tr").all()]


def open_reports(inspector: Visitor) -> list[str]:
    """The number of a township opens the very reports that it counts."""
    checked = inspector.page.locator("main table").first.locator("tbody a").first
    number = int(checked.inner_text())
    with inspector.page.expect_navigation():
        checked.click()
    assert f"共{number}条" in inspector.text(".head")
    inspector.page.get_by_label("结论").select_option("no_need")
    inspector.page.wait_for_url("**verdict=no_need**")
    return inspector.hrefs(r"/visits/\d+/")


def send_back(inspector: Visitor, reports: list[str]) -> str:
    """Send the first of the reports back that nobody acts on already, with a reason; returns its address."""
    for report in reports:
        inspector.open(report)
        closed = inspector.page.locator("details", has_text="退回补充")
        if not closed.count():
            continue
        closed.locator("summary").click()
        inspector.page.get_by_label("需补充的内容").fill(MISSING)
        inspector.press_named("退回补充")
        if "已退回" in inspector.notes("good"):
            return report
        assert "已有人" in inspector.notes("bad")  # somebody is on the way there: the page says so and stands
    raise AssertionError("no report of the demonstration can be sent back")


def login_of(site: Site, name: str, page_as: PageAs) -> str:
    """The login of a village worker by the name on screen (吴助理07), one of whom is offered under another."""
    homes = parquet.read_table(site.county / "register" / "households.parquet").to_pylist()
    if name in page_as("demo-village").text(".who"):
        return "demo-village"
    return f"village-{sorted({home['village_code'] for home in homes})[int(name[-2:]) - 1]}"


def test_a_report_is_sent_back_and_the_worker_sees_it_again(site: Site, page_as: PageAs) -> None:
    inspector = page_as("demo-inspector", language="zh-hans")
    read_board(inspector)
    report = send_back(inspector, open_reports(inspector))
    assert MISSING in inspector.text()
    assert "陆督查" in inspector.text(".note.wait")
    assert not inspector.page.locator("details", has_text="退回补充").count()  # once
    name = inspector.text("dl.pairs dd").split("、")[0]
    inspector.open("/supervision/")
    assert sum(map(int, column(inspector, "退回"))) >= 1
    assert not inspector.page.locator("details.verb").count()  # giving a visit to another is the township's

    worker = page_as(login_of(site, name, page_as), language="zh-hans", size="phone")
    worker.open("/work/")
    door = worker.page.locator("a.door", has_text="退回补充").first
    with worker.page.expect_navigation():
        door.click()
    assert MISSING in worker.text(".note.wait")
    assert "陆督查" in worker.text(".note.wait")
    assert worker.sideways() <= 0
    task = worker.path()
    worker.page.locator("input[name=verdict][value=no_need]").check()
    worker.page.fill("input[name=second_surveyor]", "王协理")
    worker.page.fill("textarea[name=note]", "地由邻居代种，已核实。")
    worker.press_named("保存入户记录")
    assert task not in worker.hrefs(r"/tasks/\d+/")
    inspector.open(report)
    inspector.open(inspector.hrefs(r"/households/\d+/")[0])
    assert inspector.page.locator("ol.chain li.visit").count() >= 2
    for somebody in (inspector, worker):
        assert somebody.problems == []
