"""A resident with a phone reads in plain words what the household gets, why, what would change it, and who looked."""

import re

import pytest

from tests.journeys.conftest import PageAs

pytestmark = pytest.mark.journey


def test_a_resident_reads_why_and_who_looked_on_the_phone(page_as: PageAs) -> None:
    resident = page_as("demo-resident", language="zh-hans", size="phone")
    resident.open("/my/")
    amount = resident.text(".card .sum")
    sentence = resident.text("p.big")
    assert re.search(rf"您家.+人均月收入.+低于当地标准.+每月可领取{amount}元。", sentence), sentence
    resident.page.get_by_text("为什么？").click()
    why = resident.page.locator("details", has_text="为什么？")
    said = why.inner_text()
    assert "什么情况下结果会变" in said
    assert why.locator("ul li").count()
    assert "乡镇" in said  # whom to tell if a figure is wrong
    assert not re.search(r"[a-z]+_[a-z]+|None|%\(", said), said
    assert resident.sideways() <= 0
    assert all(size >= 16 for size in resident.page.locator("p.big, .who, details p").evaluate_all(
        "parts => parts.filter(p => !p.classList.contains('small') && p.offsetParent)"
        ".map(p => parseFloat(getComputedStyle(p).fontSize))"
    ))  # fmt: skip
    request = resident.page.locator("section", has_text="我的申请").inner_text()
    assert "已受理" in request
    assert re.search(r"\d{4}-\d\d-\d\d已?(办结|作出决定)", request), request

    officer = page_as("demo-officer", language="zh-hans")
    officer.open(f"/households/?q={resident.page.locator('.who').evaluate('who => who.firstChild.textContent')}")
    for household in officer.hrefs(r"/households/\d+/"):
        officer.open(household)
        officer.page.select_option("#purpose", "check")
        officer.submit(f"{household}reveal/")
    resident.open("/my/")
    look = resident.page.locator("section", has_text="谁查看过我家的信息").locator("tr").first.inner_text()
    assert officer.today() in look
    assert "杨审批" in look
    assert "核对" in look
    assert resident.problems == []
