"""Facts that the registers know: who lives with whom, and how old they are."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection

from minzheng.registers.models import Person
from minzheng.rulekit.months import add_months, end_of

OLD, VERY_OLD, GROWN = 60, 80, 18
#: A birthday is looked at in the month it falls in and in the two after it.
LATELY = 3
Rows = Iterable[tuple[int, int, date]]

_AT_HOME = """
    WITH home AS (
        SELECT membership.household_id, person.id, person.birth_date,
               max(person.birth_date) OVER (PARTITION BY membership.household_id) AS youngest
          FROM registers_membership membership JOIN registers_person person ON person.id = membership.person_id
         WHERE membership.valid @> %(day)s::date AND person.death_date IS NULL)
    SELECT home.id, home.birth_date FROM home WHERE home.birth_date """


def old_without_young(month: date) -> Rows:
    """People of 60 or more in homes where everybody is."""
    return _at_home("<= %(limit)s AND home.youngest <= %(limit)s", month, OLD)


def very_old(month: date) -> Rows:
    """People of 80 or more."""
    return _at_home("<= %(limit)s", month, VERY_OLD)


def children_bereft(month: date) -> Rows:
    """Minors in homes of which somebody is reported dead or held: of others, nothing follows."""
    return _at_home(
        "> %(limit)s AND EXISTS (SELECT FROM registers_membership member"
        " JOIN eligibility_factvalue fact ON fact.person_id = member.person_id"
        " WHERE member.household_id = home.household_id AND member.valid @> %(day)s::date AND fact.since <= %(month)s"
        " AND (fact.until IS NULL OR fact.until > %(month)s) AND fact.fact IN ('death_date', 'custody_until'))",
        month, GROWN,
    )  # fmt: skip


def turned_eighteen(month: date) -> Rows:
    """People whose eighteenth birthday lies in the last months, with its day."""
    return _turned(GROWN, month)


def turned_sixty(month: date) -> Rows:
    """People whose sixtieth birthday lies in the last months, with its day."""
    return _turned(OLD, month)


def _turned(age: int, month: date) -> Rows:
    end = end_of(month)
    born = add_months(month, 1 - LATELY - 12 * age), add_months(month, 1 - 12 * age) - timedelta(days=1)
    people = Person.objects.filter(birth_date__range=born, death_date=None).order_by("id")
    return [(pk, add_months(birth, 12 * age).toordinal(), end) for pk, birth in people.values_list("id", "birth_date")]


def _at_home(condition: str, month: date, age: int) -> Rows:
    day = end_of(month)
    with connection.cursor() as cursor:
        cursor.execute(_AT_HOME + condition, {"day": day, "month": month, "limit": add_months(day, -12 * age)})
        return [(person, birth.toordinal(), day) for person, birth in cursor.fetchall()]
