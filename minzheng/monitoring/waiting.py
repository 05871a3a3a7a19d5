"""What an officer has to know before somebody is sent: who waits where, how urgently, who would go, who has to wait."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count

from minzheng.casework.choices import TaskStatus
from minzheng.casework.models import VisitTask
from minzheng.kernel.access.scope import Scope
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.queries import new_alerts, urgency, workers_of
from minzheng.monitoring.turns import Score, turns


@dataclass
class Household:
    """A household with new alerts: its score, and whether it has to wait since the village's visits are used up."""

    household: Any
    hits: list[AlertHit] = field(default_factory=list)
    score: Score = field(default_factory=Score)
    waits: bool = False

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

    @property
    def waiting(self) -> int:
        """How many of its households have to wait."""
        return sum(household.waits for household in self.households)


def villages_waiting(scope: Scope, on: date) -> list[Village]:
    """The villages of a scope with new alerts, by code, their households in the order in which somebody should go.

    The same number of queries, however many they are.
    """
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
    turn = turns({home: each.hits for home, each in homes.items()}, on)
    for home, each in homes.items():
        each.score, each.waits = turn.scores[home], home in turn.waits
    for village in found.values():
        village.households.sort(key=lambda each: (each.waits, urgency(each.level), -each.score.tenths))
    return list(found.values())


def _open_visits(villages: Iterable[int]) -> dict[int, int]:
    rows = VisitTask.objects.filter(division_code__in=list(villages), status=TaskStatus.OPEN).values("division_code")
    return dict(rows.order_by().annotate(number=Count("id")).values_list("division_code", "number"))
