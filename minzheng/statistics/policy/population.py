"""The households of a county as the rules read them, kept in memory until something is known anew.

What a visit found and departments reported goes in as for a decision.  Of a household that nobody has asked, the
register knows who belongs to it and no more: its means are marked as missing, so that its class stays unknown and
nothing is paid to it in a simulation.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
from django.db.models import Count, Max, Sum

from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import Visit
from minzheng.eligibility.common.codes import Missing, Relation
from minzheng.eligibility.common.facts import HouseholdFacts
from minzheng.eligibility.common.intake import HouseholdRecords, household_records
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER, SUPPORTER
from minzheng.eligibility.findings import Findings
from minzheng.eligibility.gather import Gathering, means
from minzheng.eligibility.models import FactValue
from minzheng.eligibility.simulation.model import Column
from minzheng.kernel.access.scope import subtree
from minzheng.registers.models import Household, Membership
from minzheng.registers.queries import households_with_members, memberships_on
from minzheng.rulekit.records import Record

TOWNSHIP = 1000
_UNASKED = 1 << Missing.INCOME | 1 << Missing.EXPENSES | 1 << Missing.HEALTH | 1 << Missing.WORK
_NO_ASSETS = sum(1 << m for m in (Missing.FINANCIAL, Missing.VEHICLES, Missing.HOMES, Missing.ENTITIES))
_READ = (
    "household_id", "relation", "person__birth_date", "person__sex", "person__ethnic_group",
    "household__residence_code", "household__area",
)  # fmt: skip
_RELATIONS = {relation.name.lower(): relation for relation in Relation}
_IN_NEED = (VisitVerdict.NEEDS_SCHEME, VisitVerdict.NEEDS_REFERRAL)
_AMOUNTS = ("wage", "business", "property_income", "pension", "basic_pension", "support_received")


@dataclass(frozen=True)
class Population:
    """The households of a county on a day.

    table    an Arrow table as `rulekit.arrow` has it, `place` 0 rural and 1 urban; with `household_id` and `township`,
             and in the members `sex` and `ethnic_group`.
    asked    how many of them were visited and told their means.
    day      the day for which ages and memberships were taken.
    """

    table: pa.Table
    asked: int
    day: date

    @property
    def households(self) -> int:
        """How many households there are."""
        return int(self.table.num_rows)

    @property
    def people(self) -> int:
        """How many people belong to them."""
        return len(self.table["members"].combine_chunks().values)


_kept: dict[int, tuple[tuple[Any, ...], Population]] = {}
_building = Lock()


def population_of(county: int, day: date) -> Population:
    """The households of a county by its 12-digit code, as known now; for a reader whose scope is the whole county."""
    version = (day, *_version(county))
    with _building:
        kept = _kept.get(county)
        if kept is None or kept[0] != version:
            kept = _kept[county] = version, _build(county, day)
    return kept[1]


def _version(county: int) -> tuple[Any, ...]:
    """What changes when anything the population is made of does."""
    low, high = subtree(county)
    visits = Visit.objects.filter(division_code__gte=low, division_code__lt=high)
    homes = Household.objects.filter(residence_code__gte=low, residence_code__lt=high)
    facts = FactValue.objects.filter(until=None, division_code__gte=low, division_code__lt=high)
    return (
        visits.aggregate(Max("id"))["id__max"],
        *homes.aggregate(a=Max("id"), b=Count("id")).values(),
        *facts.aggregate(a=Max("run"), b=Count("id"), c=Sum("value"), d=Sum("records")).values(),
        Membership.objects.aggregate(Max("id"))["id__max"],
    )


def _build(county: int, day: date) -> Population:
    low, high = subtree(county)
    within = {"household__residence_code__gte": low, "household__residence_code__lt": high}
    belonging = memberships_on(day).filter(household__valid__contains=day, **within)
    people = list(belonging.order_by("household__residence_code", "household_id", "id").values_list(*_READ))
    homes = Homes.of(people, day)
    asked = _fill_in_what_is_known(homes, low, high, day)
    return Population(homes.table(people), asked, day)


def _fill_in_what_is_known(homes: "Homes", low: int, high: int, day: date) -> int:
    """Put what visits found and departments reported in the place of blanks; returns of how many households."""
    visits, reported = _newest_visits(low, high, day), _reported(low, high)
    visited = households_with_members([home for home in visits if home in homes.place], day)
    known = 0
    for home in visited:
        facts = [value for m in home.members_now for value in reported.get(m.person_id, ())]
        gathered = means(Gathering(home, home.members_now, day, list(facts), *visits[home.pk]))
        try:
            homes.put(home.pk, household_records(HouseholdFacts.model_validate(gathered.facts), day))
            known += 1
        except ValueError:
            continue  # amounts that cannot be computed with are no means known
    return known


@dataclass
class Homes:
    """The rows of all households and their members, blank at first; `place` says where each household stands."""

    place: dict[int, int]
    first: Column
    households: Column
    members: Column
    supporters: dict[int, list[Any]]

    @classmethod
    def of(cls, people: list[tuple[Any, ...]], day: date) -> "Homes":
        """Households of which only the register speaks."""
        ids = np.array([row[0] for row in people], np.int64)
        begins = np.flatnonzero(np.diff(ids, prepend=-1))
        members = np.repeat(MEMBER.array([MEMBER.make(lives_here=1, legal_duty=1, missing=_UNASKED)]), len(people))
        members["age"] = _ages([row[2] for row in people], day)
        members["relation"] = [_RELATIONS.get(row[1], Relation.OTHER) for row in people]
        households = np.repeat(HOUSEHOLD.array([HOUSEHOLD.make(missing=_NO_ASSETS)]), len(begins))
        place = {int(home): number for number, home in enumerate(ids[begins])}
        return cls(place, np.append(begins, len(people)), households, members, {})

    def put(self, household: int, records: HouseholdRecords) -> None:
        """What is known of a household."""
        number = self.place[household]
        self.members[self.first[number] : self.first[number + 1]] = MEMBER.array(records.members)
        self.households[number] = HOUSEHOLD.array([records.household])[0]
        self.supporters[number] = records.supporters

    def table(self, people: list[tuple[Any, ...]]) -> pa.Table:
        """All of it as the rules read it."""
        heads = [people[row] for row in self.first[:-1]]
        apart = [self.supporters.get(number, []) for number in range(len(heads))]
        columns = {
            "household_id": pa.array([row[0] for row in heads], pa.int64()),
            "township": pa.array([row[5] // TOWNSHIP * TOWNSHIP for row in heads], pa.int64()),
            "place": pa.array([int(row[6] == "urban") for row in heads], pa.int8()),
            **_columns(HOUSEHOLD, self.households),
        }
        who = {
            "sex": pa.array([row[3] for row in people], pa.int8()),
            "ethnic_group": pa.array([row[4] for row in people], pa.string()).dictionary_encode(),
        }
        counts = np.cumsum([0, *map(len, apart)])
        kin = SUPPORTER.array([each for several in apart for each in several])
        return pa.table(
            {
                **columns,
                "members": _lists(self.first, {**_columns(MEMBER, self.members), **who}),
                "supporters": _lists(counts, _columns(SUPPORTER, kin)),
            }
        )


def _ages(births: list[date], day: date) -> Column:
    """Completed years on a day; whoever is born later counts as newly born."""
    written = np.array([birth.year * 10_000 + birth.month * 100 + birth.day for birth in births], np.int64)
    return np.maximum((day.year * 10_000 + day.month * 100 + day.day - written) // 10_000, 0)


def _newest_visits(low: int, high: int, day: date) -> dict[int, tuple[Findings, date]]:
    """By household, what the newest visit found that asked for its means."""
    visits = Visit.objects.filter(division_code__gte=low, division_code__lt=high, visited_on__lte=day)
    rows = visits.order_by("visited_on", "id").values_list("household_id", "verdict", "findings", "visited_on")
    found = {}
    for household, verdict, written, visited_on in rows:
        findings = Findings.model_validate(written)
        if verdict in _IN_NEED or any(getattr(m, name) for m in findings.members for name in _AMOUNTS):
            found[household] = findings, visited_on
    return found


def _reported(low: int, high: int) -> dict[int, list[FactValue]]:
    """By person, the newest value of each fact that departments reported."""
    found: dict[int, list[FactValue]] = {}
    for value in FactValue.objects.filter(until=None, division_code__gte=low, division_code__lt=high).order_by("fact"):
        found.setdefault(value.person_id, []).append(value)
    return found


def _columns(record: Record, rows: Column) -> dict[str, pa.Array]:
    return {name: pa.array(rows[name]) for name in record.fields if name != "index"}


def _lists(offsets: Column, columns: dict[str, pa.Array]) -> pa.ListArray:
    inside = pa.StructArray.from_arrays(list(columns.values()), list(columns))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), inside)
