"""Changing keys: everything under the newest key, in chunks, to be killed at any point and run again.

Nothing is remembered of where a run stopped.  What is still under an old key is found by looking: a ciphertext begins
with the number of its key, a hash is compared with the one that the newest key makes.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from minzheng.kernel.access.scope import in_scope
from minzheng.kernel.access.upkeep import ALL_CODES
from minzheng.kernel.documents import vault
from minzheng.kernel.identity.algorithms import family
from minzheng.kernel.identity.fields import HashOf, SealedTextField, keyring
from minzheng.kernel.identity.keyring import Keyring, write_keyring
from minzheng.kernel.search.indexing import rebuild

CHUNK = 2000

#: Told after each chunk: where the work is, how many rows or files are done, how many there are.
Tell = Callable[[str, int, int], None]
Rows = list[tuple[Any, ...]]


def silent(where: str, done: int, total: int) -> None:
    """Tell nobody."""


class InUse(RuntimeError):
    """A key is still needed."""


@dataclass(frozen=True)
class Table:
    """A table with fields that keys protect: sealed columns, and hash columns with the sealed column of each."""

    model: type[models.Model]
    sealed: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]  # of the index key: hash column, sealed column
    feed_hashes: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.model._meta.db_table


def tables() -> list[Table]:
    """Every table with sealed fields, found by its fields."""
    return [table for table in map(_table, apps.get_models()) if table.sealed]


def _table(model: type[models.Model]) -> Table:
    fields = model._meta.concrete_fields
    hashes = [f for f in fields if isinstance(f, HashOf) and f.source]
    columns = {f.name: str(f.column) for f in fields}

    def pairs(feed: bool) -> tuple[tuple[str, str], ...]:
        return tuple((str(f.column), columns[f.source]) for f in hashes if f.feed is feed)

    return Table(
        model, tuple(str(f.column) for f in fields if isinstance(f, SealedTextField)), pairs(False), pairs(True)
    )


def rotate_encryption(tell: Tell, *, new: bool = True) -> int:
    """Make a new encryption key (or, without `new`, finish what was begun) and bring everything under it.

    Afterwards older keys that nothing uses are marked as retired; they stay to read older backups until somebody
    destroys them.  Returns how many rows and files were encrypted anew.
    """
    if new:
        write_keyring(settings.KEYS, keyring().with_new("encryption", family(settings.CRYPTO)))
    done = sum(_reseal(table, tell) for table in tables()) + _reseal_files(tell)
    in_use = encryption_in_use()
    for number, key in keyring().encryption.items():
        if number != keyring().current and number not in in_use and not key.retired:
            write_keyring(settings.KEYS, keyring().with_retired("encryption", number))
    return done


def rotate_index(tell: Tell, *, new: bool = True) -> int:
    """Make a new index key (or finish what was begun) and make every hash anew whose clear text is kept.

    Until it is done, registers are searched by the old and the new hash.  Reports of departments keep the hash of the
    first index key, which therefore stays.  Returns how many rows were changed.
    """
    if new:
        write_keyring(settings.KEYS, keyring().with_new("index", family(settings.CRYPTO)))
    fill_feed_hashes()
    done = sum(_rehash(table, tell) for table in tables() if table.hashes)
    tell(_("search tokens"), 0, 1)
    rebuild()
    for number, key in keyring().index.items():
        if number != keyring().current_index and not key.retired:
            write_keyring(settings.KEYS, keyring().with_retired("index", number))
    return done


def begun(kind: str) -> bool:
    """Whether a change of keys of this kind ("encryption" or "index") was begun and has not come to its end."""
    ring = getattr(keyring(), kind)
    return any(not key.retired for number, key in ring.items() if number != max(ring))


def encryption_in_use() -> dict[int, dict[str, int]]:
    """What is under each encryption key: by its number, table and column (or files) and how many."""
    found: dict[int, dict[str, int]] = {}
    with in_scope(ALL_CODES), connection.cursor() as cursor:
        for table in tables():
            for column in table.sealed:
                cursor.execute(
                    sql.SQL("SELECT get_byte({0}, 0), count(*) FROM {1} WHERE {0} IS NOT NULL GROUP BY 1").format(
                        sql.Identifier(column), sql.Identifier(table.name)
                    )
                )
                for number, count in cursor.fetchall():
                    found.setdefault(number, {})[f"{table.name}.{column}"] = count
    for path in vault.kept():
        where = found.setdefault(_key_of(path), {})
        where["files"] = where.get("files", 0) + 1
    return found


def destroy(kind: str, number: int) -> None:
    """Take a retired key out of the keyring for good.  Raises InUse, in words, where something still needs it."""
    ring = keyring()
    key = getattr(ring, kind).get(number)
    if key is None:
        raise InUse(_("There is no such key."))
    if not key.retired:
        raise InUse(_("This key is in use. Change keys first: minzheng keys rotate."))
    if kind == "index" and number == ring.feed_index:
        raise InUse(_("Departments' reports are found by this key, and their clear text is not kept."))
    if kind == "encryption" and (uses := encryption_in_use().get(number)):
        raise InUse(_("Still encrypted with it: %(uses)s.") % {"uses": ", ".join(uses)})
    with connection.cursor() as cursor:  # an act that began before the key was retired may still write with it
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE xact_start < %s::timestamptz", [key.retired])
        if cursor.fetchone()[0]:
            raise InUse(_("A transaction that began before the key was retired is still open. Try again later."))
    write_keyring(settings.KEYS, ring.without(kind, number))


def fill_feed_hashes() -> int:
    """Give every row that departments' reports are matched with its hash of the first index key, where it has none."""
    return sum(_fill(table, column, source) for table in tables() for column, source in table.feed_hashes)


def _fill(table: Table, column: str, source: str) -> int:
    empty = sql.SQL("{} IS NULL AND {} IS NOT NULL").format(sql.Identifier(column), sql.Identifier(source))

    def change(rows: Rows) -> int:
        return _write(table, [column], [(pk, keyring().feed_hash(keyring().decrypt(sealed))) for pk, sealed in rows])

    return _in_chunks(table, [source], empty, change, silent)


def _reseal(table: Table, tell: Tell) -> int:
    current = keyring().current
    old = sql.SQL(" OR ").join(
        sql.SQL("get_byte({}, 0) <> {}").format(sql.Identifier(column), current) for column in table.sealed
    )

    def change(rows: Rows) -> int:
        anew = functools.partial(_sealed_anew, keyring())
        return _write(table, list(table.sealed), [(pk, *map(anew, values)) for pk, *values in rows])

    return _in_chunks(table, list(table.sealed), old, change, tell)


def _sealed_anew(ring: Keyring, sealed: bytes | None) -> bytes | None:
    return None if sealed is None else ring.encrypt_bytes(ring.decrypt_bytes(sealed))


def _reseal_files(tell: Tell) -> int:
    current = keyring().current
    old = [path for path in vault.kept() if _key_of(path) != current]
    for done, path in enumerate(old, 1):
        vault.seal_anew(path)
        tell(_("files"), done, len(old))
    return len(old)


def _rehash(table: Table, tell: Tell) -> int:
    def change(rows: Rows) -> int:
        made = [(pk, values, _hashed_anew(values)) for pk, *values in rows]
        new = [(pk, *hashes) for pk, values, hashes in made if hashes != list(map(_bytes, values[::2]))]
        try:
            return _write(table, [column for column, _source in table.hashes], new)
        except IntegrityError as error:
            raise InUse(
                _("Two rows of “%(table)s” carry the same number; one of them came in meanwhile: %(error)s")
                % {"table": table.model._meta.verbose_name, "error": str(error).splitlines()[0]}
            ) from error

    return _in_chunks(table, [column for pair in table.hashes for column in pair], sql.SQL("true"), change, tell)


def _hashed_anew(values: list[Any]) -> list[bytes | None]:
    """From hash, sealed text, hash, sealed text, ... the hashes as the newest index key makes them."""
    return [None if sealed is None else keyring().keyed_hash(keyring().decrypt(sealed)) for sealed in values[1::2]]


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)


def _count(table: Table, condition: sql.Composable) -> int:
    with in_scope(ALL_CODES), connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {} WHERE {}").format(sql.Identifier(table.name), condition))
        return cursor.fetchone()[0]


def _in_chunks(
    table: Table, columns: list[str], condition: sql.Composable, change: Callable[[Rows], int], tell: Tell
) -> int:
    """Have the rows of a condition changed, in chunks by primary key, each locked in a transaction of its own."""
    key = sql.Identifier(str(table.model._meta.pk.column))
    query = sql.SQL("SELECT {} FROM {} WHERE {} > %s AND ({}) ORDER BY {} LIMIT {} FOR UPDATE").format(
        sql.SQL(", ").join([key, *map(sql.Identifier, columns)]), sql.Identifier(table.name), key, condition, key, CHUNK
    )
    last, changed, seen, total = -1, 0, 0, _count(table, condition)
    while True:
        with in_scope(ALL_CODES), connection.cursor() as cursor:
            cursor.execute(query, [last])
            rows = cursor.fetchall()
            changed += change(rows)
        if not rows:
            return changed
        last, seen = rows[-1][0], seen + len(rows)
        tell(str(table.model._meta.verbose_name), seen, max(seen, total))


def _write(table: Table, columns: list[str], rows: Rows) -> int:
    """Write bytes into columns of rows given as (primary key, value, value, ...), in one statement."""
    if not rows:
        return 0
    key, target = sql.Identifier(str(table.model._meta.pk.column)), sql.Identifier(table.name)
    names = [sql.Identifier(column) for column in columns]
    statement = sql.SQL("UPDATE {} SET {} FROM unnest(%s::bigint[], {}) AS anew ({}) WHERE {}.{} = anew.{}").format(
        target, sql.SQL(", ").join(sql.SQL("{0} = anew.{0}").format(name) for name in names),
        sql.SQL(", ").join([sql.SQL("%s::bytea[]")] * len(names)), sql.SQL(", ").join([key, *names]), target, key, key,
    )  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [list(values) for values in zip(*rows, strict=True)])
    return len(rows)


def _key_of(path: Path) -> int:
    with path.open("rb") as file:
        return file.read(1)[0]
