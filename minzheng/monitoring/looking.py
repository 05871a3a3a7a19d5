"""Looking for signs in the facts of a month: the one way in which alerts are raised and in which a rule is tried."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Date
from functools import cache

from django.db import connection

from minzheng.eligibility.facts import DEATH_DATE
from minzheng.eligibility.queries import values_known
from minzheng.kernel.declare import Alert, Seen, registry
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.seeing import Home, homes_of
from minzheng.registers.queries import died
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.months import add_months

#: A repeat within these months is no news, unless the amount has grown by half since, or the date is a later one.
QUIET_MONTHS = 12

#: Somebody with the fact: person, value, date of the newest data.
Candidate = tuple[int, int, Date]
#: The thresholds of an alert at a county (6 digits) on a day, by their names in the dated parameters.
LinesAt = Callable[[Alert, str, Date], Mapping[str, int]]


def lines_in_force(alert: Alert, county: str, day: Date) -> dict[str, int]:
    """The thresholds of an alert that count at a place on a day."""
    return {key: parameters().value(key, county, day) for key in (alert.parameter, *alert.lines)}


def candidates(
    alerts: Iterable[Alert], month: Date, day: Date, lines: LinesAt = lines_in_force,
    place: tuple[int, int] | None = None, among: list[int] | None = None,
) -> list[tuple[Alert, list[Candidate]]]:  # fmt: skip
    """Whom alerts may be about when they are looked for on a day: those with their fact who pass their first test.

    Without people who died or are reported dead, where an alert is of the living.

    place   a half-open range of codes of 12 digits, where only people there are looked at; among: only these people.
    """
    asked = list(alerts)
    facts = {alert.fact for alert in asked} | {DEATH_DATE.code}
    known = values_known(facts, month, place, among)
    found = [(alert, _passing(alert, known.get(alert.fact, ()), day, lines)) for alert in asked]
    living = {row[0] for alert, rows in found if alert.living for row in rows}
    dead = died(living) | {person for person, *_rest in known.get(DEATH_DATE.code, ())}
    return [
        (alert, [row for row in rows if row[0] not in dead] if alert.living and dead else rows) for alert, rows in found
    ]


def homes_for(looked_at: list[tuple[Alert, list[Candidate]]], month: Date, day: Date) -> dict[int, Home]:
    """The homes of all these candidates on a day, by person, with every fact that their alerts look at."""
    people = {person for _alert, values in looked_at for person, *_rest in values}
    facts = {code for alert, _values in looked_at for code in (alert.fact, *alert.also)}
    return homes_of(people, month, day, facts)


def hits(
    alert: Alert, values: Iterable[Candidate], homes: Mapping[int, Home], month: Date, day: Date,
    before: Mapping[int, int], lines: LinesAt = lines_in_force,
) -> Iterator[AlertHit]:  # fmt: skip
    """The alerts of one rule in a month, not saved: those who pass its test, less those that are no news.

    before  what was shown of people (or households) in the quiet months before, see `shown_before`.
    """
    lines_of = cache(lambda county: lines(alert, county, day))
    raised: dict[int, AlertHit] = {}
    for person, value, data_date in values:
        if (home := homes.get(person)) is None:
            continue
        here = lines_of(str(home.division)[:6])
        seen = Seen(value, data_date, day, home.drawn, here[alert.parameter], person, home.members, here)
        subject = subject_of(alert.code, person, home.household)
        if not alert.test(seen) or not _is_news(alert, alert.value(seen), before.get(subject)):
            continue
        hit = AlertHit(
            rule=alert.code, level=alert.level, person_id=person, household_id=home.household,
            division_code=home.division, month=month, value=alert.value(seen), threshold=seen.line, data_date=data_date,
        )  # fmt: skip
        if subject not in raised or hit.value > raised[subject].value:
            raised[subject] = hit
    yield from raised.values()


def subject_of(rule: str, person: int, household: int) -> int:
    """Whom an alert of a rule is about, once a month: the household or the person."""
    alert = registry.alerts.get(rule)  # None for one that is declared no more
    return household if alert is not None and alert.once == "household" else person


def shown_before(month: Date, homes: Mapping[int, Home]) -> dict[str, dict[int, int]]:
    """What alerts showed of these people, or of their households, in the quiet months before: by rule and subject."""
    shown: dict[str, dict[int, int]] = defaultdict(dict)
    quiet = add_months(month, -QUIET_MONTHS), month
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, [*quiet, list(homes), list({home.household for home in homes.values()})])
        for rule, person, household, value in cursor.fetchall():
            subject = subject_of(rule, person, household)
            shown[rule][subject] = max(value, shown[rule].get(subject, value))
    return shown


_SHOWN = """
    SELECT rule, person_id, household_id, max(value) FROM monitoring_alerthit
     WHERE month > %s AND month < %s AND (person_id = ANY(%s) OR household_id = ANY(%s))
     GROUP BY rule, person_id, household_id"""


def _passing(alert: Alert, rows: Iterable[tuple[int, int, Date, int]], day: Date, lines: LinesAt) -> list[Candidate]:
    """Those of the people with a fact who pass the first test of an alert."""
    if alert.at_first is None:
        return [row[:3] for row in rows]
    line_of = cache(lambda county: lines(alert, county, day)[alert.parameter])
    return [row[:3] for row in rows if alert.at_first(row[1], line_of(str(row[3])[:6]))]


def _is_news(alert: Alert, shown: int, before: int | None) -> bool:
    """Whether an alert says something that was not said within the quiet months."""
    if before is None:
        return True
    return shown > before and (alert.unit != "fen" or shown * 2 >= before * 3)
