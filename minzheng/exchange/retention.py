"""How long files and lines are kept: for as many days as the contract of their data set says, and then let go.

A file goes wholly; its digest, its counts and what became of it stay on record.  Of its lines those stay on which
something rests: whoever runs this says of whom.
"""

from collections.abc import Callable, Iterator
from datetime import date as Date
from datetime import timedelta

import duckdb
import pyarrow as pa
from django.db import transaction

from minzheng.exchange import lake
from minzheng.exchange.filling import name_part
from minzheng.exchange.linkage.models import LinkCandidate
from minzheng.exchange.models import Batch
from minzheng.exchange.policies import LET_GO
from minzheng.exchange.taking import mark_alone, one_at_a_time
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Feed, registry
from minzheng.kernel.documents import vault
from minzheng.registers.queries import survivors

#: The people on whose lines of a data set something rests.
RestsOn = Callable[[Feed], set[int]]

_KEPT = "kept_people"
_GO = f"NOT COALESCE(agrees AND person IN (SELECT person FROM {_KEPT}), false)"


def let_go(*, rests_on: RestsOn, actor: Actor, date: Date) -> dict[str, int]:
    """Note every file as removed whose time is over, and take the lines out on which nothing rests; returns how many.

    The files themselves go once that is written: see `sweep_vault`.  Can be killed at any point and run again.
    """
    mark_alone()
    files = lines = 0
    for feed in registry.feeds:
        over = Batch.objects.filter(feed=feed.code, received_on__lt=date - timedelta(days=feed.retention_days))
        for batch in over.filter(removed_on=None).order_by("id"):
            remove_file(batch=batch, actor=actor, date=date)
            files += 1
        lines += _remove_lines_of(feed, list(over.exclude(part="", filled_in="").order_by("id")), rests_on, actor, date)
    return {"files removed": files, "lines removed": lines}


@action(LET_GO)
def remove_file(*, batch: Batch, actor: Actor, date: Date) -> Batch:
    """Note that a file is kept no more, and that its rows can be mended no more; it goes once this is written."""
    batch.removed_on, batch.removed_after = date, registry.feeds[batch.feed].retention_days
    batch.save(update_fields=["removed_on", "removed_after"])
    LinkCandidate.objects.filter(batch=batch, settled_on=None, status="open").update(settled_on=date)
    record("remove_file", batch, actor=actor, date=date, new={"digest": batch.digest, "days": batch.removed_after})
    return batch


@action(LET_GO)
def remove_lines(*, batch: Batch, duck: duckdb.DuckDBPyConnection, actor: Actor, date: Date) -> int:
    """Take those lines of a file out of the lake on which nothing rests, and return how many they were.

    duck    the place in which the table `kept_people` says whose lines stay.
    """
    one_at_a_time(registry.feeds[batch.feed])
    batch.refresh_from_db()
    removed = 0
    for name in ("part", "filled_in"):
        if part := getattr(batch, name):
            count, select = _staying(duck, part)
            if count:
                name_part(duck, batch, select, name)
            removed += count
    record("remove_lines", batch, actor=actor, date=date, new={"lines": removed})
    return removed


def sweep_vault() -> int:
    """Remove the files that were noted as removed and that nothing else names, and return how many they were."""
    gone = 0
    for digest in _noted():
        with transaction.atomic():
            vault.hold(digest)
            if not Batch.objects.filter(digest=digest, removed_on=None).exists() and not vault.named(digest, Batch):
                vault.remove(digest)
                gone += 1
    return gone


def _noted() -> Iterator[str]:
    digests = Batch.objects.filter(removed_on__isnull=False).order_by("digest").values_list("digest", flat=True)
    return (digest for digest in digests.distinct() if vault.keeps(digest))


def _remove_lines_of(feed: Feed, batches: list[Batch], rests_on: RestsOn, actor: Actor, date: Date) -> int:
    """Take the lines of files of a data set out, of whom nothing rests on them."""
    if not batches:
        return 0
    with lake.opened() as duck:
        lines = lake.show(duck, feed.code, batches)
        people = [who for (who,) in duck.execute(f"SELECT DISTINCT person FROM {lines} WHERE agrees").fetchall()]
        lake.put(duck, _KEPT, ((person,) for person in _kept(feed, people, rests_on)), person=pa.int64())
        duck.execute(f"SELECT DISTINCT batch FROM {lines} WHERE {_GO}")
        going = {pk for (pk,) in duck.fetchall()}
        found = [batch for batch in batches if batch.pk in going]
        return sum(remove_lines(batch=batch, duck=duck, actor=actor, date=date) for batch in found)


def _kept(feed: Feed, people: list[int], rests_on: RestsOn) -> list[int]:
    """Those of some people whose lines stay; what rests on somebody's record rests on those that were joined to it."""
    joined, resting = survivors(), rests_on(feed)
    return [person for person in people if person in resting or joined.get(person) in resting]


def _staying(duck: duckdb.DuckDBPyConnection, part: str) -> tuple[int, str]:
    """How many lines of a part go, and the statement of those that stay."""
    lines = lake.lines_in(part)
    (count,) = duck.execute(f"SELECT count(*) FROM {lines} WHERE {_GO}").fetchone() or (0,)
    return int(count), f"SELECT * FROM {lines} WHERE NOT {_GO}"
