"""Whose turn it is: a score of each household with its parts, and how many visits a village's workers have left."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from minzheng.casework.choices import TaskStatus
from minzheng.casework.models import VisitTask
from minzheng.kernel.access.scope import EVERYTHING
from minzheng.monitoring.choices import Level
from minzheng.monitoring.limits import POINTS, VISITS_A_MONTH, has_to_wait, worth
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.precision import rule_records
from minzheng.monitoring.queries import urgency, workers_of
from minzheng.rulekit.decision import parameters

#: The share of a rule of which nothing is known, in thousandths.
NOTHING_KNOWN = 500


@dataclass(frozen=True)
class Part:
    """What one alert adds to a household's score: the points of its level, times how often its rule was right.

    right   in thousandths, as if one more alert had been right and one more wrong, so that a new rule starts at half.
    """

    rule: str
    points: int
    right: int

    @property
    def worth(self) -> int:
        """The points it adds, in tenths."""
        return worth(self.points, self.right)


@dataclass(frozen=True)
class Score:
    """The score of a household, and the parts it is made of."""

    parts: tuple[Part, ...] = ()

    @property
    def tenths(self) -> int:
        """All parts together, in tenths of a point."""
        return sum(part.worth for part in self.parts)


def shares(on: date) -> dict[str, int]:
    """How often each rule was right, in thousandths, pulled towards one half where little is known."""
    records = rule_records(EVERYTHING, on.replace(day=1))
    return {r.alert.code: (r.confirmed + 1) * 1000 // (r.looked_at + 2) for r in records}


def score(hits: Iterable[AlertHit], right: Mapping[str, int], on: date) -> Score:
    """The score of one household by its new alerts."""
    return Score(
        tuple(
            Part(
                hit.rule,
                parameters().value(POINTS[hit.level].key, hit.division_code, on),
                right.get(hit.rule, NOTHING_KNOWN),
            )
            for hit in hits
        )
    )


def sent_in(villages: Iterable[int], on: date) -> Counter[int]:
    """How many visits for alerts were sent out to each village in the month of a day."""
    sent = VisitTask.objects.filter(division_code__in=list(villages), issued_on__gte=on.replace(day=1))
    counted = sent.filter(alerts__isnull=False).order_by().values_list("division_code")
    return Counter(dict(counted.annotate(Count("id", distinct=True))))


@dataclass(frozen=True)
class Turns:
    """The scores of households with new alerts, and which of them have to wait."""

    scores: Mapping[int, Score]
    waits: frozenset[int]


def turns(homes: Mapping[int, Sequence[AlertHit]], on: date) -> Turns:
    """Who goes first and who waits, of households by their new alerts.

    Urgency first, then the score.  Those without a red alert wait for whom no visit of their village is left in the
    month; a household that somebody goes to already costs nothing more.
    """
    right = shares(on)
    scores = {home: score(hits, right, on) for home, hits in homes.items()}
    villages = {hits[0].division_code for hits in homes.values()}
    workers, sent = workers_of(villages, on), sent_in(villages, on)
    each = {village: parameters().value(VISITS_A_MONTH.key, village, on) for village in villages}
    gone_to = VisitTask.objects.filter(household__in=list(homes), status=TaskStatus.OPEN)
    going, waits = set(gone_to.values_list("household_id", flat=True)), set[int]()
    for home in sorted(homes, key=lambda home: (urgency_of(homes[home]), -scores[home].tenths, home)):
        village = homes[home][0].division_code
        if home in going:
            continue
        red = urgency_of(homes[home]) == urgency(Level.RED)
        if has_to_wait(red, sent[village], len(workers[village]), each[village]):
            waits.add(home)
        else:
            sent[village] += 1
    return Turns(scores, frozenset(waits))


def urgency_of(hits: Iterable[AlertHit]) -> int:
    """The place of the most urgent of some alerts in the order of urgency."""
    return min(urgency(hit.level) for hit in hits)
