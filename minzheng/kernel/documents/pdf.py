"""A document as PDF on A4: text that can be selected, Chinese lines that break where they may.

Letters are set in the song typeface that every Chinese reader of PDF brings along (STSong-Light); where the home folder
has `fonts/letters.ttf`, that font is used and travels within the file.
"""

import io
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from django.conf import settings
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, KeepTogether, SimpleDocTemplate, Spacer, Table

from minzheng.kernel.documents.layout import Block, Kind
from minzheng.kernel.documents.lines import break_lines

_SIZE, _LEADING = 16.0, 28.0
_LINE = 0.5


@dataclass(frozen=True)
class Shape:
    """How a block is set, in points: size and leading, alignment, indents, the room after it."""

    size: float = _SIZE
    leading: float = _LEADING
    align: Literal["left", "both", "centre", "right"] = "left"
    left: float = 0
    right: float = 0
    first: float = 0
    after: float = 0

    def on(self) -> "Shape":
        """The same on the next page, where nothing is indented as a first line."""
        return replace(self, first=0)


def render(blocks: list[Block], *, title: str) -> bytes:
    """The bytes of the PDF; the same blocks give the same bytes with the same fonts."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, title=title, leftMargin=28 * mm, rightMargin=26 * mm, topMargin=37 * mm, bottomMargin=35 * mm,
        invariant=1, lang="zh-CN",
    )  # fmt: skip
    close = [block for block in blocks if block.kind == Kind.CLOSE]
    story = [_flowable(block, document.width) for block in blocks if block.kind != Kind.CLOSE]
    if close:  # who signs, the date and the room for the seal stay together
        story.append(KeepTogether([Spacer(1, 2 * _LEADING), *(_flowable(block, document.width) for block in close)]))
    document.build(story)
    return out.getvalue()


def font() -> str:
    """The name of the font in use, registered once."""
    own = settings.HOME / "fonts" / "letters.ttf"
    return _registered(own if own.exists() else None)


@cache
def _registered(path: Path | None) -> str:
    if path is None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        return "STSong-Light"
    pdfmetrics.registerFont(TTFont("letters", str(path)))
    return "letters"


class Text(Flowable):
    """Text in lines that break where Chinese may break; full lines reach both margins."""

    def __init__(self, text: str, shape: Shape) -> None:
        super().__init__()
        self.text, self.shape, self.face = text, shape, font()
        self.spaceAfter = shape.after
        self._lines: list[str] = []
        self._continued = False

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break into lines for a width."""
        self._wide = width - self.shape.left - self.shape.right
        if not self._continued:
            self._lines = break_lines(self.text, self._wide - self.shape.first, self._wide, self._measure)
        self.height = len(self._lines) * self.shape.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits on this page, and the rest on the next; never a single line alone where it can be helped."""
        fit = int(height // self.shape.leading)
        if len(self._lines) - fit == 1:
            fit -= 1
        if fit < 2:
            return []
        return [self._of(self._lines[:fit], self.shape, last=False), self._of(self._lines[fit:], self.shape.on())]

    def _of(self, lines: list[str], shape: Shape, *, last: bool = True) -> "Text":
        part = Text("".join(lines), shape)
        part._lines, part._continued, part._last = lines, True, last
        return part

    _last = True

    def draw(self) -> None:
        """Draw the lines from the top."""
        shape, y = self.shape, self.height - self.shape.leading + (self.shape.leading - self.shape.size) / 2
        for number, line in enumerate(self._lines):
            room = self._wide - (shape.first if number == 0 else 0)
            spare = room - self._measure(line)
            full = number < len(self._lines) - 1 or not self._last
            x = shape.left + self._wide - room + spare * _SHARE_LEFT[shape.align]
            space = spare / (len(line) - 1) if full and shape.align == "both" and len(line) > 1 else 0
            self.canv.setFont(self.face, shape.size)
            self.canv.drawString(x, y + shape.size * 0.2, line, charSpace=max(space, 0))
            y -= shape.leading

    def _measure(self, text: str) -> float:
        return float(pdfmetrics.stringWidth(text, self.face, self.shape.size))


#: How much of the spare room of a line lies to its left.
_SHARE_LEFT = {"left": 0.0, "both": 0.0, "centre": 0.5, "right": 1.0}
_SHAPES = {
    Kind.TITLE: Shape(size=22, leading=34, align="centre", after=14),
    Kind.CENTRED: Shape(align="centre", after=14),
    Kind.ADDRESSEE: Shape(),
    Kind.PARAGRAPH: Shape(align="both", first=2 * _SIZE),
    Kind.ITEM: Shape(align="both", left=3 * _SIZE, first=-_SIZE),
    Kind.CLOSE: Shape(align="right", right=2 * _SIZE),
}
_CELL = Shape(size=11, leading=16)


def _flowable(block: Block, width: float) -> Flowable:
    if block.kind == Kind.TABLE:
        return _table(block, width)
    return Text(f"• {block.text}" if block.kind == Kind.ITEM else block.text, _SHAPES[block.kind])


def _table(block: Block, width: float) -> Flowable:
    rows = [[Text(text, _CELL) for text in row] for row in block.rows]
    table = Table(rows, colWidths=_widths(block, width), repeatRows=1, spaceBefore=8, spaceAfter=12)
    table.setStyle([("GRID", (0, 0), (-1, -1), _LINE, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ("BACKGROUND", (0, 0), (-1, 0), "#eeeeee")])  # fmt: skip
    return table


def _widths(block: Block, width: float) -> list[float]:
    """Columns as wide as their longest text asks, between a twelfth and a half of the whole."""
    longest = [max(max(len(row[n]) for row in block.rows), 3) for n in range(len(block.rows[0]))]
    shares = [min(max(length / sum(longest), 1 / 12), 1 / 2) for length in longest]
    return [width * share / sum(shares) for share in shares]
