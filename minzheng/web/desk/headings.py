"""The headers of a file beside the fields of its contract: which are known, and what an unknown one may mean."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from minzheng.exchange.bench import first_cells
from minzheng.exchange.trying import Trial
from minzheng.kernel.declare import Feed, FeedColumn
from minzheng.kernel.tables.problems import FileRefused


@dataclass(frozen=True)
class Heading:
    """A header of a file: what stands below it in the first row, which field it is ("" unknown), which it may be."""

    header: str
    example: str
    field: str
    label: str
    near: str = ""


def headings(feed: Feed, tried: Trial, content: bytes) -> dict[str, Any]:
    """What the form to name headers shows: each header with an example, and the fields that one may mean."""
    try:
        examples = first_cells(feed.code, content)
    except FileRefused:
        examples = {}
    label = {column.field: _label(column) for column in feed.columns}
    known = [Heading(h, examples.get(h, ""), name, label[name]) for h, name in tried.columns.items()]
    last = tried.missing[0] if len(tried.missing) == len(tried.others) == 1 else ""  # what else could it be
    unknown = [Heading(h, examples.get(h, ""), "", "", near or last) for h, near in tried.others.items()]
    taken = set(tried.columns.values())
    return {
        "known": known,
        "unknown": unknown,
        "missing": bool(tried.missing),
        "fields": [(c.field, label[c.field]) for c in feed.columns if c.headers and c.field not in taken],
    }


def _label(column: FeedColumn) -> str:
    """The contract's own header, with what it means for whoever does not read Chinese."""
    header = "".join(column.headers[:1])
    chinese = (get_language() or "").startswith("zh")
    return f"{header} · {column.label}" if column.label and not chinese else header
