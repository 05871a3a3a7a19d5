"""The households of a county as the rules read them, kept in memory until something is known anew.

What a visit found and departments reported goes in as for a decision.  Of a household that nobody has asked, the
register knows who belongs to it and no more: its means are marked as missing, so that its class stays unknown and
nothing is paid to it in a simulation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import pyarrow as pa
from django.db.models import Count, Max, Sum

from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import Visit
from minzheng.eligibility.common.codes import Missing, Relation
from minzheng.eligibility.common.facts import HouseholdFacts
from minzheng.eligibility.common.intake import HouseholdRecords, age_on, household_records
from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER, SUPPORTER
from minzheng.eligibility.findings import Findings
from minzheng.eligibility.gather import gather
from minzheng.eligibility.models import FactValue
from minzheng.kernel.access.scope import subtree
from minzheng.registers.models import Household, Membership
from minzheng.registers.queries import memberships_on
from minzheng.rulekit.records import Record

TOWNSHIP = 1000
_UNASKED = 1 << Missing.INCOME | 1 << Missing.EXPENSES | 1 << Missing.HEALTH | 1 << Missing.WORK
_NO_ASSETS = sum(1 << m for m in (Missing.FINANCIAL, Missing.VEHICLES, Missing.HOMES, Missing.ENTITIES))
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
    newest = FactValue.objects.order_by("-month").values("month")[:1]
    facts = FactValue.objects.filter(month__in=newest, division_code__gte=low, division_code__lt=high)
    return (
        visits.aggregate(Max("id"))["id__max"],
        *homes.aggregate(a=Max("id"), b=Count("id")).values(),
        *facts.aggregate(a=Max("month"), b=Count("id"), c=Sum("value"), d=Sum("records")).values(),
        Membership.objects.aggregate(Max("id"))["id__max"],
    )


def _build(county: int, day: date) -> Population:
    low, high = subtree(county)
    within = {"residence_code__gte": low, "residence_code__lt": high}
    homes = list(Household.objects.filter(valid__contains=day, **within).order_by("residence_code", "id"))
    members = _by_household(memberships_on(day).filter(household__in=[home.pk for home in homes]))
    visits, reported = _newest_visits(low, high, day), _reported(low, high)
    homes = [home for home in homes if home.pk in members]
    records = [_records(home, members[home.pk], visits.get(home.pk), reported, day) for home in homes]
    asked = sum(home.pk in visits for home in homes)
    return Population(_table(homes, [members[home.pk] for home in homes], records), asked, day)


def _by_household(memberships: Iterable[Membership]) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {}
    for membership in memberships:
        found.setdefault(membership.household_id, []).append(membership)
    return found


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
    values = FactValue.objects.filter(division_code__gte=low, division_code__lt=high)
    newest = values.order_by("fact", "person_id", "-month").distinct("fact", "person_id")
    found: dict[int, list[FactValue]] = {}
    for value in newest:
        if value.records:
            found.setdefault(value.person_id, []).append(value)
    return found


def _records(
    home: Household, members: list[Membership], visit: tuple[Findings, date] | None,
    reported: dict[int, list[FactValue]], day: date,
) -> HouseholdRecords:  # fmt: skip
    if visit is None:
        return _unasked(members, day)
    facts = [value for member in members for value in reported.get(member.person_id, ())]
    gathered = gather(home, members, *visit, facts, day)
    return household_records(HouseholdFacts.model_validate(gathered.facts), day)


def _unasked(members: list[Membership], day: date) -> HouseholdRecords:
    """A household of which only the register speaks."""
    people = [
        MEMBER.make(
            index=index, age=age_on(m.person.birth_date, day), relation=_relation(m), lives_here=1, legal_duty=1,
            missing=_UNASKED,
        )
        for index, m in enumerate(members)
    ]  # fmt: skip
    return HouseholdRecords(HOUSEHOLD.make(missing=_NO_ASSETS), people, [])


def _relation(membership: Membership) -> int:
    return Relation.__members__.get(membership.relation.upper(), Relation.OTHER)


def _table(
    homes: list[Household], members: list[list[Membership]], records: list[HouseholdRecords]
) -> pa.Table:  # fmt: skip
    people = [person for each in members for person in each]
    return pa.table(
        {
            "household_id": pa.array([home.pk for home in homes], pa.int64()),
            "township": pa.array([home.residence_code // TOWNSHIP * TOWNSHIP for home in homes], pa.int64()),
            "place": pa.array([int(home.area == "urban") for home in homes], pa.int8()),
            **_columns(HOUSEHOLD, [each.household for each in records]),
            "members": _lists(
                [len(each.members) for each in records],
                {
                    **_columns(MEMBER, [m for each in records for m in each.members]),
                    "sex": pa.array([m.person.sex for m in people], pa.int8()),
                    "ethnic_group": pa.array([m.person.ethnic_group for m in people], pa.string()).dictionary_encode(),
                },
            ),
            "supporters": _lists(
                [len(each.supporters) for each in records],
                _columns(SUPPORTER, [s for each in records for s in each.supporters]),
            ),
        }
    )


def _columns(record: Record, made: list[Any]) -> dict[str, pa.Array]:
    rows = record.array(made)
    return {name: pa.array(rows[name]) for name in record.fields if name != "index"}


def _lists(counts: list[int], columns: dict[str, pa.Array]) -> pa.ListArray:
    offsets = pa.array(_running(counts), pa.int32())
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(list(columns.values()), list(columns)))


def _running(counts: list[int]) -> Iterator[int]:
    total = 0
    yield total
    for count in counts:
        total += count
        yield total
