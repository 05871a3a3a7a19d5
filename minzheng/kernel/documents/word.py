"""The same document as DOCX, for offices that go on writing in it: A4, the margins and type of official letters."""

import io
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from minzheng.kernel.documents.layout import Block, Kind

BODY, HEADING = "仿宋", "宋体"  # the typefaces of official letters (GB/T 9704), which the reader's office has
_SIZE, _LEADING = 16, 28
_ALIGN = {
    Kind.TITLE: WD_ALIGN_PARAGRAPH.CENTER,
    Kind.CENTRED: WD_ALIGN_PARAGRAPH.CENTER,
    Kind.CLOSE: WD_ALIGN_PARAGRAPH.RIGHT,
    Kind.PARAGRAPH: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def render(blocks: list[Block], *, title: str) -> bytes:
    """The bytes of the DOCX."""
    document = Document()
    _page(document)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    before: Block | None = None
    for block in blocks:
        if block.kind == Kind.TABLE:
            _table(document, block)
        else:
            begins_close = block.kind == Kind.CLOSE and (before is None or before.kind != Kind.CLOSE)
            _paragraph(document.add_paragraph(), block, room_above=begins_close)
        before = block
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: DocumentFile) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _paragraph(paragraph: Paragraph, block: Block, *, room_above: bool = False) -> None:
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.space_after, shape.space_before = Pt(_LEADING), Pt(0), Pt(0)
    paragraph.alignment = _ALIGN.get(block.kind, WD_ALIGN_PARAGRAPH.LEFT)
    if block.kind == Kind.PARAGRAPH:
        shape.first_line_indent = Pt(2 * _SIZE)
    elif block.kind == Kind.ITEM:
        shape.left_indent, shape.first_line_indent = Pt(3 * _SIZE), Pt(-_SIZE)
    elif block.kind == Kind.CLOSE:
        shape.right_indent = Pt(2 * _SIZE)
        shape.keep_with_next = True
    elif block.kind in (Kind.TITLE, Kind.CENTRED):
        shape.space_after, shape.line_spacing = Pt(14), Pt(34)
    if room_above:
        shape.space_before = Pt(2 * _LEADING)
    text = f"• {block.text}" if block.kind == Kind.ITEM else block.text
    _run(paragraph, text, 22 if block.kind == Kind.TITLE else _SIZE, HEADING if block.kind == Kind.TITLE else BODY)


def _run(paragraph: Paragraph, text: str, size: int, face: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _table(document: DocumentFile, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            _run(cell.paragraphs[0], text, 11, BODY)
    document.add_paragraph()
