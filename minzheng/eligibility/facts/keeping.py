"""Keeping facts: a value stands from the month in which it was worked out until the month that finds another."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
from django.db import connection
from django.db.models import Max

from minzheng.eligibility.facts.seen import Reports
from minzheng.eligibility.models import FactRun
from minzheng.kernel import bulk
from minzheng.rulekit.months import add_months

_BEFORE = pa.schema(
    [("id", pa.int64()), ("fact", pa.string()), ("person", pa.int64()), ("value", pa.int64()),
     ("data_date", pa.date32()), ("records", pa.int64()), ("source", pa.int16())]
)  # fmt: skip
_STANDING = """
    SELECT value.id, value.fact, value.person_id, value.value, value.data_date, value.records, value.source
      FROM eligibility_factvalue value {people}
     WHERE value.fact = ANY(%s) AND value.since <= %s AND (value.until IS NULL OR value.until > %s)"""
_SAME = "fact, person, value, data_date, records, source"


def keep(duck: duckdb.DuckDBPyConnection, now: str, month: date, facts: Sequence[str], people: str = "") -> int:
    """Have the values of a table stand for a month in the place of those that stood before; return how many changed.

    now     the table of the place, with fact, person, value, data_date, records, source.
    people  the table of those who were looked at, where not everybody was.
    """
    duck.register("stood_before", _stood_before(duck, month, facts, people))
    changed = duck.execute(f"SELECT {_SAME} FROM {now} ANTI JOIN stood_before USING ({_SAME})")
    new = changed.to_arrow_table()
    old = duck.execute(f"SELECT id FROM stood_before ANTI JOIN {now} USING ({_SAME})").to_arrow_table()
    duck.unregister("stood_before")
    if not new.num_rows + old.num_rows:
        return 0
    later = FactRun.objects.filter(month__gt=month).exists()
    asked: dict[str, Any] = {
        "month": month,
        "next": add_months(month, 1),
        "end": add_months(month, 1) if later else None,
    }
    asked["run"] = _next_run()
    with connection.cursor() as cursor:
        bulk.put(cursor, "facts_new", "fact text, person bigint, value bigint, data_date date, records bigint,"
                 " source smallint", new)  # fmt: skip
        bulk.put(cursor, "facts_old", "id bigint", old)
        if later:
            cursor.execute(_THE_REST_STANDS, asked)
        for statement in (_UNTIL_NOW, _NEVER, _FROM_NOW):
            cursor.execute(statement, asked)
        cursor.execute("DROP TABLE facts_new, facts_old")
    return new.num_rows + old.num_rows


def keeps_month(month: date, seen: Reports) -> None:
    """Write down that the facts of a month were worked out, and of which reports."""
    FactRun.objects.update_or_create(
        month=month, defaults={"parts": seen.parts, "refuted": seen.refuted, "run": _next_run()}
    )


def _next_run() -> int:
    newest: int | None = FactRun.objects.aggregate(newest=Max("run"))["newest"]
    return (newest or 0) + 1


def _stood_before(duck: duckdb.DuckDBPyConnection, month: date, facts: Sequence[str], people: str) -> pa.Table:
    """The values that stand for a month as it is; of these people only, where they are named."""
    asked: list[Any] = [list(facts), month, month]
    if not people:
        return bulk.fetch(_STANDING.format(people=""), _BEFORE, asked)
    with connection.cursor() as cursor:
        bulk.put(
            cursor, "looked_at", "person bigint", duck.execute(f"SELECT DISTINCT person FROM {people}").to_arrow_table()
        )
        found = bulk.fetch(
            _STANDING.format(people="JOIN looked_at ON looked_at.person = value.person_id"), _BEFORE, asked
        )
        cursor.execute("DROP TABLE looked_at")
    return found


#: A later month was worked out already: what stood in both goes on standing there.
_THE_REST_STANDS = """
    INSERT INTO eligibility_factvalue
           (fact, person_id, value, data_date, records, source, division_code, run, since, until)
    SELECT value.fact, value.person_id, value.value, value.data_date, value.records, value.source,
           value.division_code, value.run, %(next)s, value.until
      FROM eligibility_factvalue value JOIN facts_old USING (id)
     WHERE value.until IS NULL OR value.until > %(next)s
"""
_UNTIL_NOW = """
    UPDATE eligibility_factvalue value SET until = %(month)s, run = %(run)s
      FROM facts_old WHERE facts_old.id = value.id AND value.since < %(month)s
"""
_NEVER = "DELETE FROM eligibility_factvalue value USING facts_old WHERE facts_old.id = value.id AND since = %(month)s"
_FROM_NOW = """
    INSERT INTO eligibility_factvalue
           (fact, person_id, value, data_date, records, source, division_code, run, since, until)
    SELECT new.fact, new.person, new.value, new.data_date, new.records, new.source, person.residence_code,
           %(run)s, %(month)s, %(end)s
      FROM facts_new new JOIN registers_person person ON person.id = new.person
     ORDER BY new.fact, person.residence_code
"""
