"""The facts that the platform draws from department data, and their values by month."""

from datetime import date, timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Fact, registry
from minzheng.rulekit.months import add_months

SELF_PAID_MEDICAL = registry.add(
    Fact(
        code="self_paid_medical_12m",
        label=_("Medical costs paid by the person in 12 months"),
        unit="fen",
        feed="medical_insurance_settlement",
        field="self_paid_fen",
        window_months=12,
        purpose=_("finding hardship; essential-expense test"),
        unknown=_(
            "No bill reported: this does not mean that there was none (treatment outside insurance is not seen)."
        ),
    )
)


def window(fact: Fact, month: date) -> tuple[date, date]:
    """The days that count for a fact at the end of a month: after the first date, up to and including the second."""
    day = timedelta(days=1)
    return add_months(month, 1 - fact.window_months) - day, add_months(month, 1) - day


def work_out(fact: Fact, month: date) -> int:
    """Work out a fact for everybody at the end of a month from the matched rows, and return how many people have it.

    Run again, it gives the same rows; late data change the value of the month in which they are worked out.
    """
    after, until = window(fact, month)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO eligibility_factvalue (fact, person_id, month, value, data_date, records, division_code)
            SELECT %(fact)s, record.person_id, %(month)s, sum((record."values"->>%(field)s)::bigint),
                   max(record.as_of), count(*), person.residence_code
              FROM exchange_record record JOIN registers_person person ON person.id = record.person_id
             WHERE record.feed = %(feed)s AND record.name_agrees
               AND record.as_of > %(after)s AND record.as_of <= %(until)s
             GROUP BY record.person_id, person.residence_code
            ON CONFLICT (fact, person_id, month) DO UPDATE
               SET value = excluded.value, data_date = excluded.data_date, records = excluded.records
            """,
            {"fact": fact.code, "month": month, "field": fact.field, "feed": fact.feed, "after": after, "until": until},
        )
        return cursor.rowcount
