"""Reading life events and their effects."""

from django.db.models import QuerySet

from minzheng.kernel.access.scope import Scope
from minzheng.kernel.events.choices import State
from minzheng.kernel.events.models import EventEffect, EventRecord


def open_effects(scope: Scope) -> QuerySet[EventEffect]:
    """Effects that failed or still wait, in one's places: the failed ones first, then by event and order."""
    effects = EventEffect.objects.filter(scope.q("division_code"), state__in=[State.PENDING, State.FAILED])
    return effects.select_related("event").order_by("state", "event_id", "position")


def effect(effect_id: int) -> EventEffect | None:
    """One effect, if it is in scope."""
    return EventEffect.objects.filter(pk=effect_id).select_related("event").first()


def events_of_person(person_id: int) -> QuerySet[EventRecord]:
    """The life events of a person, newest first, with their effects."""
    return EventRecord.objects.filter(person_id=person_id).prefetch_related("effects").order_by("-id")
