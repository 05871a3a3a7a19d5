"""Reading people and households.  Every list declares what it prefetches."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Prefetch, QuerySet

from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.registers.models import Household, Membership, Organization, Person, PersonMerge, Transfer, VillagePoint


def memberships_on(day: date) -> QuerySet[Membership]:
    """Memberships that hold on a day, with their people, head first."""
    return Membership.objects.filter(valid__contains=day).select_related("person").order_by("household_id", "id")


class AtHome(NamedTuple):
    """A member of a household on a day, without anything that is sealed."""

    household: int
    division: int
    person: int
    relation: str
    birth_date: date
    death_date: date | None


def homes_on(day: date, people: Iterable[int]) -> list[AtHome]:
    """Everybody in the households that these people belong to on a day."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH asked AS MATERIALIZED (
                SELECT DISTINCT own.household_id AS id
                  FROM unnest(%(people)s::bigint[]) AS one (person)
                  JOIN registers_membership own ON own.person_id = one.person
                 WHERE own.valid @> %(day)s::date)
            SELECT home.id, home.residence_code, person.id, member.relation, person.birth_date, person.death_date
              FROM asked
              JOIN registers_household home ON home.id = asked.id
              JOIN registers_membership member ON member.household_id = asked.id
              JOIN registers_person person ON person.id = member.person_id
             WHERE member.valid @> %(day)s::date
             ORDER BY home.id, member.id
            """,
            {"day": day, "people": list(people)},
        )
        return [AtHome(*row) for row in cursor.fetchall()]


def died(people: Iterable[int]) -> set[int]:
    """Those of some people whom the register knows as dead."""
    with connection.cursor() as cursor:
        known = "SELECT id FROM registers_person WHERE id = ANY(%s) AND death_date IS NOT NULL"
        cursor.execute(known, [list(people)])
        return {person for (person,) in cursor.fetchall()}


def household_with_members(household_id: int, day: date) -> Any:
    """A household with `members_now`, its memberships on the day; None where it is not in scope."""
    return households_with_members([household_id], day).first()


def households_with_members(ids: Iterable[int], day: date) -> QuerySet[Any]:
    """Households with `members_now`: their memberships on the day, in two queries."""
    prefetch = Prefetch("memberships", memberships_on(day), to_attr="members_now")
    return Household.objects.filter(pk__in=list(ids)).select_related("head").prefetch_related(prefetch)


#: The divisions a person or household is seen from: where they live, where they are registered, who takes over.
SEATS = ("residence_code", "registration_code", "transfer_code")


def households_in(scope: Scope) -> QuerySet[Household]:
    """The households of a scope, by place and number."""
    condition = scope.q(*SEATS, household="id")
    return Household.objects.filter(condition).select_related("head").order_by("residence_code", "id")


def people_in(scope: Scope) -> QuerySet[Person]:
    """The people of a scope, by place."""
    return Person.objects.filter(scope.q(*SEATS, person="id")).order_by("residence_code", "id")


def transfers_in(scope: Scope) -> QuerySet[Transfer]:
    """The transfers that give up or take over in a scope, with their households."""
    found = Transfer.objects.filter(scope.q("from_code", "to_code", household="household_id"))
    return found.select_related("household__head")


def organizations_in(scope: Scope) -> QuerySet[Organization]:
    """The bodies of a scope, and those that a post names one by one."""
    return Organization.objects.filter(scope.q("division_code", facility="id"))


def household_of(person: Person, day: date) -> Household | None:
    """The household that somebody belongs to on a day, if it is in scope."""
    return Household.objects.filter(memberships__person=person, memberships__valid__contains=day).first()


def memberships_of(person_id: int) -> QuerySet[Membership]:
    """All memberships of somebody, newest first, with their households."""
    found = Membership.objects.filter(person_id=person_id).select_related("household")
    return found.order_by("-valid", "-id")


def relatives_of(person_id: int, day: date) -> QuerySet[Membership]:
    """The others of somebody's household on a day."""
    homes = Membership.objects.filter(person_id=person_id, valid__contains=day).values("household_id")
    return memberships_on(day).filter(household__in=homes).exclude(person_id=person_id)


def own_affairs(person_id: int, on: date) -> Scope:
    """The scope of a resident: the household they belong to and everybody in it.

    Read with the scope of the system, since the resident's own scope is what is being worked out.
    """
    with in_scope(EVERYTHING):
        own = Membership.objects.filter(person_id=person_id, valid__contains=on).values("household_id")
        rows = list(Membership.objects.filter(household__in=own, valid__contains=on).values_list("household", "person"))
    return Scope(
        households=tuple(sorted({household for household, _ in rows})),
        people=tuple(sorted({person for _, person in rows} | {person_id})),
    )


def living_in(household_id: int, day: date, without: int | None = None) -> QuerySet[Membership]:
    """The living members of a household on a day, leaving one person out."""
    living = memberships_on(day).filter(household_id=household_id, person__death_date=None)
    return living if without is None else living.exclude(person_id=without)


def person(person_id: int) -> Person | None:
    """One person, if in scope."""
    return Person.objects.filter(pk=person_id).first()


def survivors() -> dict[int, int]:
    """Who a record counts as, for every record that was joined with another: alias -> survivor."""
    joined = PersonMerge.objects.filter(status=PersonMerge.Status.MERGED)
    return dict(joined.values_list("alias_id", "survivor_id"))


def merges_in(scope: Scope) -> QuerySet[PersonMerge]:
    """The proposals to join two records, and what became of them, in a scope."""
    found = PersonMerge.objects.filter(scope.q("division_code", person="survivor_id"))
    return found.select_related("survivor", "alias")


def points_in(scope: Scope) -> dict[int, tuple[float, float]]:
    """Where the villages of a scope lie, as degrees (longitude, latitude) by code; a village may have no point."""
    found = VillagePoint.objects.filter(scope.q("code")).values_list("code", "longitude", "latitude")
    return {code: (longitude, latitude) for code, longitude, latitude in found}
