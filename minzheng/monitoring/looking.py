"""Looking for signs in the facts of a month: the one way in which alerts are raised and in which a rule is tried."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Date
from functools import cache

from django.db.models import Max, QuerySet

from minzheng.eligibility.facts import DEATH_DATE
from minzheng.eligibility.models import FactValue
from minzheng.eligibility.queries import standing
from minzheng.kernel.access.scope import subtree
from minzheng.kernel.declare import Alert, Seen
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.seeing import Home, homes_of
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
    alert: Alert, month: Date, day: Date, lines: LinesAt = lines_in_force, county: int = 0,
    among: list[int] | None = None,
) -> list[Candidate]:  # fmt: skip
    """Whom an alert may be about when it is looked for on a day: those with its fact who pass its first test.

    county  its code of 12 digits, where one alone is looked at; among: the people who alone are looked at.
    """
    values = _values(alert, month)
    if county:
        low, high = subtree(county)
        values = values.filter(division_code__gte=low, division_code__lt=high)
    if among is not None:
        values = values.filter(person__in=among)
    rows = values.order_by("id").values_list("person_id", "value", "data_date", "division_code")
    if alert.at_first is None:
        return [row[:3] for row in rows]
    line_of = cache(lambda county: lines(alert, county, day)[alert.parameter])
    return [row[:3] for row in rows if alert.at_first(row[1], line_of(str(row[3])[:6]))]


def homes_for(asked: Iterable[tuple[Alert, Iterable[Candidate]]], month: Date, day: Date) -> dict[int, Home]:
    """The homes of all these candidates on a day, by person, with every fact that their alerts look at."""
    looked_at = list(asked)
    people = {person for _alert, values in looked_at for person, *_rest in values}
    facts = {code for alert, _values in looked_at for code in (alert.fact, *alert.also)}
    return homes_of(people, month, day, facts)


def hits(
    alert: Alert, values: Iterable[Candidate], homes: Mapping[int, Home], month: Date, day: Date,
    lines: LinesAt = lines_in_force, before: Mapping[int, int] | None = None,
) -> Iterator[AlertHit]:  # fmt: skip
    """The alerts of one rule in a month, not saved: those who pass its test, less those that are no news.

    before  what was shown of people (or households) in the quiet months before; what is on record where not given.
    """
    shown = shown_before(alert, month) if before is None else before
    lines_of = cache(lambda county: lines(alert, county, day))
    raised: dict[int, AlertHit] = {}
    for person, value, data_date in values:
        if (home := homes.get(person)) is None:
            continue
        here = lines_of(str(home.division)[:6])
        seen = Seen(value, data_date, day, home.drawn, here[alert.parameter], person, home.members, here)
        subject = home.household if alert.once == "household" else person
        if not alert.test(seen) or not _is_news(alert, alert.value(seen), shown.get(subject)):
            continue
        hit = AlertHit(
            rule=alert.code, level=alert.level, person_id=person, household_id=home.household,
            division_code=home.division, month=month, value=alert.value(seen), threshold=seen.line, data_date=data_date,
        )  # fmt: skip
        if subject not in raised or hit.value > raised[subject].value:
            raised[subject] = hit
    yield from raised.values()


def shown_before(alert: Alert, month: Date) -> dict[int, int]:
    """What the alert showed of people, or of households, in the quiet months before."""
    found = AlertHit.objects.filter(rule=alert.code, month__lt=month, month__gt=add_months(month, -QUIET_MONTHS))
    return dict(found.values_list(alert.once).annotate(Max("value")))


def _values(alert: Alert, month: Date) -> QuerySet[FactValue]:
    """The values of an alert's fact, without those of people who died or are reported dead if it is of the living."""
    values = standing(month).filter(fact=alert.fact)
    if not alert.living:
        return values
    reported = standing(month).filter(fact=DEATH_DATE.code)
    return values.filter(person__death_date=None).exclude(person__in=reported.values("person"))


def _is_news(alert: Alert, shown: int, before: int | None) -> bool:
    """Whether an alert says something that was not said within the quiet months."""
    if before is None:
        return True
    return shown > before and (alert.unit != "fen" or shown * 2 >= before * 3)
