"""Raising alerts from facts, sending somebody to look, and taking what they found."""

from collections.abc import Iterator
from datetime import date as Date

from django.db.models import Max

from minzheng.casework.actions import issue_task
from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import Visit
from minzheng.eligibility.models import FactValue
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Alert, registry
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.policies import RAISE
from minzheng.registers.models import Household
from minzheng.registers.queries import memberships_on
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.months import add_months

#: A repeat within these months is no news, unless the value has grown by half since.
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
    hits = [hit for alert in registry.alerts for hit in _hits(alert, month, date)]
    known = AlertHit.objects.filter(month=month).count()
    AlertHit.objects.bulk_create(hits, ignore_conflicts=True)
    new = AlertHit.objects.filter(month=month).count() - known
    record("raise_alerts", "monitoring.alerthit", actor=actor, date=date, new={"month": str(month), "new": new})
    return new


def issue_tasks(*, actor: Actor, date: Date) -> int:
    """Send somebody to every household with a new alert, once a household, and return how many alerts were issued."""
    issued = 0
    new = AlertHit.objects.filter(status=AlertStatus.NEW).select_related("household").order_by("household_id", "id")
    for hit in new:
        days = registry.alerts[hit.rule].days_to_verify
        hit.task = issue_task(household=hit.household, level=hit.level, working_days=days, actor=actor, date=date)
        hit.status = AlertStatus.ISSUED
        hit.save(update_fields=["task", "status"])
        issued += 1
    return issued


def take_verdict(visit: Visit) -> int:
    """Answer the alerts that a visit was made for by what it found; where nobody was met, somebody goes again."""
    hits = AlertHit.objects.filter(task_id=visit.task_id, status=AlertStatus.ISSUED)
    if visit.verdict == VisitVerdict.NOT_FOUND:
        return hits.update(status=AlertStatus.NEW, task=None)
    return hits.update(status=_STATUS_AFTER[VisitVerdict(visit.verdict)])


def _hits(alert: Alert, month: Date, date: Date) -> Iterator[AlertHit]:
    """The alerts of one rule in a month: those whose fact passes its test, less those that are no news."""
    before = dict(
        AlertHit.objects.filter(rule=alert.code, month__lt=month, month__gt=add_months(month, -QUIET_MONTHS))
        .values_list("person")
        .annotate(Max("value"))
    )
    lines: dict[str, int] = {}
    values = FactValue.objects.filter(fact=alert.fact, month=month, person__death_date=None)
    signs = []
    for value in values.order_by("id"):
        county = str(value.division_code)[:6]
        line = lines.setdefault(county, parameters().find(alert.parameter, county, date)[1].value)
        if alert.test(value.value, line) and value.value * 2 >= before.get(value.person_id, 0) * 3:
            signs.append((value, line))
    homes = {m.person_id: m for m in memberships_on(date).filter(person__in=[v.person_id for v, _ in signs])}
    villages = dict(
        Household.objects.filter(pk__in=[m.household_id for m in homes.values()]).values_list("pk", "residence_code")
    )
    for value, line in signs:
        if value.person_id in homes:
            household = homes[value.person_id].household_id
            yield AlertHit(
                rule=alert.code, level=alert.level, person_id=value.person_id, household_id=household,
                division_code=villages[household], month=month, value=value.value, threshold=line,
                data_date=value.data_date,
            )  # fmt: skip
