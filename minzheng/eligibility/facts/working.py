"""Working facts out: what departments reported, and what the registers know, becomes a value for everybody."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from minzheng.eligibility.facts.keeping import keep, keeps_month
from minzheng.eligibility.facts.seen import Reports, reports_now
from minzheng.exchange import lake
from minzheng.exchange.queries import lists_back
from minzheng.kernel.declare import Count, Day, Fact, FromFeed, FromRegister, Gone, How, Latest, Sum, registry
from minzheng.rulekit.months import add_months, end_of

#: What is known now, fact by fact.
NOW = "now_known"
_ORDINAL = "DATE '0001-01-01'"
_NEWEST = "QUALIFY row_number() OVER (PARTITION BY person ORDER BY as_of DESC, batch DESC, row DESC) = 1"
_DAY = f"max(as_of) - {_ORDINAL} + 1 AS value, max(as_of) AS data_date, count(*) AS records"
#: How the events of a person become the value, by the way it is declared.
_SELECT = {
    Sum: "SELECT person, sum({field}) AS value, max(as_of) AS data_date, count(*) AS records"
    " FROM {events} GROUP BY person",
    Latest: f"SELECT person, {{field}} AS value, as_of AS data_date, 1 AS records FROM {{events}} {_NEWEST}",
    Day: f"SELECT person, {_DAY} FROM {{events}} GROUP BY person",
    Count: "SELECT person, count(*) AS value, max(as_of) AS data_date, count(*) AS records"
    " FROM {events} GROUP BY person",
    # Of each sender's lists those count that came in whole: a list cut short makes nobody disappear.
    Gone: f"""
        SELECT person, {_DAY} FROM {{events}} event JOIN lists ON lists.batch = event.batch
         GROUP BY person, lists.month HAVING max(as_of) < lists.month""",
}
#: The day that a field of the newest event names; where it is left open, the last there is.
_FIELD_DAY = f"""
    SELECT person, COALESCE({{field}}, DATE '9999-12-31') - {_ORDINAL} + 1 AS value, as_of AS data_date, 1 AS records
      FROM {{events}} {_NEWEST}"""
_NOT_TAKEN_BACK = """
    AND NOT EXISTS (FROM evidence_{feed} back
                     WHERE back.person = line.person AND back.as_of {reach} line.as_of AND back."_{back}" = ?)"""


def window(fact: Fact, how: How, month: date) -> tuple[date, date]:
    """The days that count for a fact at the end of a month: after the first date, up to and including the second."""
    until = end_of(month)
    if isinstance(how, Sum):
        return add_months(month, 1 - how.months) - timedelta(days=1), until
    return (until - timedelta(days=fact.age_days) if fact.age_days is not None else date.min), until


def work_out(month: date, facts: Iterable[Fact] | None = None) -> int:
    """Work out facts, all where none are named, as they stand at the end of a month; return how many values changed.

    Run again, it gives the same; late data change the value of the month in which they are worked out: only people of
    whom something was reported since are looked at again.  The facts in which our own registers have a say come last,
    since some follow from what departments told.  They are worked out for everybody, and again only where something was
    reported that they rest on; whatever else was done in the month since is for the next one.
    """
    wanted = list(registry.facts if facts is None else facts)
    reported = [fact for fact in wanted if all(isinstance(source, FromFeed) for source in fact.sources)]
    own = [fact for fact in wanted if fact not in reported]
    with lake.opened() as duck:
        seen = reports_now(duck, month) if facts is None else Reports()
        changed = _work_out(duck, month, [fact for fact in reported if seen.tells_of(_feeds(fact))], seen)
        changed += _work_out(duck, month, [fact for fact in own if seen.tells_of(_feeds(fact))], Reports())
    if facts is None:
        keeps_month(month, seen)
    return changed


def _work_out(duck: duckdb.DuckDBPyConnection, month: date, facts: Sequence[Fact], seen: Reports) -> int:
    if not facts:
        return 0
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE {NOW}"
        " (fact VARCHAR, person BIGINT, value BIGINT, data_date DATE, records BIGINT, source SMALLINT)"
    )
    people = "" if seen.everybody else seen.people
    feeds = {source.feed for fact in facts for source in fact.sources if isinstance(source, FromFeed)}
    lake.show_evidence(duck, sorted(feeds), people)
    for fact in facts:
        for number, source in enumerate(fact.sources, start=1):
            _take(duck, fact, number, source, month)
    return keep(duck, NOW, month, [fact.code for fact in facts], people)


def _take(
    duck: duckdb.DuckDBPyConnection, fact: Fact, number: int, source: FromFeed | FromRegister, month: date
) -> None:
    """What a source says; a source further down the order does not speak of whom one before it knows something."""
    select, values = (
        _from_feed(duck, fact, source, month) if isinstance(source, FromFeed) else _given(duck, source, month)
    )
    duck.execute(
        f"INSERT INTO {NOW} SELECT '{fact.code}', person, value, data_date, records, {number} FROM ({select}) said"
        f" WHERE value IS NOT NULL AND NOT EXISTS"
        f" (FROM {NOW} before WHERE before.fact = '{fact.code}' AND before.person = said.person)",
        values,
    )


def _given(duck: duckdb.DuckDBPyConnection, source: FromRegister, month: date) -> tuple[str, list[Any]]:
    """The rows that a register gives for a month."""
    people, figures, days = zip(*rows, strict=True) if (rows := list(source.rows(month))) else ((), (), ())
    columns = [pa.array(people, pa.int64()), pa.array(figures, pa.int64()), pa.array(days, pa.date32())]
    duck.register("given", pa.table(columns, names=["person", "value", "data_date"]))
    return "SELECT *, 1 AS records FROM given", []


def _from_feed(duck: duckdb.DuckDBPyConnection, fact: Fact, source: FromFeed, month: date) -> tuple[str, list[Any]]:
    """The rows that a feed gives for a month, as a statement and what it is asked with."""
    how, name = source.how, getattr(source.how, "field", "")
    events = f"SELECT * FROM evidence_{source.feed} line WHERE as_of > ? AND as_of <= ?"
    values: list[Any] = [*window(fact, how, month)]
    if (among := getattr(how, "among", None)) is not None:
        events += f' AND "_{among[0]}" IN ({", ".join("?" for _code in among[1])})'
        values += among[1]
    newest = isinstance(how, Latest) or bool(name and isinstance(how, Day))
    if back := registry.feeds[source.feed].takes_back:
        events += _NOT_TAKEN_BACK.format(feed=source.feed, reach=">=" if newest else "=", back=back[0])
        values.append(back[1])
    if isinstance(how, Gone):
        duck.register("lists", lists_back(source.feed, month, how.lists))
    select = _FIELD_DAY if newest and isinstance(how, Day) else _SELECT[type(how)]
    return select.format(field=f'"_{name}"', events=f"({events})"), values


def _feeds(fact: Fact) -> set[str]:
    """The data sets that a fact rests on, by itself or through the facts it follows."""
    return {feed for source in fact.sources for feed in _feeds_of(source)}


def _feeds_of(source: FromFeed | FromRegister) -> set[str]:
    if isinstance(source, FromFeed):
        return {source.feed}
    return {feed for code in source.follows for feed in _feeds(registry.facts[code])}
