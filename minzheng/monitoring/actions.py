"""Raising alerts from facts, sending somebody to look, and taking what they found."""

from collections.abc import Iterator, Mapping
from datetime import date as Date

from django.db.models import Max, QuerySet

from minzheng.casework.actions import Order, in_working_days, issue_visits
from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import Visit
from minzheng.casework.policies import ISSUE_TASK
from minzheng.eligibility.facts import DEATH_DATE
from minzheng.eligibility.models import FactValue
from minzheng.exchange.actions import refute
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Alert, Seen, Sum, registry
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.policies import RAISE
from minzheng.payments.queries import drawn
from minzheng.registers.queries import memberships_on
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
def raise_alerts(*, month: Date, actor: Actor, date: Date) -> int:
    """Raise the alerts of a month from its facts, and return how many are new.  Run again, it raises none twice."""
    draws = drawn(month)
    hits = [hit for alert in registry.alerts for hit in _hits(alert, month, date, draws)]
    known = AlertHit.objects.filter(month=month).count()
    AlertHit.objects.bulk_create(hits, ignore_conflicts=True)
    new = AlertHit.objects.filter(month=month).count() - known
    record("raise_alerts", "monitoring.alerthit", actor=actor, date=date, new={"month": str(month), "new": new})
    return new


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
        fact = registry.facts[registry.alerts[hits[0].rule].fact]
        if fact.feed and not isinstance(fact.how, Sum):
            who, when = hits[0].person_id, hits[0].data_date
            refute(feed=fact.feed, person_id=who, as_of=when, actor=actor, date=visit.visited_on)
    if visit.verdict == VisitVerdict.NOT_FOUND:
        return hits.update(status=AlertStatus.NEW, task=None)
    return hits.update(status=_STATUS_AFTER[VisitVerdict(visit.verdict)])


def _hits(alert: Alert, month: Date, date: Date, draws: Mapping[int, Mapping[str, Date]]) -> Iterator[AlertHit]:
    """The alerts of one rule in a month: those whose fact passes its test, less those that are no news."""
    values = _values(alert, month)
    members = memberships_on(date).filter(person__in=values.values("person"))
    homes = {m[0]: m[1:] for m in members.values_list("person_id", "household_id", "household__residence_code")}
    before = _shown_before(alert, month)
    lines: dict[str, int] = {}
    for value in values.order_by("id"):
        if value.person_id not in homes:
            continue
        household, village = homes[value.person_id]
        county = str(value.division_code)[:6]
        line = lines.setdefault(county, parameters().find(alert.parameter, county, date)[1].value)
        seen = Seen(value.value, value.data_date, date, draws.get(household, {}), line)
        if alert.test(seen) and _is_news(alert, alert.value(seen), before.get(value.person_id)):
            yield AlertHit(
                rule=alert.code, level=alert.level, person_id=value.person_id, household_id=household,
                division_code=village, month=month, value=alert.value(seen), threshold=line, data_date=value.data_date,
            )  # fmt: skip


def _values(alert: Alert, month: Date) -> QuerySet[FactValue]:
    """The values of an alert's fact, without those of people who died or are reported dead if it is of the living."""
    values = FactValue.objects.filter(fact=alert.fact, month=month, records__gt=0)
    if not alert.living:
        return values
    reported = FactValue.objects.filter(fact=DEATH_DATE.code, month=month, records__gt=0)
    return values.filter(person__death_date=None).exclude(person__in=reported.values("person"))


def _shown_before(alert: Alert, month: Date) -> dict[int, int]:
    """What the alert showed of people in the quiet months before."""
    hits = AlertHit.objects.filter(rule=alert.code, month__lt=month, month__gt=add_months(month, -QUIET_MONTHS))
    return dict(hits.values_list("person").annotate(Max("value")))


def _is_news(alert: Alert, shown: int, before: int | None) -> bool:
    """Whether an alert says something that was not said within the quiet months."""
    if before is None:
        return True
    return shown * 2 >= before * 3 if alert.unit == "fen" else shown > before
