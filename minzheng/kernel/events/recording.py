"""Recording a life event with what follows from it, and withdrawing one that proved false.

Called by the acts of the registers, inside their transaction: the event, the register's own change and the effects to
come stand together or not at all.  What follows is carried out after the commit (`drain`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import record
from minzheng.kernel.declare import Effect, registry
from minzheng.kernel.events.choices import State
from minzheng.kernel.events.drain import drain_after_commit
from minzheng.kernel.events.effects import effects_of, effects_table
from minzheng.kernel.events.models import EventEffect, EventRecord


def record_event(
    kind: str, *, person_id: int | None, household_id: int | None, division_code: int, happened_on: date, source: str,
    actor: Actor, on: date, reference: str = "", facts: Mapping[str, Any] | None = None,
) -> EventRecord:  # fmt: skip
    """Record an event with its effects; the same event told again is returned as it was recorded.

    `facts` are what conditions of effects read (JSON); `on` is the date of business.
    """
    declared = registry.life_events[kind]
    about = f"person:{person_id}" if person_id is not None else f"household:{household_id}"
    event, created = EventRecord.objects.get_or_create(
        kind=kind, key=about if declared.once_in == "life" else f"{about}:{happened_on}", withdrawn_on=None,
        defaults={
            "person_id": person_id, "household_id": household_id, "division_code": division_code,
            "happened_on": happened_on, "source": source, "reference": reference, "facts": dict(facts or {}),
            "recorded_on": on, "recorded_by": actor.name,
        },
    )  # fmt: skip
    if not created:
        return event
    EventEffect.objects.bulk_create(
        EventEffect(event=event, division_code=division_code, effect=effect.code, position=position)
        for position, effect in enumerate(_that_follow(event))
    )
    record("record_event", event, actor=actor, date=on, new={"kind": kind, "happened_on": happened_on.isoformat()})
    drain_after_commit(on)
    return event


def withdraw_event(event: EventRecord, *, reason: str, actor: Actor, on: date) -> EventRecord:
    """Withdraw an event that proved false: what was carried out is to be undone, the last first; the rest is dropped.

    Raises ValidationError, in words, where there is no reason, or it was withdrawn before.
    """
    if not reason.strip():
        raise ValidationError(_("Write why it is withdrawn: everybody who acted on it will read it."))
    event = EventRecord.objects.select_for_update().get(pk=event.pk)
    if event.withdrawn_on is not None:
        raise ValidationError(_("This was already withdrawn on %(day)s.") % {"day": event.withdrawn_on.isoformat()})
    effects = list(event.effects.select_for_update().filter(undoes=None).order_by("-position"))
    done = [effect for effect in effects if effect.state == State.DONE and effect.result is not None]
    EventEffect.objects.filter(pk__in=[e.pk for e in effects if e.state != State.DONE]).update(state=State.DROPPED)
    EventEffect.objects.bulk_create(
        EventEffect(
            event=event, division_code=event.division_code, effect=effect.effect, undoes=effect,
            position=len(effects) + position,
        )
        for position, effect in enumerate(done)
    )  # fmt: skip
    event.withdrawn_on, event.withdrawn_by, event.withdrawn_because = on, actor.name, reason.strip()
    event.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_because"])
    record("withdraw_event", event, actor=actor, date=on, new={"reason": reason.strip(), "to undo": len(done)})
    drain_after_commit(on)
    return event


def _that_follow(event: EventRecord) -> list[Effect]:
    """The declared effects of an event whose condition holds, in their order."""
    by_table = effects_of(event.kind, event.facts) if event.kind in effects_table() else []
    found = [
        effect for effect in registry.effects
        if event.kind in effect.events and _holds(effect, event.facts, by_table)
    ]  # fmt: skip
    return sorted(found, key=lambda effect: (effect.order, effect.code))


def _holds(effect: Effect, facts: Mapping[str, Any], by_table: list[str]) -> bool:
    if effect.when is None:
        return True
    return effect.when in by_table if isinstance(effect.when, str) else effect.when(facts)


def is_recorded(kind: str, person_id: int) -> EventRecord | None:
    """The event of a kind that happens once in a life, if it was recorded of a person and not withdrawn."""
    return EventRecord.objects.filter(kind=kind, key=f"person:{person_id}", withdrawn_on=None).first()
