"""Keeping the tokens of rows up to date.  Called by name from the actions that write the rows."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection

from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.declare import Register, registry
from minzheng.kernel.search.models import Token

Triple = tuple[int, int, int]

_CHUNK = 20_000


def triples(register: Register, row: Any) -> set[Triple]:
    """The tokens of a row from each of its seats."""
    search = register.search
    if search is None or search.tokens is None:
        return set()
    seats = {seat for name in search.seats if (seat := getattr(row, name))}
    return {(token, seat, row.pk) for token in search.tokens(row) for seat in seats}


def index(register_code: str, row: Any, before: Iterable[Triple] = ()) -> None:
    """Bring the tokens of one row up to date; `before` are those it had, from `triples` before it was changed.

    Written in the scope of the system: a row is found from all its places, also from those of others.
    """
    now, had = triples(registry.registers[register_code], row), set(before)
    with in_scope(EVERYTHING):
        Token.objects.bulk_create(
            (Token(token=token, division_code=seat, row_id=row_id) for token, seat, row_id in now - had),
            ignore_conflicts=True,
        )
        for token, seat, row_id in had - now:
            Token.objects.filter(token=token, division_code=seat, row_id=row_id).delete()


def index_all(register_code: str, rows: Iterable[Any]) -> int:
    """Write the tokens of many rows that have none yet, by COPY, and return how many were written."""
    register, written, ordered = registry.registers[register_code], 0, iter(rows)
    # Tokens are worked out between the copies: while one runs, the connection can answer nothing else.
    while fresh := [triple for row in islice(ordered, _CHUNK) for triple in triples(register, row)]:
        written += _copy(fresh)
    return written


def rebuild() -> int:
    """Make the tokens of every register anew, as a changed index key asks, and return how many were written.

    In one transaction: until it ends, searches find what they found before; killed, it leaves all as it was.
    """
    with in_scope(EVERYTHING):
        Token.objects.all().delete()
        return sum(
            index_all(register.code, register.model._default_manager.order_by("pk").iterator(chunk_size=_CHUNK))
            for register in registry.registers
            if register.search is not None and register.search.tokens is not None
        )


def _copy(fresh: list[Triple]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE fresh (token int8, division_code int8, row_id int8) ON COMMIT DROP")
        with cursor.copy("COPY fresh FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "int8", "int8"])
            for triple in fresh:
                copy.write_row(triple)
        cursor.execute("INSERT INTO search_token SELECT * FROM fresh ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING")
        written = cursor.rowcount
        cursor.execute("DROP TABLE fresh")
    return written
