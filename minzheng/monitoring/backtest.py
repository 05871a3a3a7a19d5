"""Trying a change of a rule on the months on file: whom it would have found, whom it would have missed, what it costs.

Both sides, as it is and with the change, are looked for by the same code that raises alerts, month after month, each
remembering what it showed before.  What visits found is taken from the record.  Nothing is written.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from minzheng.casework.choices import VisitVerdict
from minzheng.casework.queries import newest_verdicts
from minzheng.eligibility.queries import months_worked_out, standing
from minzheng.exchange.queries import feeds_at_hand
from minzheng.kernel.declare import Alert
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.looking import QUIET_MONTHS, LinesAt, candidates, hits, homes_for, lines_in_force
from minzheng.monitoring.models import AlertHit
from minzheng.rulekit.months import add_months, end_of

#: At most so many months are looked at, the newest.
MONTHS = 12
#: Departments' files of a month are in by then, so many days after its end; then alerts are raised.
DAYS_AFTER = 12
#: So many of the households that only one side finds are told one by one.
SHOWN = 30

_NEED = (VisitVerdict.NEEDS_SCHEME, VisitVerdict.NEEDS_REFERRAL)
_KNOWN_OF = {VisitVerdict.NO_NEED: AlertStatus.NO_NEED, VisitVerdict.WRONG_DATA: AlertStatus.WRONG}


@dataclass(frozen=True)
class Change:
    """What is tried: a threshold of a rule in a county (6 digits), or the rule taken out (value None)."""

    alert: Alert
    key: str
    county: str
    value: int | None

    def lines(self, alert: Alert, county: str, day: date) -> Mapping[str, int]:
        """The thresholds as they would be."""
        here = lines_in_force(alert, county, day)
        return {**here, self.key: self.value} if county == self.county and self.value is not None else here


@dataclass
class Side:
    """What a rule finds over the months.

    homes   household -> the first alert about it.
    visits  (township, month) -> households to be visited there in that month.
    known   how many of the households somebody has been to; confirmed: where there was need, or a wrong payment.
    """

    alerts: int = 0
    homes: dict[int, AlertHit] = field(default_factory=dict)
    visits: Counter[tuple[int, date]] = field(default_factory=Counter)
    known: int = 0
    confirmed: int = 0

    @property
    def households(self) -> int:
        """How many households it finds."""
        return len(self.homes)

    @property
    def trips(self) -> int:
        """How many visits that is."""
        return self.visits.total()


@dataclass(frozen=True)
class BackTest:
    """A change of a rule beside the rule as it is.

    found, lost     the first alerts about households that only the change, or only the rule as it is, finds.
    verdicts        what is known of a household: confirmed, no need, or data wrong.
    """

    change: Change
    months: list[date]
    now: Side
    then: Side
    found: list[AlertHit]
    lost: list[AlertHit]
    verdicts: Mapping[int, str]

    @property
    def missed(self) -> int:
        """How many of the lost were confirmed by a visit: what would have been missed."""
        return sum(self.verdicts.get(hit.household_id) == AlertStatus.CONFIRMED for hit in self.lost)

    def by_township(self) -> list[tuple[int, int, int]]:
        """Visits by township over all the months: as it is, and with the change."""
        codes = sorted({code for side in (self.now, self.then) for code, _month in side.visits})
        return [(code, _visits_of(self.now, code), _visits_of(self.then, code)) for code in codes]

    def as_json(self) -> dict[str, Any]:
        """The figures alone, to be kept with a proposal."""
        sides = {
            name: {"alerts": side.alerts, "households": side.households, "visits": side.trips, "known": side.known,
                   "confirmed": side.confirmed}
            for name, side in (("now", self.now), ("then", self.then))
        }  # fmt: skip
        return {
            "rule": self.change.alert.code, "months": [f"{month:%Y-%m}" for month in self.months], **sides,
            "found": len(self.found), "lost": len(self.lost), "missed": self.missed,
        }  # fmt: skip

    def as_result(self) -> dict[str, Any]:
        """The figures, the visits by township, and the first households that only one side finds."""
        return {
            **self.as_json(), "key": self.change.key, "county": self.change.county, "value": self.change.value,
            "townships": self.by_township(),
            "only_then": [self._told(hit) for hit in self.found[:SHOWN]],
            "only_now": [self._told(hit) for hit in self.lost[:SHOWN]],
        }  # fmt: skip

    def _told(self, hit: AlertHit) -> dict[str, Any]:
        return {
            "household": hit.household_id, "division": hit.division_code, "month": f"{hit.month:%Y-%m}",
            "value": hit.shown_value, "verdict": self.verdicts.get(hit.household_id, ""),
        }  # fmt: skip


def size_of(change: Change) -> int:
    """About how many people's homes a trial looks at, over all the months."""
    months = months_worked_out()[-MONTHS:]
    if not months or change.alert.at_first is not None:  # most people are passed over before their homes are looked at
        return 0
    return standing(months[-1]).filter(fact=change.alert.fact).count() * len(months)


def back_test(change: Change, today: date, progress: Callable[[int, int], None] = lambda done, of: None) -> BackTest:
    """Try a change on the newest months whose facts are on file, for the county's households in scope."""
    months = months_worked_out()[-MONTHS:]
    now, then = Side(), Side()
    told = {id(side): _told_before(change.alert, months) for side in (now, then)}
    for done, month in enumerate(months):
        progress(done, len(months))
        if not feeds_at_hand(month).issuperset(change.alert.needs):
            continue
        day = min(end_of(month) + timedelta(days=DAYS_AFTER), today)
        sides: list[tuple[Side, LinesAt]] = [(now, lines_in_force)]
        sides += [(then, change.lines)] if change.value is not None else []
        looked_at = [candidates([change.alert], month, day, lines)[0] for _side, lines in sides]
        homes = homes_for(looked_at, month, day)
        for (side, lines), (_alert, values) in zip(sides, looked_at, strict=True):
            before = _within(told[id(side)], month)
            raised = list(hits(change.alert, values, homes, month, day, before, lines))
            _add(side, (hit for hit in raised if _in_county(hit, change.county)))
            told[id(side)] += [(_subject(change.alert, hit), month, hit.value) for hit in raised]
    return _compared(change, months, now, then)


def _compared(change: Change, months: list[date], now: Side, then: Side) -> BackTest:
    verdicts = _verdicts(change.alert, {*now.homes, *then.homes}, months)
    for side in (now, then):
        known = [verdicts[home] for home in side.homes if home in verdicts]
        side.known, side.confirmed = len(known), known.count(AlertStatus.CONFIRMED)
    found = [hit for home, hit in then.homes.items() if home not in now.homes]
    lost = [hit for home, hit in now.homes.items() if home not in then.homes]
    return BackTest(change, months, now, then, found, lost, verdicts)


def _verdicts(alert: Alert, households: Iterable[int], months: list[date]) -> dict[int, str]:
    """What is known of households: by the verdict on this rule; of need, else by the newest visit of these months."""
    wanted = list(households)
    if not months:
        return {}
    answered: dict[int, str] = {}
    if not alert.wrongful:  # a visit tells of need, whatever led there; it tells nothing of a wrong payment
        for home, verdict in newest_verdicts(wanted, months[0]).items():
            told = AlertStatus.CONFIRMED if verdict in _NEED else _KNOWN_OF.get(VisitVerdict(verdict))
            if told is not None:
                answered[home] = told
    own = AlertHit.objects.filter(rule=alert.code, household__in=wanted, month__gte=months[0])
    for home, status in own.exclude(status__in=(AlertStatus.NEW, AlertStatus.ISSUED)).values_list(
        "household_id", "status"
    ):
        if answered.get(home) != AlertStatus.CONFIRMED:
            answered[home] = status
    return answered


def _told_before(alert: Alert, months: list[date]) -> list[tuple[int, date, int]]:
    """What the rule showed before the first of the months: (person or household, month, value)."""
    if not months:
        return []
    kept = AlertHit.objects.filter(
        rule=alert.code, month__lt=months[0], month__gt=add_months(months[0], -QUIET_MONTHS)
    )  # fmt: skip
    return list(kept.values_list(f"{alert.once}_id", "month", "value"))


def _within(told: Iterable[tuple[int, date, int]], month: date) -> dict[int, int]:
    """The largest value shown of each within the quiet months before a month."""
    shown: dict[int, int] = {}
    for subject, when, value in told:
        if when > add_months(month, -QUIET_MONTHS):
            shown[subject] = max(value, shown.get(subject, value))
    return shown


def _add(side: Side, raised: Iterable[AlertHit]) -> None:
    seen: set[int] = set()
    for hit in raised:
        side.alerts += 1
        side.homes.setdefault(hit.household_id, hit)
        if hit.household_id not in seen:
            side.visits[hit.division_code // 1000 * 1000, hit.month] += 1
        seen.add(hit.household_id)


def _in_county(hit: AlertHit, county: str) -> bool:
    return str(hit.division_code).startswith(county)


def _subject(alert: Alert, hit: AlertHit) -> int:
    return hit.household_id if alert.once == "household" else hit.person_id


def _visits_of(side: Side, township: int) -> int:
    return sum(number for (code, _month), number in side.visits.items() if code == township)
