"""Reading people and households.  Every list declares what it prefetches."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.identity.fields import keyring
from minzheng.registers.models import Household, Membership


def memberships_on(day: date) -> QuerySet[Membership]:
    """Memberships that hold on a day, with their people, head first."""
    return Membership.objects.filter(valid__contains=day).select_related("person").order_by("household_id", "id")


def household_with_members(household_id: int, day: date) -> Any:
    """A household with `members_now`, its memberships on the day; None where it is not in scope."""
    return households_with_members([household_id], day).first()


def households_with_members(ids: Iterable[int], day: date) -> QuerySet[Any]:
    """Households with `members_now`: their memberships on the day, in two queries."""
    prefetch = Prefetch("memberships", memberships_on(day), to_attr="members_now")
    return Household.objects.filter(pk__in=list(ids)).select_related("head").prefetch_related(prefetch)


def households_in(scope: Scope) -> QuerySet[Household]:
    """The households of a scope, by place and number."""
    condition = scope.q("residence_code", "registration_code", household="id")
    return Household.objects.filter(condition).select_related("head").order_by("residence_code", "id")


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


def find_households(text: str) -> QuerySet[Household]:
    """Households by household number, by an identity number of a member, or by the head's whole name."""
    hashes = keyring().keyed_hashes(text.upper())
    by_id = Membership.objects.filter(person__resident_hash__in=hashes).values("household_id")
    found = Household.objects.filter(Q(number=text) | Q(head__name=text) | Q(pk__in=by_id))
    return found.select_related("head").order_by("residence_code", "id")
