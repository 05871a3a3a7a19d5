"""Finance: from an approved month to the bank's file, and the bank's return with a payment that failed."""

import csv
import io
from datetime import date

import pyarrow.parquet as parquet
import pytest

from minzheng.rulekit.months import add_months
from tests.journeys.conftest import PageAs, Site
from tests.journeys.files import Handed
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

REASON = "账户已销户"
Lines = list[list[str]]


def prepare(finance: Visitor) -> str:
    """Prepare the month after the newest one; returns the page of the run."""
    finance.open("/runs/")
    newest = finance.page.locator("tbody td a").first.inner_text()
    month = f"{add_months(date.fromisoformat(f'{newest}-01'), 1):%Y-%m}"
    while month > f"{add_months(date.fromisoformat(finance.today()).replace(day=1), 1):%Y-%m}":
        finance.later(8)
    finance.page.locator("summary", has_text="编制月度发放").click()
    finance.page.locator("form[action='/runs/prepare/'] select[name=scheme]").select_option(label="最低生活保障")
    finance.page.locator("form[action='/runs/prepare/'] input[name=month]").fill(month)
    finance.submit("/runs/prepare/")
    assert "已编制" in finance.notes("good")
    finance.follow(month)
    return finance.path()


def approve(officer: Visitor, run: str) -> None:
    """The run stands on the officer's list; a second person approves it."""
    officer.open("/work/?kind=run")
    with officer.page.expect_navigation():
        officer.page.locator(f"tr[data-href='{run}'] [data-act]").click()
    assert "户" in officer.text(".tiles")
    officer.press_named("审批发放")
    assert "已审批" in officer.notes("good")


def download(finance: Visitor, run: str) -> Lines:
    """The approved run stands on finance's list; the bank's file is made and downloaded."""
    finance.open("/work/?kind=run")
    with finance.page.expect_navigation():
        finance.page.locator(f"tr[data-href='{run}'] [data-act]").click()
    finance.press_named("生成银行代发文件")
    with finance.page.expect_download() as got:
        finance.page.get_by_role("button", name="下载银行代发文件").click()
    return list(csv.reader(io.StringIO(got.value.path().read_bytes().decode("gb18030"))))


def answer_of_bank(lines: Lines, account: str = "") -> Handed:
    """The file as the bank sends it back: every line paid but the first."""
    sent = [[*lines[0], "处理结果", "失败原因"]]
    for number, line in enumerate(lines[1:]):
        sent.append([*line, "成功", ""] if number else [*line[:2], account or line[2], *line[3:], "失败", REASON])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(sent)
    return Handed("回盘.csv", out.getvalue().encode("gb18030"))


def hand_in(finance: Visitor, file: Handed) -> None:
    """Hand the bank's return in, on the page of the run."""
    finance.page.get_by_label("银行回盘文件").set_input_files([file.payload])
    finance.press_named("导入回盘")


def clerk_of(home: str, site: Site, officer: Visitor, page_as: PageAs) -> Visitor:
    """The clerk, with a telephone, of the township in which a household lives."""
    visited = page_as("demo-clerk", language="zh-hans", size="phone")
    if visited.status_of(home) == 200:
        return visited
    officer.open(home)
    number = officer.text(".head > .fig")
    homes = parquet.read_table(site.county / "register" / "households.parquet").to_pylist()
    village = next(one["village_code"] for one in homes if one["household_no"] == number)
    return page_as(f"township-{village // 1000 * 1000}", language="zh-hans", size="phone")


def record_another_account(clerk: Visitor) -> None:
    """The township finds the payment on its list, asks the household, and records the account it names."""
    clerk.open("/work/?kind=run")
    todo = clerk.page.locator("tr[data-href]", has_text="银行退回").first
    with clerk.page.expect_navigation():
        todo.locator("[data-act]").click()
    assert clerk.path().startswith("/households/")
    clerk.page.locator("#accounts summary").click()
    clerk.page.get_by_label("开户银行").fill("示例农村信用社")
    clerk.page.get_by_label("账号").fill("6217 12")
    clerk.press_named("登记", within="#accounts")
    assert "10至22位数字" in clerk.notes("bad")
    clerk.page.locator("#accounts summary").click()
    clerk.page.get_by_label("开户银行").fill("示例农村信用社")
    clerk.page.get_by_label("账号").fill("6217 0000 0000 0000 017")
    clerk.press_named("登记", within="#accounts")
    assert "已登记" in clerk.notes("good")
    assert "*0017" in clerk.text("#accounts")
    assert clerk.sideways() <= 0
    clerk.open("/work/?kind=run")
    assert not clerk.page.locator("tr[data-href]", has_text="银行退回").count()


def test_from_an_approved_month_to_a_payment_that_came_back(site: Site, page_as: PageAs) -> None:
    finance, officer = page_as("demo-finance", language="zh-hans"), page_as("demo-officer", language="zh-hans")
    run = prepare(finance)
    refused = finance.post(f"{run}bank-return/")
    assert "尚未生成银行代发文件" in refused.text()
    approve(officer, run)
    lines = download(finance, run)
    assert "银行没有退回款项" in finance.text("#returned")

    hand_in(finance, Handed("原文件.csv", "\r\n".join(",".join(line) for line in lines).encode("gb18030")))
    assert "处理结果" in finance.notes("bad")  # the file that was sent is not the bank's answer
    hand_in(finance, answer_of_bank(lines, account="6217000000000000000"))
    assert "第1行" in finance.notes("bad")
    assert not finance.page.locator("#returned tbody tr").count()
    for _again in range(2):
        hand_in(finance, answer_of_bank(lines))
        assert "已导入" in finance.notes("good")
        assert finance.page.locator("#returned tbody tr").count() == 1
    row = finance.page.locator("#returned tbody tr").inner_text()
    assert REASON in row
    assert f"¥{float(lines[1][4]):,.2f}" in row
    assert "乡镇与该户核对户名和账号" in finance.text("#returned")
    (home,) = finance.hrefs(r"/households/\d+/")[:1]
    clerk = clerk_of(home, site, officer, page_as)
    record_another_account(clerk)

    finance.open("/work/?kind=run")
    todo = finance.page.locator("tr[data-href]", has_text="银行退回").first
    with finance.page.expect_navigation():
        todo.locator("[data-act]").click()
    assert finance.path() == run
    officer.open(run)
    assert REASON in officer.text("#returned")
    assert not officer.page.get_by_role("button", name="导入回盘").count()
    assert officer.post(f"{run}bank-return/").status == 403
    finance.resize("phone")
    assert finance.sideways() <= 0
    for somebody in (finance, officer, clerk):
        assert somebody.problems == []
