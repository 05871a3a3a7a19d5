"""Raising alerts from facts, sending somebody to look, and taking what they found."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date
from functools import cache

from django.db.models import Max, QuerySet

from minzheng.casework.actions import Order, in_working_days, issue_visits
from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import Visit
from minzheng.casework.policies import ISSUE_TASK
from minzheng.eligibility.facts import DEATH_DATE
from minzheng.eligibility.models import FactValue
from minzheng.eligibility.queries import standing
from minzheng.exchange.actions import refute
from minzheng.exchange.queries import feeds_at_hand
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.scope import subtree
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Alert, Count, FromFeed, Gone, Seen, Sum, registry
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit, AlertRun
from minzheng.monitoring.policies import RAISE
from minzheng.monitoring.seeing import Home, homes_of
from minzheng.registers.queries import homes_on
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.months import add_months

#: A repeat within these months is no news, unless the amount has grown by half since, or the date is a later one.
QUIET_MONTHS = 12

_STATUS_AFTER = {
    VisitVerdict.NEEDS_SCHEME: AlertStatus.CONFIRMED,
    VisitVerdict.NEEDS_REFERRAL: AlertStatus.CONFIRMED,
    VisitVerdict.NO_NEED: AlertStatus.NO_NEED,
    VisitVerdict.WRONG_DATA: AlertStatus.WRONG,
}


@action(RAISE)
def raise_alerts(*, month: Date, actor: Actor, date: Date, county: int = 0, people: Iterable[int] | None = None) -> int:
    """Raise the alerts of a month from its facts, and return how many are new.  Run again, it raises none twice.

    county  its code of 12 digits, where one alone is looked at: a province is looked at county by county.
    people  where only they are looked at, and everybody whom they live with.
    """
    came = feeds_at_hand(month)
    among = None if people is None else [row.person for row in homes_on(date, people)]
    asked = [
        (alert, _candidates(alert, month, county, among)) for alert in registry.alerts if came.issuperset(alert.needs)
    ]
    candidates = {person for _alert, values in asked for person, *_rest in values}
    homes = homes_of(candidates, month, date, {code for alert, _values in asked for code in (alert.fact, *alert.also)})
    hits = [hit for alert, values in asked for hit in _hits(alert, values, homes, month, date)]
    new = _raise(hits, month)
    told = {"month": str(month), "new": new} | ({"county": county} if county else {})
    record("raise_alerts", "monitoring.alerthit", actor=actor, date=date, new=told)
    return new


def alerts_raised(month: Date, run: int) -> None:
    """Keep up to which run of the facts the alerts of a month were raised."""
    AlertRun.objects.update_or_create(month=month, defaults={"run": run})


@action(ISSUE_TASK)
def issue_tasks(*, actor: Actor, date: Date, alerts: QuerySet[AlertHit] | None = None) -> int:
    """Send somebody to every household with a new alert, once a household, and return how many alerts were issued.

    alerts      only those of these that are new still; all that are in scope where none are named.
    """
    asked = AlertHit.objects.all() if alerts is None else alerts
    hits = list(asked.filter(status=AlertStatus.NEW).select_for_update().order_by("household_id", "id"))
    due = {alert.code: in_working_days(date, alert.days_to_verify) for alert in registry.alerts}
    orders = [Order(hit.household_id, hit.division_code, hit.level, due[hit.rule]) for hit in hits]
    tasks = issue_visits(orders=orders, actor=actor, date=date)
    for hit in hits:
        hit.task, hit.status = tasks[hit.household_id], AlertStatus.ISSUED
    AlertHit.objects.bulk_update(hits, ["task", "status"], batch_size=2000)
    new = {"alerts": [hit.pk for hit in hits]}
    record("issue_alerts", "monitoring.alerthit", actor=actor, date=date, new=new)
    return len(hits)


def take_verdict(visit: Visit, actor: Actor) -> int:
    """Answer the alerts that a visit was made for by what it found; where nobody was met, somebody goes again.

    A single report found wrong counts no more from then on.  A sum has no single report behind it; and where the visit
    had several reasons, nobody can tell which of them was wrong: then the department has to take its report back.
    """
    hits = AlertHit.objects.filter(task_id=visit.task_id, status=AlertStatus.ISSUED)
    if visit.verdict == VisitVerdict.WRONG_DATA and len(hits) == 1:
        who, when = hits[0].person_id, hits[0].data_date
        for source in registry.facts[registry.alerts[hits[0].rule].fact].sources:
            if isinstance(source, FromFeed) and not isinstance(source.how, (Sum, Count, Gone)):
                refute(feed=source.feed, person_id=who, as_of=when, actor=actor, date=visit.visited_on)
    if visit.verdict == VisitVerdict.NOT_FOUND:
        return hits.update(status=AlertStatus.NEW, task=None)
    return hits.update(status=_STATUS_AFTER[VisitVerdict(visit.verdict)])


def _raise(hits: list[AlertHit], month: Date) -> int:
    """Write down the alerts that were not raised before, and return how many they are."""
    households = {hit.household_id for hit in hits}
    raised = AlertHit.objects.filter(month=month, household__in=households).values_list("rule", "person_id")
    before = set(raised)
    new = [hit for hit in hits if (hit.rule, hit.person_id) not in before]
    AlertHit.objects.bulk_create(new, ignore_conflicts=True, batch_size=2000)
    return len(new)


def _candidates(alert: Alert, month: Date, county: int, among: list[int] | None) -> list[tuple[int, int, Date]]:
    """Whom an alert may be about: those with its fact who pass its first test, as (person, value, newest data)."""
    values = _values(alert, month)
    if county:
        low, high = subtree(county)
        values = values.filter(division_code__gte=low, division_code__lt=high)
    if among is not None:
        values = values.filter(person__in=among)
    rows = values.order_by("id").values_list("person_id", "value", "data_date", "division_code")
    if alert.at_first is None:
        return [row[:3] for row in rows]
    line_of = cache(lambda county: _lines(alert, county, month)[alert.parameter])
    return [row[:3] for row in rows if alert.at_first(row[1], line_of(str(row[3])[:6]))]


def _hits(
    alert: Alert, values: Iterable[tuple[int, int, Date]], homes: Mapping[int, Home], month: Date, date: Date
) -> Iterator[AlertHit]:
    """The alerts of one rule in a month: those who pass its test, less those that are no news."""
    before = _shown_before(alert, month)
    lines_of = cache(lambda county: _lines(alert, county, date))
    raised: dict[int, AlertHit] = {}
    for person, value, data_date in values:
        if (home := homes.get(person)) is None:
            continue
        lines = lines_of(str(home.division)[:6])
        seen = Seen(value, data_date, date, home.drawn, lines[alert.parameter], person, home.members, lines)
        subject = home.household if alert.once == "household" else person
        if not alert.test(seen) or not _is_news(alert, alert.value(seen), before.get(subject)):
            continue
        hit = AlertHit(
            rule=alert.code, level=alert.level, person_id=person, household_id=home.household,
            division_code=home.division, month=month, value=alert.value(seen), threshold=seen.line, data_date=data_date,
        )  # fmt: skip
        if subject not in raised or hit.value > raised[subject].value:
            raised[subject] = hit
    yield from raised.values()


def _lines(alert: Alert, county: str, day: Date) -> dict[str, int]:
    """The thresholds of an alert at a place."""
    return {key: parameters().find(key, county, day)[1].value for key in (alert.parameter, *alert.lines)}


def _values(alert: Alert, month: Date) -> QuerySet[FactValue]:
    """The values of an alert's fact, without those of people who died or are reported dead if it is of the living."""
    values = standing(month).filter(fact=alert.fact)
    if not alert.living:
        return values
    reported = standing(month).filter(fact=DEATH_DATE.code)
    return values.filter(person__death_date=None).exclude(person__in=reported.values("person"))


def _shown_before(alert: Alert, month: Date) -> dict[int, int]:
    """What the alert showed of people, or of households, in the quiet months before."""
    hits = AlertHit.objects.filter(rule=alert.code, month__lt=month, month__gt=add_months(month, -QUIET_MONTHS))
    return dict(hits.values_list(alert.once).annotate(Max("value")))


def _is_news(alert: Alert, shown: int, before: int | None) -> bool:
    """Whether an alert says something that was not said within the quiet months."""
    if before is None:
        return True
    return shown > before and (alert.unit != "fen" or shown * 2 >= before * 3)
