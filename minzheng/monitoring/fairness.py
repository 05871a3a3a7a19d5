"""Whether alerts reach everybody alike: how many, how often right, and who was in need and found by no alert, by group.

Groups of fewer than five people, and counts below five, are not told, so that nobody can be made out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models import Value as Constant
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from minzheng.casework.choices import Channel
from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.facts import DISABILITY_LEVEL
from minzheng.eligibility.queries import decisions_in, standing
from minzheng.eligibility.simulation.groups import AGES
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.figures import rounded_ratio
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.registers.queries import people_in
from minzheng.rulekit.months import add_months

MONTHS = 12
#: A number of people or households below this is not told.
SMALL = 5
_YEAR = timedelta(days=366)
_LOOKED_AT = ~Q(status__in=(AlertStatus.NEW, AlertStatus.ISSUED))

#: (prefix of the person's fields, the month) -> what groups a person.
Grouping = Callable[[str, date], Combinable]


@dataclass(frozen=True)
class Group:
    """One group of people.

    helped      households that were granted a benefit in the twelve months, by their head; without: those of them about
                whom there was no alert in the twelve months before.
    """

    code: str
    people: int
    alerts: int = 0
    looked_at: int = 0
    confirmed: int = 0
    helped: int = 0
    without: int = 0

    @property
    def is_small(self) -> bool:
        """Whether the group is too small to be told of."""
        return self.people < SMALL

    @property
    def per_thousand(self) -> int | None:
        """Alerts for a thousand people, in tenths."""
        return _told(self.alerts, self.people, 10_000)

    @property
    def right(self) -> int | None:
        """The share confirmed of the alerts looked at, in thousandths."""
        return None if self.looked_at < SMALL else rounded_ratio(self.confirmed * 1000, self.looked_at)

    @property
    def missed(self) -> int | None:
        """The share of those helped about whom no alert spoke before, in thousandths."""
        return None if self.helped < SMALL else rounded_ratio(self.without * 1000, self.helped)


def fairness(scope: Scope, until: date) -> dict[str, list[Group]]:
    """The groups of each kind (village, sex, age, ethnic_group, disability) in the twelve months up to a month.

    Three queries a kind.
    """
    return {kind: _groups(scope, until, grouping) for kind, grouping in GROUPINGS.items()}


def _groups(scope: Scope, until: date, grouping: Grouping) -> list[Group]:
    since = add_months(until, -MONTHS)
    people = _by(people_in(scope).filter(death_date=None), grouping("", until), n=Count("id"))
    hits = AlertHit.objects.filter(scope.q("division_code"), month__gt=since, month__lte=until)
    alerts = _by(
        hits, grouping("person__", until), n=Count("id"), looked=Count("id", filter=_LOOKED_AT),
        right=Count("id", filter=Q(status=AlertStatus.CONFIRMED)),
    )  # fmt: skip
    helped = _by(
        _granted(scope, since), grouping("household__head__", until), n=Count("household", distinct=True),
        none=Count("household", distinct=True, filter=Q(alerted=False)),
    )  # fmt: skip
    found = []
    for code, row in sorted(people.items()):
        alert, help_ = alerts.get(code, {}), helped.get(code, {})
        found.append(
            Group(code, row["n"], alert.get("n", 0), alert.get("looked", 0), alert.get("right", 0), help_.get("n", 0),
                  help_.get("none", 0))
        )  # fmt: skip
    return found


def _granted(scope: Scope, since: date) -> QuerySet[Any]:
    """First grants since a month, without what was carried over from before, each with whether an alert came before."""
    earlier = AlertHit.objects.filter(
        household=OuterRef("household"), month__lte=OuterRef("decided_on"),
        month__gt=ExpressionWrapper(OuterRef("decided_on") - _YEAR, output_field=DateField()),
    )  # fmt: skip
    granted = decisions_in(scope).filter(verdict=Verdict.GRANT, decided_on__gt=since)
    return granted.exclude(case__channel=Channel.CARRIED_OVER).annotate(alerted=Exists(earlier))


def _by(rows: QuerySet[Any], group: Combinable, **counts: Count) -> dict[str, dict[str, int]]:
    found: Iterable[dict[str, Any]] = rows.annotate(fair_group=group).order_by().values("fair_group").annotate(**counts)
    return {str(row["fair_group"]): row for row in found}


def _told(count: int, of: int, factor: int) -> int | None:
    """A rate, unless the count or the group is so small that it points at somebody."""
    return None if of < SMALL or 0 < count < SMALL else rounded_ratio(count * factor, of)


def _age(prefix: str, until: date) -> Combinable:
    """The band of age, as the policy simulation has them."""
    bands = [
        When(**{f"{prefix}birth_date__gt": add_months(until, -12 * before)}, then=Constant(band))
        for band, before in AGES.items()
    ]
    return Case(*bands, default=Constant(list(AGES)[-1]), output_field=CharField())


def _disabled(prefix: str, until: date) -> Combinable:
    key = OuterRef(f"{prefix}pk" if prefix else "pk")
    known = Exists(standing(until).filter(fact=DISABILITY_LEVEL.code, person=key))
    return Case(When(known, then=Constant("card")), default=Constant("no_card"), output_field=CharField())


GROUPINGS: dict[str, Grouping] = {
    "village": lambda prefix, until: Cast(F(f"{prefix}residence_code"), CharField()),
    "sex": lambda prefix, until: Cast(F(f"{prefix}sex"), CharField()),
    "age": _age,
    "ethnic_group": lambda prefix, until: F(f"{prefix}ethnic_group"),
    "disability": _disabled,
}
