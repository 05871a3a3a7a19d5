"""Working facts out: what departments reported becomes a value for everybody, month by month."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from minzheng.kernel.declare import Count, Day, Fact, FromFeed, FromRegister, Gone, How, Latest, Sum, registry
from minzheng.rulekit.months import add_months

#: How the events of a person become the value, by the way it is declared; `taken_back` and `among` narrow the events.
_SELECT = {
    Sum: """
        SELECT event.person_id, sum((event."values"->>%(field)s)::bigint) AS value, max(event.as_of) AS data_date,
               count(*) AS records
          FROM exchange_record event WHERE {counts} GROUP BY event.person_id""",
    Latest: """
        SELECT DISTINCT ON (event.person_id) event.person_id, (event."values"->>%(field)s)::bigint AS value,
               event.as_of AS data_date, 1 AS records
          FROM exchange_record event WHERE {counts}
         ORDER BY event.person_id, event.as_of DESC, event.batch_id DESC, event.row DESC""",
    Day: """
        SELECT event.person_id, max(event.as_of) - DATE '0001-01-01' + 1 AS value, max(event.as_of) AS data_date,
               count(*) AS records
          FROM exchange_record event WHERE {counts} GROUP BY event.person_id""",
    Count: """
        SELECT event.person_id, count(*) AS value, max(event.as_of) AS data_date, count(*) AS records
          FROM exchange_record event WHERE {counts} GROUP BY event.person_id""",
    # Of each sender's lists those count that came in whole: a list cut short makes nobody disappear.
    Gone: """
        WITH lists AS (
            SELECT division_code, month, sum(loaded + repeated) AS rows FROM exchange_batch
             WHERE feed = %(feed)s AND status = 'loaded' AND month <= %(month)s GROUP BY division_code, month),
        whole AS (
            SELECT division_code, month, row_number() OVER (PARTITION BY division_code ORDER BY month DESC) AS back
              FROM lists
             WHERE rows * 5 >= 4 * (SELECT max(other.rows) FROM lists other
                                     WHERE other.division_code = lists.division_code
                                       AND other.month > lists.month - interval '12 months'))
        SELECT event.person_id, max(event.as_of) - DATE '0001-01-01' + 1 AS value, max(event.as_of) AS data_date,
               count(*) AS records
          FROM exchange_record event JOIN exchange_batch batch ON batch.id = event.batch_id
          JOIN whole ON whole.division_code = batch.division_code AND whole.back = %(lists)s
         WHERE {counts} GROUP BY event.person_id, whole.month HAVING max(event.as_of) < whole.month""",
}
#: The day that a field of the newest event names; where it is left open, the last there is.
_FIELD_DAY = """
        SELECT DISTINCT ON (event.person_id) event.person_id, event.as_of AS data_date, 1 AS records,
               COALESCE((event."values"->>%(field)s)::date, DATE '9999-12-31') - DATE '0001-01-01' + 1 AS value
          FROM exchange_record event WHERE {counts}
         ORDER BY event.person_id, event.as_of DESC, event.batch_id DESC, event.row DESC"""
_COUNTS = """event.feed = %(feed)s AND event.name_agrees AND event.refuted_on IS NULL
           AND event.as_of > %(after)s AND event.as_of <= %(until)s"""
_AMONG = """ AND event."values"->>%(among)s = ANY(%(codes)s)"""
_NOT_TAKEN_BACK = """
           AND NOT EXISTS (SELECT FROM exchange_record back
                            WHERE back.feed = event.feed AND back.person_id = event.person_id AND back.name_agrees
                              AND back.as_of {reach} event.as_of AND back."values"->>%(back)s = %(back_code)s)"""
#: What a source says; a source further down the order does not speak of whom one before it knows something.
_TAKE = """
    INSERT INTO eligibility_factvalue (fact, person_id, month, value, data_date, records, division_code, source)
    SELECT %(fact)s, now.person_id, %(month)s, now.value, now.data_date, now.records, person.residence_code, %(source)s
      FROM ({select}) now JOIN registers_person person ON person.id = now.person_id
     WHERE NOT now.person_id = ANY(%(spoken_of)s)
    ON CONFLICT (fact, person_id, month) DO UPDATE
       SET value = excluded.value, data_date = excluded.data_date, records = excluded.records, source = excluded.source
"""
#: Where nothing stands behind a value any more (it was taken back, or lies too long ago), a row of no events says so.
_LEAVE = """
    INSERT INTO eligibility_factvalue (fact, person_id, month, value, data_date, records, division_code, source)
    SELECT %(fact)s, before.person_id, %(month)s, 0, max(before.data_date), 0, max(before.division_code), 0
      FROM eligibility_factvalue before
     WHERE before.fact = %(fact)s AND before.month IN (%(month)s, %(month_before)s) AND before.records > 0
       AND NOT before.person_id = ANY(%(spoken_of)s)
     GROUP BY before.person_id
    ON CONFLICT (fact, person_id, month) DO UPDATE
       SET value = excluded.value, data_date = excluded.data_date, records = excluded.records, source = excluded.source
"""


def window(fact: Fact, how: How, month: date) -> tuple[date, date]:
    """The days that count for a fact at the end of a month: after the first date, up to and including the second."""
    until = add_months(month, 1) - timedelta(days=1)
    if isinstance(how, Sum):
        return add_months(month, 1 - how.months) - timedelta(days=1), until
    return (until - timedelta(days=fact.age_days) if fact.age_days is not None else date.min), until


def work_out(fact: Fact, month: date) -> int:
    """Work out a fact for everybody at the end of a month from its sources, and return how many values it wrote.

    Run again, it gives the same rows; late data change the value of the month in which they are worked out.  Where
    nothing stands behind a value any more (it was taken back, or lies too long ago), a row of no events says so once.
    """
    with connection.cursor() as cursor:
        spoken_of: list[int] = []
        asked: dict[str, Any] = {"fact": fact.code, "month": month, "month_before": add_months(month, -1)}
        for number, source in enumerate(fact.sources, start=1):
            select, values = _select(fact, source, month)
            values |= {**asked, "source": number, "spoken_of": spoken_of}
            cursor.execute(_TAKE.format(select=select) + " RETURNING person_id", values)
            spoken_of = spoken_of + [row[0] for row in cursor.fetchall()]
        cursor.execute(_LEAVE, {**asked, "spoken_of": spoken_of})
        return len(spoken_of) + cursor.rowcount


def _select(fact: Fact, source: FromFeed | FromRegister, month: date) -> tuple[str, dict[str, Any]]:
    """The rows that a source gives for a month, as a statement and what it is asked with."""
    if isinstance(source, FromFeed):
        return _from_feed(fact, source, month)
    rows = list(source.rows(month))
    columns: dict[str, Any] = {"people": [r[0] for r in rows], "figures": [r[1] for r in rows]}
    columns["days"] = [r[2] for r in rows]
    return (
        "SELECT person_id, value, data_date, 1 AS records FROM"
        " unnest(%(people)s::bigint[], %(figures)s::bigint[], %(days)s::date[]) given (person_id, value, data_date)",
        columns,
    )


def _from_feed(fact: Fact, source: FromFeed, month: date) -> tuple[str, dict[str, Any]]:
    how, counts = source.how, _COUNTS
    after, until = window(fact, how, month)
    values: dict[str, Any] = {
        "feed": source.feed, "field": getattr(how, "field", None), "after": after, "until": until,
    }  # fmt: skip
    if (among := getattr(how, "among", None)) is not None:
        counts += _AMONG
        values |= {"among": among[0], "codes": [str(code) for code in among[1]]}
    if isinstance(how, Gone):
        values |= {"lists": how.lists, "month": month}
    newest = isinstance(how, Latest) or bool(values["field"] and isinstance(how, Day))
    back = registry.feeds[source.feed].takes_back
    if back:
        counts += _NOT_TAKEN_BACK.format(reach=">=" if newest else "=")
        values |= {"back": back[0], "back_code": str(back[1])}
    select = _FIELD_DAY if newest and isinstance(how, Day) else _SELECT[type(how)]
    return select.format(counts=counts), values
