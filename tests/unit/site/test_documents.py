"""A document is issued once under the next number, in PDF and DOCX from one source, and never changes."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import reportlab
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from docx import Document
from pypdf import PdfReader

from minzheng.casework.choices import CaseStatus
from minzheng.casework.models import Case
from minzheng.eligibility.models import Decision
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import Scope, in_scope
from minzheng.kernel.declare import Notice
from minzheng.kernel.documents import pdf, word
from minzheng.kernel.documents.actions import issue_document
from minzheng.kernel.documents.layout import Kind, read
from minzheng.kernel.documents.models import IssuedDocument
from minzheng.kernel.documents.queries import content_of, current_document, documents_of
from minzheng.kernel.documents.writing import write
from minzheng.schemes.dibao.notices import DECISION, PUBLIC_NOTICE, Board
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, a_person, an_actor, an_award

TODAY = date(2026, 10, 12)
TOWNSHIP = 522633100000

pytestmark = pytest.mark.usefixtures("everything", "in_english")


@pytest.fixture
def officer() -> Actor:
    return an_actor(Role.COUNTY_OFFICER)


def a_decision(verdict: str = "grant", name: str = "杨秀英") -> Decision:
    home = a_household(head=a_person(name=name))
    decision = an_award(home, date(2026, 11, 1)).decision
    asked = decision.assessment
    asked.pk = None
    asked.outcome = {
        "per_capita_monthly": 123.45, "standard_monthly": 600, "members_counted": ["1", "2"],
        "fen": {"per_capita_monthly": 12345, "standard_monthly": 60000},
    }  # fmt: skip
    asked.reasons = [{"rung": "DIBAO", "sentence": "Decision"}, {"rung": "EDGE", "sentence": "Village"}]
    asked.save(force_insert=True)
    decision.pk, decision.assessment, decision.verdict = None, asked, verdict
    decision.save(force_insert=True)
    return decision


def text_of(document: IssuedDocument) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content_of(document.pdf))).pages)


def words_of(document: IssuedDocument) -> str:
    return "\n".join(p.text for p in Document(io.BytesIO(content_of(document.docx))).paragraphs)


def issue(subject: Any, officer: Actor, on: date = TODAY, **more: Any) -> IssuedDocument:
    return issue_document(notice=DECISION, subject=subject, actor=officer, date=on, **more)


def test_a_grant_says_the_same_in_pdf_and_docx(officer: Actor) -> None:
    document = issue(a_decision(), officer)
    assert document.written_number == "从民救〔2026〕1号"
    for said in (text_of(document), words_of(document)):
        for part in (
            "杨秀英",
            "从民救〔2026〕1号",
            "123.45",
            "600",
            "300",
            "2026-11",
            "从江县民政局",
            "2026年11月1日",
            "行政复议",
        ):
            assert part in said.replace("\n", ""), part
    page = PdfReader(io.BytesIO(content_of(document.pdf))).pages[0].mediabox
    assert (round(float(page.width)), round(float(page.height))) == (595, 842)  # A4


def test_a_refusal_gives_the_reasons_of_its_rung(officer: Actor) -> None:
    said = words_of(issue(a_decision("refuse"), officer))
    assert "不" in said
    assert "• " in said
    assert said.count("• ") == 1


def test_numbers_follow_one_another_without_a_gap_and_begin_anew_with_the_year(officer: Actor) -> None:
    first = issue(a_decision(), officer)
    with transaction.atomic():
        issue(a_decision(), officer)
        transaction.set_rollback(True)  # something went wrong after it
    second = issue(a_decision(), officer)
    next_year = issue(a_decision(), officer, date(2027, 1, 4))
    assert [d.number for d in (first, second, next_year)] == [1, 2, 1]


def test_asked_again_the_same_bytes_are_handed_out(officer: Actor) -> None:
    decision = a_decision()
    first = issue(decision, officer)
    assert issue(decision, officer).pk == first.pk
    blocks = write(DECISION, decision, first.written_number)
    assert pdf.render(blocks, title=first.title) == content_of(first.pdf)
    assert word.render(blocks, title=first.title)[:2] == b"PK"


def test_a_later_one_takes_its_place_and_nothing_is_changed(officer: Actor) -> None:
    decision = a_decision()
    first = issue(decision, officer)
    second = issue(decision, officer, replaces=first)
    assert current_document(DECISION.code, decision) == second
    assert [d.number for d in documents_of(decision)] == [2, 1]
    with pytest.raises(ValidationError, match="later one"):
        issue(decision, officer, replaces=first)
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedDocument.objects.update(title="other")


def test_only_those_who_may_issue_do(officer: Actor) -> None:
    with pytest.raises(PermissionDenied):
        issue(a_decision(), an_actor(Role.AUDITOR))


def test_documents_of_other_places_are_not_seen(officer: Actor) -> None:
    issue(a_decision(), officer)
    with in_scope(Scope.of(OTHER_VILLAGE)):
        assert not IssuedDocument.objects.exists()


def test_the_posted_list_is_masked_and_of_its_place_only(officer: Actor) -> None:
    for name, village in (("杨秀英", VILLAGE), ("吴老大", OTHER_VILLAGE)):
        home = a_household(head=a_person(name=name, village=village), village=village)
        asked = an_award(home, date(2026, 3, 1)).decision.assessment
        Case.objects.create(
            household=home, division_code=village, scheme="dibao", channel="application", status=CaseStatus.NOTICE,
            accepted_on=TODAY, due_on=TODAY, notice_until=date(2026, 10, 19), assessment=asked,
        )  # fmt: skip
    board = Board(TOWNSHIP, TODAY)
    document = issue_document(notice=PUBLIC_NOTICE, subject=board, actor=officer, date=TODAY)
    tables = Document(io.BytesIO(content_of(document.docx))).tables
    cells = [cell.text for row in tables[0].rows for cell in row.cells]
    assert "杨**" in cells
    assert "2026年10月19日" in cells
    assert not any("秀英" in text or "吴" in text for text in [text_of(document), *cells])
    assert document.written_number == "从民救公示〔2026〕1号"
    assert issue_document(notice=PUBLIC_NOTICE, subject=board, actor=officer, date=TODAY).pk == document.pk


def test_an_empty_list_takes_no_number(officer: Actor) -> None:
    with pytest.raises(ValidationError, match="公示"):
        issue_document(notice=PUBLIC_NOTICE, subject=Board(TOWNSHIP, TODAY), actor=officer, date=TODAY)
    assert not IssuedDocument.objects.exists()


def test_a_name_can_be_no_heading(officer: Actor) -> None:
    blocks = write(DECISION, a_decision(name="# 标题 | 二\n> 三"), "x")
    assert [b.kind for b in blocks].count(Kind.TITLE) == 1
    assert next(b for b in blocks if b.kind == Kind.ADDRESSEE).text == "# 标题 ｜ 二 > 三："


def test_facts_are_exactly_those_declared() -> None:
    def notice(gathered: dict[str, Any], declared: set[str]) -> Notice:
        return Notice("t", "t", "notice", DECISION.template, lambda _: gathered, frozenset(declared), str, lambda _: "")

    with pytest.raises(ValueError, match="missing: \\['head'\\]"):
        write(notice({}, {"head"}), None)
    with pytest.raises(ValueError, match="not declared: \\['more'\\]"):
        write(notice({"more": 1}, set()), None)
    with pytest.raises(ValueError, match="asks for"):
        write(notice({"head": "x"}, {"head"}), None)


LONG = (
    "本人家庭共有二人，人均月收入一百二十三元四角五分，低于当地标准；自次月起每月发放，请妥善保管本决定书。（以下无正文）"
    * 12
)


def test_no_line_begins_with_a_mark_that_belongs_to_the_line_before(officer: Actor) -> None:
    lines = []
    for shift in range(30):
        content = pdf.render(read("一" * shift + LONG), title="x")
        lines += PdfReader(io.BytesIO(content)).pages[0].extract_text().splitlines()
    assert len(lines) > 300
    assert not [line for line in lines if line[:1] in "，。；：、）》”！？"]
    assert not [line for line in lines if line[-1:] in "（《“"]


def test_a_body_is_indented_by_two_characters_and_the_close_stays_together() -> None:
    blocks = read("# 决定\n= 一号\n@ 某人：\n正文\n正文二\n\n- 一\n- 二\n| 甲 | 乙 |\n| 1 | 2 |\n> 局\n> 日")
    assert [b.kind.value for b in blocks] == [
        "title", "centred", "addressee", "paragraph", "item", "item", "table", "close", "close",
    ]  # fmt: skip
    assert blocks[3].text == "正文正文二"
    assert blocks[6].rows == (("甲", "乙"), ("1", "2"))
    paragraph = Document(io.BytesIO(word.render(blocks, title="x"))).paragraphs[3]
    assert paragraph.paragraph_format.first_line_indent.pt == 32
    with pytest.raises(ValueError, match="differ in length"):
        read("| 甲 | 乙 |\n| 1 |")
    assert read("two\nwords")[0].text == "two words"


def test_a_font_of_the_home_travels_within_the_file(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    assert b"/FontFile2" not in pdf.render(read("# Title"), title="x")
    (tmp_path / "fonts").mkdir()
    vera = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    (tmp_path / "fonts" / "letters.ttf").write_bytes(vera.read_bytes())
    content = pdf.render(read("# Title"), title="x")
    assert b"/FontFile2" in content
    assert "Title" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_a_long_list_goes_over_several_pages_with_its_heading_on_each() -> None:
    rows = "\n".join(f"| {n} | 杨** | 村 |" for n in range(120))
    content = pdf.render(read(f"# 公示\n| 序号 | 姓名 | 村 |\n{rows}\n\n> 局"), title="x")
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) > 2
    assert all("序号" in page.extract_text() for page in pages[:-1])
