"""Reading a department's answer to a list: which rows it took, which it refused and why.

However messy the file, what can be read is taken; of every other row it is said what is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from minzheng.exchange.outbound.choices import OUTCOME_TEXTS, Outcome, Reason
from minzheng.kernel.tables.opening import Table, open_table
from minzheng.kernel.tables.problems import FileRefused, RowProblem

#: The headers by which each field of a receipt may be called; those of the first three fields have to be there.
HEADERS = {
    "reference": ("批次号", "推送批次号", "reference"),
    "row": ("序号", "行号", "row"),
    "outcome": ("回执结果", "处理结果", "结果", "outcome"),
    "reason": ("原因代码", "拒收代码", "reason"),
    "words": ("原因说明", "拒收原因", "原因", "备注", "words"),
}
_NEEDED = ("reference", "row", "outcome")
_OUTCOMES = {text: outcome for outcome, texts in OUTCOME_TEXTS.items() for text in texts}
_WORDS = 200


class Answer(NamedTuple):
    """What the receiver says of one row of the list."""

    outcome: Outcome
    reason: str
    words: str


@dataclass
class Answers:
    """What a receipt says: answers by row of the list, and the rows of the receipt that could not be taken."""

    rows: dict[int, Answer] = field(default_factory=dict)
    faults: list[tuple[int, RowProblem]] = field(default_factory=list)


def read_receipt(content: bytes, reference: str, rows: int) -> Answers:
    """Read a receipt of the list of this reference, which has so many rows.

    Raises FileRefused where it is no table, lacks a column, or answers another list altogether.
    """
    found = open_table(content, [header for names in HEADERS.values() for header in names])
    at, answers, others = _places(found), Answers(), set()
    for number, cells in found.rows:
        try:
            _read(answers, [_cell(cells, at.get(name)) for name in HEADERS], reference, rows)
        except RowProblem as problem:
            answers.faults.append((number, problem))
            if problem.code == "other_list":
                others.add(problem.detail)
    if not answers.rows and not answers.faults:
        raise FileRefused("empty")
    if others and not answers.rows:
        raise FileRefused("wrong_list", {"found": min(others), "expected": reference})
    return answers


def _places(found: Table) -> dict[str, int]:
    at = {
        name: next((found.header.index(header) for header in headers if header in found.header), None)
        for name, headers in HEADERS.items()
    }
    missing = [HEADERS[name][0] for name in _NEEDED if at[name] is None]
    if missing:
        there = "、".join(header for header in found.header if header)[:200]
        raise FileRefused("missing_columns", {"missing": "、".join(missing), "found": there or "-"})
    return {name: place for name, place in at.items() if place is not None}


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _read(answers: Answers, cells: list[str], reference: str, rows: int) -> None:
    """Take one row of the receipt.  Raises RowProblem."""
    named, row, said, reason, words = cells
    if named != reference:
        raise RowProblem("other_list" if named else "missing", HEADERS["reference"][0], named[:80])
    if not row.isascii() or not row.isdecimal() or not 1 <= int(row) <= rows:
        raise RowProblem("unknown_row", HEADERS["row"][0], row[:20])
    outcome = _OUTCOMES.get(said)
    if outcome is None:
        raise RowProblem("code" if said else "missing", HEADERS["outcome"][0], said[:20])
    answer = Answer(outcome, _reason(outcome, reason), words[:_WORDS])
    if outcome == Outcome.REFUSED and not answer.reason and not answer.words:
        raise RowProblem("no_reason", HEADERS["reason"][0])
    if answers.rows.setdefault(int(row), answer) != answer:
        raise RowProblem("answered_twice", HEADERS["row"][0], row)


def _reason(outcome: Outcome, text: str) -> str:
    """The code of a reason; one that the contract does not know is another reason."""
    if outcome == Outcome.ACCEPTED or not text:
        return Reason.NONE
    code = text.zfill(2) if text.isdecimal() else text
    return code if code in Reason.values else Reason.OTHER
