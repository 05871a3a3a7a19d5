"""The facts that the platform draws from department data, and their values by month."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from minzheng.exchange.feeds import disability_federation_cards as cards
from minzheng.kernel.declare import Day, Fact, FromFeed, FromRegister, Latest, Sum, registry
from minzheng.rulekit.months import add_months

SELF_PAID_MEDICAL = registry.add(
    Fact(
        code="self_paid_medical_12m",
        label=_("Medical costs paid by the person in 12 months"),
        unit="fen",
        sources=(FromFeed("medical_insurance_settlement", Sum("self_paid_fen", months=12)),),
        purpose=_("finding hardship; essential-expense test"),
        unknown=_(
            "No bill reported: this does not mean that there was none (treatment outside insurance is not seen)."
        ),
    )
)


DISABILITY_LEVEL = registry.add(
    Fact(
        code="disability_level",
        label=_("Level of the disability card"),
        unit="code",
        sources=(FromFeed(cards.FEED.code, Latest("level")),),
        purpose=_("classes and subsidies that depend on a disability"),
        unknown=_("No card reported: this does not mean that there is no disability (many never ask for a card)."),
    )
)

NEW_DISABILITY_LEVEL = registry.add(
    Fact(
        code="new_disability_level",
        label=_("Level of a disability card newly issued or regraded"),
        unit="code",
        sources=(FromFeed(cards.FEED.code, Latest("level", among=("state", (cards.NEW, cards.REGRADED)))),),
        purpose=_("finding disabled people who do not draw what they may ask for"),
        unknown=_("A renewed card, or one in a first list, does not count as new: it says nothing of when it began."),
    )
)

DEATH_DATE = registry.add(
    Fact(
        code="death_date",
        label=_("Reported date of death"),
        unit="date",
        sources=(FromFeed("health_deaths", Day()),),
        purpose=_("ending payments to the dead; nothing ends before a person has looked"),
        unknown=_("No death reported: some deaths are reported months later, some never."),
    )
)

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
}
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


def window(fact: Fact, how: Sum | Latest | Day, month: date) -> tuple[date, date]:
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
    if isinstance(how, Latest) and how.among:
        counts += _AMONG
        values |= {"among": how.among[0], "codes": [str(code) for code in how.among[1]]}
    back = registry.feeds[source.feed].takes_back
    if back:
        counts += _NOT_TAKEN_BACK.format(reach=">=" if isinstance(how, Latest) else "=")
        values |= {"back": back[0], "back_code": str(back[1])}
    return _SELECT[type(how)].format(counts=counts), values
