"""Judging the alerts of a demonstration by the truth of its county: what was found, what was missed, what was wrong."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from config.evaluation.truth import ANSWERS, NO_NUMBER, Planted, Truth
from minzheng.exchange.queries import events
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.declare import registry
from minzheng.kernel.identity.fields import keyring
from minzheng.monitoring.choices import Level
from minzheng.monitoring.models import AlertHit
from minzheng.registers.models import Membership, Person
from minzheng.rulekit.months import add_months

#: The reports by which a hardship can be known at all; one group after the other, any of a group will do.
_SIGNALS: dict[str, tuple[tuple[str, ...], ...]] = {
    "grave_illness": (("medical_insurance_settlement",),),
    "new_severe_card": (("disability_federation_cards",),),
    "breadwinner_died": (("health_deaths", "police_register_changes", "civil_affairs_cremations"),),
    "died_still_paid": (("health_deaths", "police_register_changes", "civil_affairs_cremations"),),
    "child_alone": (
        ("health_deaths", "police_register_changes", "civil_affairs_cremations"),
        ("justice_inmates",),
    ),
    "hidden_means": (("traffic_vehicles",),),
}
#: Months before what happened shows in a whole list, or has lasted long enough to be a sign.
_SHOWS_AFTER = {
    "lost_work": 3, "abroad": 4, "boarded": 3, "sent_home": 1, "work_offered": 3, "injured_at_work": 1,
    "help_lost": 3, "booked_as_before": 3, "winter_aid": 2, "temporary_relief": 3, "drawn_elsewhere": 2,
}  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """An alert, in the words of the truth."""

    rule: str
    level: str
    household: str
    person: int
    month: date
    data_date: date


@dataclass
class Tally:
    """The figures of a rule, or of several."""

    alerts: int = 0
    right: int = 0
    planted: int = 0
    reached: int = 0
    found: int = 0
    wrong: list[Hit] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Counts, and shares where there is something to divide by."""
        return {
            "alerts": self.alerts, "right": self.right, "precision": _share(self.right, self.alerts),
            "planted": self.planted, "reached": self.reached, "found": self.found,
            "recall": _share(self.found, self.reached), "recall_of_all": _share(self.found, self.planted),
        }  # fmt: skip


def evaluate(truth: Truth) -> dict[str, Any]:
    """Recall and precision by rule, of red rules and of all.

    Recall is over the hardships planted whose signal had come in with a readable row, and over all of them.  An alert
    is right where the household was in that hardship, or in need, or wrongly paid, in the months around it.
    """
    with in_scope(EVERYTHING):
        hits = _hits(truth)
        last = max((hit.month for hit in hits), default=date.min)
        reports = _reports(truth)
    tallies: dict[str, Tally] = {alert.code: Tally() for alert in registry.alerts}
    for hit in hits:
        right = is_right(hit, truth)
        tallies[hit.rule].alerts += 1
        tallies[hit.rule].right += right
    kinds = {kind: Tally() for kind in ANSWERS}
    for planted in truth.planted:
        tally, rules = kinds[planted.kind], ANSWERS[planted.kind]
        found = any(hit.rule in rules and hit.household == planted.household and _after(hit, planted) for hit in hits)
        tally.planted += 1
        tally.found += found
        tally.reached += found or _reached(planted, reports, last)
    return _told(tallies, kinds)


def is_right(hit: Hit, truth: Truth) -> bool:
    """Whether an alert is right by the truth."""
    for planted in truth.planted:
        if planted.household == hit.household and hit.rule in ANSWERS[planted.kind] and _after(hit, planted):
            return True
    judged = _JUDGED.get(hit.rule)
    if judged is not None:
        return judged(hit, truth)
    if registry.alerts[hit.rule].wrongful:
        return truth.draws_allowance(hit.household) and not truth.needs(hit.household, hit.month, without_benefits=True)
    return truth.needs(hit.household, hit.month)


def _entitled_and_without(hit: Hit, truth: Truth) -> bool:
    return truth.is_severely_disabled(hit.person) and not truth.draws_nursing(hit.person)


def _paid_though_dead(hit: Hit, truth: Truth) -> bool:
    return truth.is_dead(hit.person, _end(hit)) and truth.draws(hit.person, hit.household)


def _lives_without_old_age(hit: Hit, truth: Truth) -> bool:
    return not truth.draws_old_age(hit.person) and not truth.is_dead(hit.person, hit.month)


def _is_a_decoy(hit: Hit, truth: Truth) -> bool:
    """Of these, all that is so is planted: whatever else was raised is wrong."""
    return False


_PLANTED_ONLY = ("E24", "E26", "E27", "E28", "E40", "I07", "I11", "I15", "I16", "I26", "I29", "I34", "I35", "I36")
_JUDGED: dict[str, Callable[[Hit, Truth], bool]] = {
    **dict.fromkeys(_PLANTED_ONLY, _is_a_decoy),
    "E03": _entitled_and_without,
    "E12": _lives_without_old_age,
    "E13": lambda hit, truth: truth.draws_allowance(hit.household) and not truth.draws_nursing(hit.person),
    "E23": lambda hit, truth: not truth.has_card(hit.person, nursing=False),
    "E36": lambda hit, truth: truth.turned(hit.person, 60, _end(hit)),
    "E30": lambda hit, truth: truth.draws(hit.person, hit.household),
    "E39": lambda hit, truth: any(
        hit.month <= day <= add_months(_end(hit), 1) for day, _ in truth.recognition_ends(hit.household)
    ),
    "I23": lambda hit, truth: any(stays and day < _end(hit) for day, stays in truth.recognition_ends(hit.household)),
    "I32": lambda hit, truth: hit.person == NO_NUMBER,
    "E33": lambda hit, truth: truth.draws_allowance(hit.household) and truth.bore_a_child(hit.person, _end(hit)),
    "I01": _paid_though_dead,
    "I05": lambda hit, truth: truth.draws_allowance(hit.household) and truth.has_car(hit.household, hit.month),
    "I06": lambda hit, truth: truth.draws_allowance(hit.household) and truth.has_second_home(hit.household),
    "I08": lambda hit, truth: truth.is_held(hit.person, _end(hit)) and truth.draws(hit.person, hit.household),
    "I09": lambda hit, truth: truth.is_held(hit.person, _end(hit)) and truth.draws(hit.person, hit.household),
    "I12": lambda hit, truth: truth.draws_twice(hit.person),
    "I19": lambda hit, truth: not truth.has_card(hit.person, truth.draws_nursing(hit.person)),
    "I31": lambda hit, truth: truth.is_dead(hit.person, _end(hit)),
}


def _end(hit: Hit) -> date:
    return add_months(hit.month, 1)


def _after(hit: Hit, planted: Planted) -> bool:
    """Whether an alert was raised once the hardship was there; old age and loneliness are there from the start."""
    return planted.kind == "old_and_alone" or hit.month >= planted.on.replace(day=1)


def _reached(planted: Planted, reports: dict[tuple[str, str], set[date]], last: date) -> bool:
    if add_months(planted.on.replace(day=1), _SHOWS_AFTER.get(planted.kind, 0)) > last:
        return False
    since = add_months(planted.on.replace(day=1), -1)
    return all(
        any(day >= since for feed in feeds for day in reports.get((planted.household, feed), ()))
        for feeds in _SIGNALS.get(planted.kind, ())
    )


def _hits(truth: Truth) -> list[Hit]:
    numbers = _numbers(truth)
    rows = AlertHit.objects.values_list("rule", "level", "household__number", "person_id", "month", "data_date")
    return [
        Hit(rule, level, home, numbers.get(person, NO_NUMBER), month, day)
        for rule, level, home, person, month, day in rows
    ]


def _numbers(truth: Truth) -> dict[int, int]:
    """The number that the truth knows somebody by, for everybody of the register."""
    hashes = {keyring().keyed_hash(number): person for number, person in truth.by_resident_id.items() if number}
    known = Person.objects.exclude(resident_hash=None).values_list("id", "resident_hash")
    return {pk: hashes[bytes(of)] for pk, of in known if of is not None and bytes(of) in hashes}


def _reports(truth: Truth) -> dict[tuple[str, str], set[date]]:
    """By household and data set: the days of which something readable was reported of its members."""
    homes = {planted.household for planted in truth.planted}
    feeds = {feed for groups in _SIGNALS.values() for group in groups for feed in group}
    found: dict[tuple[str, str], set[date]] = defaultdict(set)
    members = Membership.objects.filter(household__number__in=homes).values_list("person", "household__number")
    home_of = dict(members)
    for feed in feeds:
        for event in events(feed, "agrees AND list_contains(?, person)", [list(home_of)]):
            found[home_of[event.person_id or 0], feed].add(event.as_of)
    return found


def _told(tallies: dict[str, Tally], kinds: dict[str, Tally]) -> dict[str, Any]:
    red = {code for code in tallies if registry.alerts[code].level == Level.RED}
    red_kinds = [tally for kind, tally in kinds.items() if red.intersection(ANSWERS[kind])]
    return {
        "recall_red": _ratio(red_kinds, "found", "reached"),
        "recall_red_of_all": _ratio(red_kinds, "found", "planted"),
        "precision_red": _ratio((tallies[code] for code in red), "right", "alerts"),
        "precision_all": _ratio(tallies.values(), "right", "alerts"),
        "rules": {
            code: {"level": str(registry.alerts[code].level), "alerts": tally.alerts, "right": tally.right,
                   "precision": _share(tally.right, tally.alerts)}
            for code, tally in sorted(tallies.items())
        },
        "hardships": {
            kind: {"rules": list(ANSWERS[kind]), "planted": tally.planted, "reached": tally.reached,
                   "found": tally.found, "recall": _share(tally.found, tally.reached)}
            for kind, tally in kinds.items()
        },
    }  # fmt: skip


def _ratio(tallies: Iterable[Tally], above: str, below: str) -> float | None:
    tallies = list(tallies)
    return _share(sum(getattr(t, above) for t in tallies), sum(getattr(t, below) for t in tallies))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
