"""An auditor reads what an act changed, opens a decision down to the article of law, and can change nothing."""

import re

import pytest

from tests.journeys.conftest import PageAs
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

CHINESE = r"[\u4e00-\u9fff]"


def read_act(auditor: Visitor, verb: str) -> dict[str, tuple[str, str]]:
    """Narrow the record to one act, open its newest entry, and read each value as it was and as it became."""
    auditor.open("/record/")
    auditor.page.locator("#f-verb").select_option(label=verb)
    auditor.page.wait_for_url("**verb=**")
    rows = auditor.page.locator("tbody tr")
    auditor.page.wait_for_function(
        "verb => [...document.querySelectorAll('tbody tr')].every(row => row.textContent.includes(verb))", arg=verb
    )
    assert not re.search(r"\w+\.\w+", " ".join(rows.locator("td:nth-child(5)").all_inner_texts()))  # no codes
    with auditor.page.expect_navigation():
        rows.first.locator("a").first.click()
    assert verb in auditor.text("h1")
    changed = auditor.page.locator("section", has_text="变更内容").locator("tbody tr")
    cells = [row.locator("td").all_inner_texts() for row in changed.all()]
    return {label: (old, new) for label, old, new in cells}


def open_decision(auditor: Visitor) -> str:
    """A granted case, its letter, and why: ladder, trace with its articles, facts, the amounts of the place."""
    auditor.open("/cases/?closed_on=yes&status=granted")
    case = auditor.hrefs(r"/cases/\d+/")[0]
    auditor.open(case)
    panel = auditor.why(auditor.page.locator("a.why").first)
    said = panel.inner_text()
    assert all(words in said for words in ("为什么是这个结果", "测算过程", "测算所用信息")), said
    assert any(re.search(r"第.+条", law) for law in panel.locator("td.law").all_inner_texts())
    steps = panel.locator("table.trace tr:visible").count()
    panel.get_by_text("显示每一步").click()
    assert panel.locator("table.trace tr:visible").count() > steps
    auditor.close_panel()
    auditor.open(auditor.hrefs(r"/decisions/\d+/letter/")[0])
    assert re.search(rf"{CHINESE}{{4,}}", auditor.text("article.letter"))
    assert not auditor.page.get_by_role("button", name="编号").count()
    return case


def test_an_auditor_reads_acts_and_decisions_and_changes_nothing(page_as: PageAs) -> None:
    auditor = page_as("demo-auditor", language="zh-hans")
    changed = read_act(auditor, "批准发放")
    assert any("¥" in new for _old, new in changed.values()), changed
    verdicts = read_act(auditor, "入户登记")
    assert all(re.search(CHINESE, label + new) for label, (_old, new) in verdicts.items()), verdicts
    assert not re.search(r"[a-z]_[a-z]", str(verdicts))

    case = open_decision(auditor)
    auditor.open("/visits/")
    report = auditor.hrefs(r"/visits/\d+/")[0]
    auditor.open("/runs/")
    run = auditor.hrefs(r"/runs/\d+/")[0]
    auditor.open(run)
    assert not auditor.page.locator("main form").count()
    acts = [f"{case}decide/", f"{case}assess/", f"{report}send-back/", f"{run}approve/", f"{run}file/",
            f"{run}download/", "/dispatch/", "/policy/values/own_alerts.medical_self_paid/set/"]  # fmt: skip
    assert {act: auditor.post(act).status for act in acts} == dict.fromkeys(acts, 403)
    assert auditor.problems == []
