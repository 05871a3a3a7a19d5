"""The one source of a document: lines of text with a few marks, read into blocks that both PDF and DOCX are made of.

    # Title                       centred, large
    = A line                      centred: the number of the document
    @ Somebody:                   not indented: whom it is addressed to
    A paragraph.                  indented by two characters; lines that follow belong to it
    - An item
    | one | two |                 a row of a table; the first one is its heading
    > A line                      to the right: who signs, and the date; the seal goes over it

An empty line ends what stands before it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    CENTRED = "centred"
    ADDRESSEE = "addressee"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its text, or the rows of a table."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


_MARKS = {"# ": Kind.TITLE, "= ": Kind.CENTRED, "@ ": Kind.ADDRESSEE, "- ": Kind.ITEM, "| ": Kind.TABLE,
          "> ": Kind.CLOSE}  # fmt: skip


def read(text: str) -> list[Block]:
    """Read a text into blocks.  Raises ValueError for a table whose rows differ in length."""
    return list(_blocks(_line(line) for line in text.splitlines()))


def _line(line: str) -> tuple[Kind | None, str]:
    line = line.strip()
    if not line:
        return None, ""
    kind = _MARKS.get(line[:2])
    return (kind, line[2:].strip()) if kind else (Kind.PARAGRAPH, line)


def _blocks(lines: Iterable[tuple[Kind | None, str]]) -> Iterator[Block]:
    for kind, group in groupby(lines, key=lambda line: line[0]):
        texts = [text for _kind, text in group]
        if kind is None:
            continue
        if kind == Kind.PARAGRAPH:
            yield Block(kind, _joined(texts))
        elif kind == Kind.TABLE:
            yield Block(kind, rows=_rows(texts))
        else:
            yield from (Block(kind, text) for text in texts)


def _joined(texts: list[str]) -> str:
    """Lines of one paragraph: with a blank between words, and none between Chinese characters."""
    whole = texts[0]
    for text in texts[1:]:
        whole += (" " if whole[-1].isascii() and text[0].isascii() else "") + text
    return whole


def _rows(texts: list[str]) -> tuple[tuple[str, ...], ...]:
    rows = tuple(tuple(cell.strip() for cell in text.rstrip("|").split("|")) for text in texts)
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"the rows of a table differ in length: {rows}")
    return rows
