"""Reading alerts, and what an officer has to know before somebody is sent: where they are and who would go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from minzheng.casework.choices import TaskStatus
from minzheng.casework.models import VisitTask
from minzheng.eligibility.queries import people_changed_since
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.models import Post
from minzheng.kernel.access.scope import EVERYTHING, Scope
from minzheng.monitoring.choices import AlertStatus, Level
from minzheng.monitoring.models import AlertHit, AlertRun


def alerts_in(scope: Scope) -> QuerySet[AlertHit]:
    """Alerts of a scope with what a queue shows, the newest and most urgent first."""
    return (
        AlertHit.objects.filter(scope.q("division_code"))
        .select_related("household__head", "person", "task")
        .order_by("-month", "level", "id")
    )


def alerts_of(household_id: int) -> QuerySet[AlertHit]:
    """The alerts of a household, newest first."""
    return AlertHit.objects.filter(household_id=household_id).select_related("person", "task").order_by("-month", "-id")


def alerts_of_task(task_id: int) -> QuerySet[AlertHit]:
    """The reasons there are to go."""
    return AlertHit.objects.filter(task_id=task_id).select_related("person").order_by("level", "id")


def alert(alert_id: int) -> AlertHit | None:
    """One alert, if it is in scope."""
    return AlertHit.objects.filter(pk=alert_id).select_related("person", "household__head", "task").first()


def urgency(level: str) -> int:
    """The place of a level in the order of urgency, the most urgent first."""
    return Level.values.index(level)


@dataclass(frozen=True)
class Household:
    """A household with new alerts, the most urgent first."""

    household: object
    hits: list[AlertHit] = field(default_factory=list)

    @property
    def level(self) -> str:
        """The most urgent level of its alerts."""
        return min((hit.level for hit in self.hits), key=urgency)


@dataclass
class Village:
    """A village with new alerts: its households, who would go, and the doors that wait there already."""

    code: int
    households: list[Household] = field(default_factory=list)
    workers: list[str] = field(default_factory=list)
    load: int = 0

    @property
    def alerts(self) -> int:
        """How many new alerts there are."""
        return sum(len(household.hits) for household in self.households)

    @property
    def level(self) -> str:
        """The most urgent level of its alerts."""
        return min((household.level for household in self.households), key=urgency)


def told_of_since(month: date) -> list[int] | None:
    """The people of whom a fact has changed since the alerts of a month were raised; None where none were yet."""
    before = AlertRun.objects.filter(month=month).values_list("run", flat=True).first()
    return None if before is None else people_changed_since(before)


def new_alerts(scope: Scope = EVERYTHING) -> QuerySet[AlertHit]:
    """The alerts of a scope for which nobody has been sent yet."""
    return AlertHit.objects.filter(scope.q("division_code"), status=AlertStatus.NEW)


def chosen_alerts(scope: Scope, villages: Iterable[int], households: Iterable[int]) -> QuerySet[AlertHit]:
    """The new alerts of a scope in whole villages, and of single households."""
    return new_alerts(scope).filter(Q(division_code__in=list(villages)) | Q(household_id__in=list(households)))


def villages_waiting(scope: Scope, on: date) -> list[Village]:
    """The villages of a scope with new alerts, by code.  Three queries, however many they are."""
    found: dict[int, Village] = {}
    homes: dict[int, Household] = {}
    hits = new_alerts(scope).select_related("household__head", "person").order_by("division_code", "household_id", "id")
    for hit in hits:
        village = found.setdefault(hit.division_code, Village(hit.division_code))
        if hit.household_id not in homes:
            homes[hit.household_id] = Household(hit.household)
            village.households.append(homes[hit.household_id])
        homes[hit.household_id].hits.append(hit)
    for code, load in _open_visits(found).items():
        found[code].load = load
    for code, names in workers_of(found, on).items():
        found[code].workers = names
    for village in found.values():
        village.households.sort(key=lambda home: urgency(home.level))
    return list(found.values())


def workers_of(villages: Iterable[int], on: date) -> dict[int, list[str]]:
    """The names of the village workers of each of these villages on a day."""
    posts = Post.objects.filter(role=Role.VILLAGE_WORKER, valid_from__lte=on).exclude(valid_to__lte=on)
    held = [(Scope.of(*post.divisions), post.user.name) for post in posts.select_related("user").order_by("id")]
    return {code: [name for scope, name in held if scope.covers(code)] for code in villages}


def _open_visits(villages: Iterable[int]) -> dict[int, int]:
    rows = VisitTask.objects.filter(division_code__in=list(villages), status=TaskStatus.OPEN).values("division_code")
    return dict(rows.order_by().annotate(number=Count("id")).values_list("division_code", "number"))
