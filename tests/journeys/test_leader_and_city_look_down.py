"""A bureau's leader and the city above it: a month's figures, down to a household; looking, not deciding."""

import re

import pytest

from tests.journeys.conftest import PageAs
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

MONTH, EARLIER = "2026-09", "2026-08"


def tiles(somebody: Visitor) -> dict[str, str]:
    """The big figures by their labels."""
    labels = somebody.page.locator(".tile .label").all_inner_texts()
    return dict(zip(labels, somebody.page.locator(".tile .value").all_inner_texts(), strict=True))


def switch_month(leader: Visitor) -> None:
    """The month is switched with the field and with the arrows; a month without anything says so and is no fault."""
    leader.open("/figures/")
    leader.page.get_by_label("月份").fill(MONTH)
    leader.press_named("查询", "main .head")
    assert MONTH in leader.text("h1")
    now = tiles(leader)
    before = leader.page.locator(".tile").first.locator(".quiet").inner_text()
    leader.follow(EARLIER)
    assert EARLIER in leader.text("h1")
    assert tiles(leader) != now
    assert next(iter(tiles(leader).values())) in before  # "the month before" was this one
    leader.open("/figures/?month=2025-01")
    assert leader.page.locator(".tile").count() == len(now)


def drill_down(leader: Visitor) -> None:
    """From a figure to a township, to its rows, to one household and its chain."""
    leader.open(f"/figures/?month={MONTH}")
    shown = tiles(leader)["低保人数"]
    with leader.page.expect_navigation():
        leader.page.locator(".tile", has_text="低保人数").click()
    assert leader.text(".sum") == shown
    assert re.search(r"[\u4e00-\u9fff]{8,}", leader.text("p.note"))  # its definition
    towns = leader.page.locator("section", has_text="按乡镇（街道）").locator("tbody tr")
    assert sum(int(row.locator("td.num").inner_text()) for row in towns.all()) == int(shown)
    with leader.page.expect_navigation():
        towns.first.locator("a").click()
    heads = leader.page.locator("tbody tr[data-href] td.num:last-child").all_inner_texts()
    assert sum(map(int, heads)) == int(leader.text(".sum"))
    with leader.page.expect_navigation():
        leader.page.locator("tbody tr[data-href] a").first.click()
    assert "*" in leader.text("h1")  # a name opens for a purpose only
    assert leader.page.locator("ol.chain li").count()


def cannot_act(somebody: Visitor) -> None:
    """A case is shown whole, without a verb on it; past the screen every act is refused in words."""
    somebody.open("/cases/?closed_on=all")
    case = somebody.hrefs(r"/cases/\d+/")[0]
    somebody.open(case)
    assert not somebody.page.locator("main form").count()
    acts = [f"{case}{act}/" for act in ("assess", "propose", "decide", "return")]
    acts += ["/dispatch/", "/alert-rules/E02/propose/", "/alert-rules/E02/standing/", "/runs/prepare/"]
    refused = {act: somebody.post(act) for act in acts}
    assert {act: answer.status for act, answer in refused.items()} == dict.fromkeys(acts, 403)
    assert "不能办理这一步" in refused[acts[2]].text()


def test_the_leader_switches_months_and_opens_a_figure_down_to_a_household(page_as: PageAs) -> None:
    leader = page_as("demo-leader", language="zh-hans")
    switch_month(leader)
    drill_down(leader)
    cannot_act(leader)
    assert [words for words in leader.problems if "403" not in words] == []


def test_the_city_sees_the_countys_figures_and_decides_nothing(page_as: PageAs) -> None:
    leader, city = page_as("demo-leader", language="zh-hans"), page_as("demo-city", language="zh-hans")
    for somebody in (leader, city):
        somebody.open(f"/figures/?month={MONTH}")
    assert tiles(city) == tiles(leader)
    city.open(f"/figures/dibao_people_paid/?month={MONTH}")
    assert len(city.hrefs(r"/households/\d+/")) > 1
    cannot_act(city)
    assert city.status_of("/users/") == 403
    assert [words for words in city.problems if "403" not in words] == []
