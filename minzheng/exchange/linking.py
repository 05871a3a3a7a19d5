"""Finding out whose the lines of departments' files are, by the keyed hash of the identity number."""

import duckdb
import pyarrow as pa

from minzheng.exchange import lake
from minzheng.exchange.models import Batch
from minzheng.exchange.taking import count_people
from minzheng.kernel import bulk
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.identity.rotation import fill_feed_hashes
from minzheng.registers.models import Person

_PEOPLE = pa.schema([("id", pa.int64()), ("hash", pa.string()), ("name", pa.string())])


def hash_column() -> str:
    """The column of the register of people by which departments' reports are matched: the hash of the first key."""
    if keyring().current_index == keyring().feed_index:
        return "resident_hash"
    fill_feed_hashes()
    return "feed_hash"


def link_records() -> int:
    """Match the lines that have nobody yet to people, and return how many were.

    Whether the name agrees is kept with the match: a line under another's number is not evidence until somebody looked.
    Of a file that was looked through before, only people who came into the register since are looked for.
    """
    newest = Person.objects.order_by("-id").values_list("id", flat=True).first() or 0
    waiting = Batch.objects.filter(unmatched__gt=0, linked_to__lt=newest).order_by("feed", "id")
    if not (batches := list(waiting)):
        return 0
    with lake.opened() as duck:
        since = min(batch.linked_to for batch in batches)
        show_people(duck, since)
        linked = [_link(duck, batch, newest) for batch in batches]
    return sum(linked)


def show_people(duck: duckdb.DuckDBPyConnection, since: int) -> None:
    """Make the people of the register a table of the place, with the hashes of their numbers; those after a number."""
    column = hash_column()
    select = f"SELECT id, encode({column}, 'hex'), name FROM registers_person WHERE {column} IS NOT NULL AND id > %s"
    duck.register("people_written", bulk.fetch(select, _PEOPLE, [since]))
    duck.execute("CREATE TEMP TABLE people AS SELECT id, unhex(hash) AS hash, name FROM people_written")


def match(duck: duckdb.DuckDBPyConnection, lines: str) -> int:
    """Find the people of the lines that have nobody yet, as the table `found`, and return how many were."""
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE found AS SELECT line.key, people.id, people.name"
        f" FROM {lines} line JOIN people USING (hash) WHERE line.person IS NULL"
    )
    (count,) = duck.execute("SELECT count(*) FROM found").fetchone() or (0,)
    return int(count)


def _link(duck: duckdb.DuckDBPyConnection, batch: Batch, newest: int) -> int:
    lines = lake.show(duck, batch.feed, [batch], filled_in=False)
    count = match(duck, lines)
    if count:
        batch.part = lake.write(
            duck, batch.feed,
            "SELECT line.* REPLACE (COALESCE(line.person, found.id) AS person,"
            " COALESCE(line.agrees, replace(line.name, ' ', '') = found.name) AS agrees)"
            f" FROM {lines} line LEFT JOIN found USING (key)",
        )  # fmt: skip
        count_people(duck, batch)
    batch.linked_to = newest
    batch.save(update_fields=["part", "linked_to", "matched", "other_name", "unmatched"])
    return int(count)
