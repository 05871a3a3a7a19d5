"""What is kept of a row that was read: its key, its values, and hashes where identity numbers stood."""

import json
from collections.abc import Iterator

from psycopg.types.json import Jsonb

from minzheng.exchange.reading import GoodRow, natural_key
from minzheng.kernel.declare import Feed
from minzheng.kernel.identity.fields import keyring


def lines_of(feed: Feed, row: GoodRow) -> Iterator[tuple[object, ...]]:
    """A row for everybody it is about, without anything that gives an identity number away.

    Such values leave their keyed hash in the key; so does each of several people.
    """
    hashes = {
        column.field: keyring().feed_hash(str(row.values[column.field]))
        for column in feed.columns
        if (column.kind == "resident_id" or not column.kept) and row.values.get(column.field) is not None
    }
    told_apart = row.values | {field: value.hex() for field, value in hashes.items()}
    names = {name for name, _number in feed.persons}
    values = {field: value for field, value in row.values.items() if field not in hashes and field not in names}
    kept = Jsonb(json.loads(json.dumps(values, default=str)))
    for name, number in feed.persons:
        key = natural_key(feed, told_apart, *([number] if len(feed.persons) > 1 else []))
        yield key, row.number, hashes.get(number), row.values.get(name) or "", row.as_of, kept
