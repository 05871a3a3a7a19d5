"""Breaking Chinese text into lines: anywhere but before a closing mark, after an opening one, or inside a word.

GB/T 15834: a stop, comma or closing bracket never begins a line, an opening bracket never ends one.
"""

import re
from collections.abc import Callable

NEVER_BEGINS = set("，。；：、！？）〕】》〉」』”’％…—·,.;:!?)]}%")
NEVER_ENDS = set("（〔【《〈「『“‘([{")
#: A number or a word with what belongs to it, or one character of any other kind.
_PIECE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,/:@+\-]*[0-9A-Za-z]%?|\s+|.", re.DOTALL)

Measure = Callable[[str], float]


def break_lines(text: str, first: float, rest: float, measure: Measure) -> list[str]:
    """Break a text into lines no wider than `first` and then `rest`, as `measure` tells widths."""
    pieces, start = _fitting(_PIECE.findall(text), min(first, rest), measure), 0
    lines: list[str] = []
    while start < len(pieces):
        end = _furthest(pieces, start, first if not lines else rest, measure)
        end = _allowed(pieces, start, end)
        lines.append("".join(pieces[start:end]).strip())
        start = end
        while start < len(pieces) and pieces[start].isspace():
            start += 1
    return lines


def _fitting(pieces: list[str], width: float, measure: Measure) -> list[str]:
    """A word that is wider than a line is broken into its letters."""
    return [part for piece in pieces for part in (piece if measure(piece) > width else [piece])]


def _furthest(pieces: list[str], start: int, width: float, measure: Measure) -> int:
    """The end of the longest run of pieces that fits, at least one piece."""
    used, end = measure(pieces[start]), start + 1
    while end < len(pieces) and used + measure(pieces[end]) <= width:
        used += measure(pieces[end])
        end += 1
    return end


def _allowed(pieces: list[str], start: int, end: int) -> int:
    """The last place not after `end` where a line may end; `end` itself where there is none."""
    place = end
    while place > start + 1 and place < len(pieces) and not _may_break(pieces[place - 1], pieces[place]):
        place -= 1
    return place if place == len(pieces) or _may_break(pieces[place - 1], pieces[place]) else end


def _may_break(before: str, after: str) -> bool:
    return after[0] not in NEVER_BEGINS and before[-1] not in NEVER_ENDS
