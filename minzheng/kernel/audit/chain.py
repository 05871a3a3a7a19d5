"""Records that only grow, sealed in batches, so that whoever changes them afterwards is found out.

A seal covers the next rows by number.  It holds the digest of each row, over every column as PostgreSQL writes it in
text (UTC, ISO dates), and a head: the digest of the head before, of what the seal says of itself, and of those digests.
The heads are kept outside the database too (`heads`), so that a cut end is found as well.

Writers never wait for the seal.  A row's number is handed out before its transaction is known to the database, so a
number below the highest one seen may still be on its way.  Whoever inserts holds a lock of its table from before the
number is drawn to the end of the transaction; once everybody who held it when the highest number was seen has ended,
nothing can appear below that number any more, and what lies there is sealed.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from minzheng.kernel.access.scope import in_scope
from minzheng.kernel.access.upkeep import ALL_CODES
from minzheng.kernel.audit import heads
from minzheng.kernel.audit.models import Seal
from minzheng.kernel.identity.algorithms import Family, family
from minzheng.kernel.identity.fields import SealedTextField

#: Rows in one seal.
BATCH = 10_000
#: Seconds to wait for transactions that are writing.
PATIENCE = 10.0
BEFORE_ALL = -(2**63)
FIRST_HEAD = bytes(32)
_NUMBER, _DIGEST = 8, 32
_LOCK = 5_226_34
_INSERTING = ["RowExclusiveLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"]
#: How rows are written as text; and that they are read by the index of their numbers, whatever the statistics say.
_SETTINGS = {"TimeZone": "UTC", "DateStyle": "ISO, YMD", "IntervalStyle": "postgres", "bytea_output": "hex",
             "extra_float_digits": "1", "enable_seqscan": "off", "enable_sort": "off"}  # fmt: skip


class Cut(RuntimeError):
    """The record does not go on from the head that is kept outside; nothing is sealed until somebody has looked."""


@dataclass(frozen=True)
class Chain:
    """A table whose rows are sealed.

    `time` is the column of the time at which a row was written, where it has one; `says` are the columns by which a
    person recognises a row.
    """

    model: type[models.Model]
    time: str = ""
    says: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The name of the table, which is the name of the chain."""
        return self.model._meta.db_table

    def columns(self) -> list[str]:
        """Every column: the number first, then the time, then the others by name."""
        fields = self.model._meta.concrete_fields
        if any(isinstance(field, SealedTextField) for field in fields):
            raise TypeError(f"{self.table} has encrypted fields, which change with their key and cannot be sealed")
        key = str(self.model._meta.pk.column)
        others = sorted(str(field.column) for field in fields if field.column not in (key, self.time))
        return [key, *([self.time] if self.time else []), *others]


def seal(chain: Chain, *, patience: float = PATIENCE) -> int:
    """Seal what was written since the last seal, and return how many rows that is.

    Nothing is sealed while another process seals, or while a transaction that was writing has not ended within
    `patience` seconds: the next call takes it up.  Raises Cut where the record does not go on from the kept head.
    """
    if connection.in_atomic_block:
        raise RuntimeError("Rows are sealed once they are committed; seal outside a transaction.")
    with _only_one() as mine:
        if not mine:
            return 0
        _check_end(chain)
        upto, sealed = _settled(chain, patience), 0
        while made := _seal_next(chain, upto):
            heads.keep(_line(made))
            sealed += made.count
        return sealed


def head_of(made_by: Family, previous: bytes, made: Seal) -> bytes:
    """The head of a seal, from the head before it and from everything the seal says."""
    itself = [made.chain, made.number, made.last_entry, made.count, made.columns, made.algorithm,
              made.sealed_at.astimezone(UTC).isoformat()]  # fmt: skip
    return made_by.digest(previous + json.dumps(itself).encode() + bytes(made.entries))


def rows_between(
    chain: Chain, columns: list[str], after: int, upto: int, made_by: Family,
    look: Callable[[bytes], object] | None = None, limit: int | None = None,
) -> bytes:  # fmt: skip
    """The entries of a seal: number and digest of every row with after < number <= upto, by number.

    `look` sees each row as text.  To be called within a transaction whose scope is every row.
    """
    key = sql.Identifier(columns[0])
    query = sql.SQL("COPY (SELECT {} FROM {} WHERE {} > {} AND {} <= {} ORDER BY {} LIMIT {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(chain.table), key, after, key, upto, key, limit
    )
    parts: list[bytes] = []
    digest = made_by.digest
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(_SETTINGS)), sum(_SETTINGS.items(), ()))
        with cursor.copy(query) as copy:
            for block in copy:
                row = bytes(block)
                parts.append(int(row[: row.index(b"\t")]).to_bytes(_NUMBER, "big", signed=True))
                parts.append(digest(row))
                if look is not None:
                    look(row)
    return b"".join(parts)


def entries_of(entries: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and digest of each row of a seal."""
    for at in range(0, len(entries), _NUMBER + _DIGEST):
        end = at + _NUMBER
        yield int.from_bytes(entries[at:end], "big", signed=True), entries[end : end + _DIGEST]


def waiting(chain: Chain) -> int:
    """How many rows are not sealed yet."""
    last = _last(chain)
    with in_scope(ALL_CODES):
        return chain.model._default_manager.filter(pk__gt=last.last_entry if last else BEFORE_ALL).count()


def accept_restore(chain: Chain, reason: str) -> int | None:
    """Say in the kept heads that a backup was restored, so that the record ends at an earlier seal.

    Returns the number of that seal (0 for none); None where the record does not end before the heads do.
    """
    last, ends = _last(chain), heads.standing(chain.table)
    number = last.number if last else 0
    if max(ends, default=0) <= number:
        return None
    heads.keep(heads.restored(timezone.now(), chain.table, number, reason))
    return number


def _last(chain: Chain) -> Seal | None:
    return Seal.objects.filter(chain=chain.table).order_by("-number").first()


def _line(made: Seal) -> str:
    return heads.line(made.sealed_at, made.chain, made.number, bytes(made.head), made.last_entry)


def _check_end(chain: Chain) -> None:
    """See that the last seal is the one whose head was kept; keep the heads that a crash left out."""
    kept = heads.standing(chain.table)
    newest = max(kept, default=0)
    last = Seal.objects.filter(chain=chain.table, number=newest).first()
    if newest and (last is None or bytes(last.head) != kept[newest]):
        raise Cut(
            _("The record %(table)s does not go on from seal %(number)s, whose head is kept in %(folder)s.")
            % {"table": chain.table, "number": newest, "folder": settings.HEADS}
            + " "
            + _("Nothing was sealed. See minzheng audit verify; after a restore, minzheng audit restored.")
        )
    for made in Seal.objects.filter(chain=chain.table, number__gt=newest).order_by("number").iterator(20):
        heads.keep(_line(made))


def _settled(chain: Chain, patience: float) -> int:
    """The highest number below which nothing can appear any more; BEFORE_ALL where somebody is still writing."""
    with in_scope(ALL_CODES):
        highest = chain.model._default_manager.aggregate(highest=models.Max("pk"))["highest"]
    if highest is None:
        return BEFORE_ALL
    writers, deadline = _writers(chain), time.monotonic() + patience
    while writers and writers & _writers(chain):
        if time.monotonic() >= deadline:
            return BEFORE_ALL
        time.sleep(0.02)
    return highest


def _writers(chain: Chain) -> set[str]:
    """The transactions that hold, or wait for, a lock with which rows are inserted."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT virtualtransaction FROM pg_locks
             WHERE relation = %s::regclass AND mode = ANY(%s) AND pid IS DISTINCT FROM pg_backend_pid()
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            [chain.table, _INSERTING],
        )
        return {holder for (holder,) in cursor.fetchall()}


def _seal_next(chain: Chain, upto: int) -> Seal | None:
    made_by = family(settings.CRYPTO)
    last, columns = _last(chain), chain.columns()
    with in_scope(ALL_CODES):
        after = last.last_entry if last else BEFORE_ALL
        entries = rows_between(chain, columns, after, upto, made_by, limit=BATCH)
        if not entries:
            return None
        numbers = [number for number, _digest in entries_of(entries)]
        made = Seal(
            chain=chain.table, number=last.number + 1 if last else 1, last_entry=numbers[-1],
            count=len(numbers), columns=columns, entries=entries, algorithm=made_by.name,
            sealed_at=datetime.now(UTC).replace(microsecond=0),
        )  # fmt: skip
        made.head = head_of(made_by, bytes(last.head) if last else FIRST_HEAD, made)
        made.save(force_insert=True)
    return made


@contextmanager
def _only_one() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        mine: Any = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
