"""An alert made readable: its sentence with its figures, and the reports behind it by the columns of their contract."""

from collections.abc import Iterable
from typing import Any

from minzheng.kernel.declare import Alert, Feed, FeedColumn
from minzheng.web.templatetags.minzheng import day, in_unit, yuan, yuan_plain


def sentence_of(alert: Alert, hit: Any) -> str:
    """What an alert says, with its figures."""
    return str(alert.sentence) % {
        "value": _plain(hit.value, alert.unit),
        "threshold": _plain(hit.threshold, alert.line_unit),
        "data_date": day(hit.data_date),
    }


def columns_of(feed: Feed) -> list[FeedColumn]:
    """The columns shown as evidence: the date of the event, then the others that have a name, as declared."""
    return [
        feed.column(feed.as_of),
        *(column for column in feed.columns if column.label and column.field != feed.as_of),
    ]


def rows_of(records: Iterable[Any], feed: Feed) -> list[tuple[Any, list[tuple[FeedColumn, str]]]]:
    """Each report with its columns and their texts."""
    columns = columns_of(feed)
    return [(record, [(column, _text(column, record.values.get(column.field))) for column in columns])
            for record in records]  # fmt: skip


def _plain(value: int, unit: str) -> str:
    """A figure within a sentence, which brings the unit of money itself."""
    return yuan_plain(value) if unit == "fen" else in_unit(value, unit)


def _text(column: FeedColumn, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if column.kind == "money":
        return yuan(value)
    if column.kind == "date":
        return day(value)
    return str(column.label_of(value)) if column.kind == "code" else str(value)
