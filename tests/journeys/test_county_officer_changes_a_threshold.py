"""A county officer tries another threshold over the months on file and proposes it; a second person confirms it."""

import re

import pytest

from tests.journeys.conftest import PageAs
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

RULE, DOCUMENT = "/alert-rules/E02/", "从民发〔2026〕31号"


def threshold(somebody: Visitor) -> int:
    """What the rule goes by here, in whole yuan, as its page shows it."""
    somebody.open(RULE)
    return int(somebody.text("a[href^='/policy/values/'] b").replace(",", ""))


def tried(officer: Visitor, yuan: int) -> dict[str, tuple[int, ...]]:
    """Try a threshold: what the trial says, by its labels."""
    officer.open(RULE)
    officer.page.get_by_label("新数值").fill(str(yuan))
    officer.press_named("按已有月份试算")
    officer.page.locator(".result .tiles").wait_for()
    labels = officer.page.locator(".tile .label").all_inner_texts()
    told = {
        label: (int(value),)
        for label, value in zip(labels, officer.page.locator(".tile .value").all_inner_texts(), strict=True)
    }
    for row in officer.page.locator("table.both tbody tr").all():
        label, now, then = row.locator("td").all_inner_texts()
        told[label] = (int(now.split()[0]), int(then.split()[0]))
    return told


def propose(officer: Visitor, day: str) -> str:
    """Put the tried value before a second person, with its document; returns the page of the proposal."""
    officer.page.get_by_text("提出此值").click()
    officer.press_named("提交另一人复核")
    missing = officer.notes("bad")
    assert re.search(r"[\u4e00-\u9fff]", missing), missing
    assert not re.search(r"[A-Za-z]{4,}", missing), missing
    officer.page.get_by_text("提出此值").click()
    for field, text in (("生效日期", day), ("发文日期", day), ("文件名称", "关于调整预警线的通知"),
                        ("文件编号", DOCUMENT)):  # fmt: skip
        officer.page.get_by_label(field).fill(text)
    officer.page.fill("#reason", "近四个月的试算：少跑空门。")
    officer.press_named("提交另一人复核")
    assert "已提交。经另一人复核确认后立即生效。" in officer.notes("good")
    assert "等待另一人复核" in officer.text(".head")
    return officer.path()


def test_a_threshold_is_tried_proposed_and_confirmed_by_another(page_as: PageAs) -> None:
    officer, second = page_as("demo-officer", language="zh-hans"), page_as("demo-finance", language="zh-hans")
    before = threshold(officer)
    lower, higher = tried(officer, before // 2), tried(officer, before * 2)
    assert lower["新发现家庭"] > (0,)
    assert lower["入户调查"][1] > lower["入户调查"][0]  # what it costs: more doors
    assert higher["不再发现的家庭"] > (0,)
    assert higher["其中经走访属实、将被遗漏"] <= higher["不再发现的家庭"]
    assert higher["入户调查"][1] < higher["入户调查"][0]
    assert len(officer.hrefs(r"/households/\d+/")) == higher["不再发现的家庭"][0]
    assert threshold(officer) == before  # a trial changes nothing

    tried(officer, before * 2)
    page = propose(officer, officer.today())
    assert not officer.page.get_by_role("button", name="确认").count()  # not one's own
    assert threshold(officer) == before

    second.open("/work/")
    row = second.page.locator("tr", has=second.page.locator(f"a[href='{page}']"))
    assert "复核" in row.first.inner_text()
    second.open(page)
    assert DOCUMENT in second.text()
    assert f"{higher['其中经走访属实、将被遗漏'][0]}" in second.text(".tiles .tile:last-child .value")
    second.press_named("确认")
    assert "已确认" in second.notes("good")
    assert "已确认" in second.text(".head .tag")
    assert threshold(officer) == before * 2
    assert "关于调整预警线的通知" in officer.text("dl.pairs")
    assert second.problems == []
