"""Carrying out what life events ask for: each effect once, whatever is killed and whenever.

An effect's own writes and the note that it is done are one transaction.  A process that dies in between leaves the
effect as it was, and whoever drains next carries it out: the process that recorded the event right after its commit,
the monthly run, a worker.  Two that drain at once pass each other by (SKIP LOCKED).
"""

import logging
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.audit.actions import record
from minzheng.kernel.declare import registry
from minzheng.kernel.events.choices import State
from minzheng.kernel.events.models import EventEffect

#: So many times a failed effect is tried again by itself; after that somebody has to look.
ATTEMPTS = 3

logger = logging.getLogger(__name__)


def drain(on: date, *, again: bool = False) -> dict[str, int]:
    """Carry out every effect that is pending, in order; with `again`, also those that failed fewer than three times.

    Effects do not wait for one another, except that nothing is undone before what came after it.  Returns how many
    were carried out and how many failed.
    """
    open_ = Q(state=State.PENDING) | (Q(state=State.FAILED, attempts__lt=ATTEMPTS) if again else Q(pk__in=[]))
    with in_scope(EVERYTHING):
        numbers = list(EventEffect.objects.filter(open_).order_by("event_id", "position").values_list("pk", flat=True))
    counts = {"effects carried out": 0, "effects failed": 0}
    for number in numbers:
        state = carry_out(number, on)
        counts["effects carried out"] += state == State.DONE
        counts["effects failed"] += state == State.FAILED
    return counts


def drain_after_commit(on: date) -> None:
    """Have what is pending carried out once the present transaction is committed; a fault there undoes nothing."""
    transaction.on_commit(lambda: drain(on), robust=True)


def carry_out(number: int, on: date) -> State | None:
    """Carry out one effect: done, or failed with its reason; None where somebody else has it or it has to wait.

    Raises only where the database itself is gone; then nothing has changed.
    """
    try:
        with in_scope(EVERYTHING):
            return _carry_out(number, on)
    except Exception as fault:  # an effect may fail in any way; it is written down, and the next one has its turn
        if isinstance(fault, (OperationalError, InterfaceError)) and not connection.is_usable():
            raise
        logger.exception("effect %s failed", number)
        with in_scope(EVERYTHING):
            EventEffect.objects.filter(pk=number, state__in=[State.PENDING, State.FAILED]).update(
                state=State.FAILED, attempts=F("attempts") + 1, reason=_in_words(fault)
            )
        return State.FAILED


def _carry_out(number: int, on: date) -> State | None:
    locked = EventEffect.objects.select_for_update(skip_locked=True, of=("self",)).select_related("event", "undoes")
    row = locked.filter(pk=number, state__in=[State.PENDING, State.FAILED]).first()
    if row is None or _has_to_wait(row):
        return None
    declared, actor = registry.effects[row.effect], replace(SYSTEM, division=row.division_code)
    if row.undoes is None:
        row.result = declared.work(row.event, actor, on)
    elif declared.undo is None or row.undoes.result is None:
        raise ValidationError(_("This cannot be undone by the machine."))
    else:
        declared.undo(row.event, row.undoes.result, actor, on)
    row.state, row.done_on, row.reason = State.DONE, on, ""
    row.save(update_fields=["result", "state", "done_on", "reason"])
    verb = "carry_out_effect" if row.undoes is None else "undo_effect"
    record(verb, row, actor=actor, date=on, new={"effect": row.effect, "confirmed by": row.event.recorded_by},
           household_id=row.event.household_id)  # fmt: skip
    return State.DONE


def _has_to_wait(row: EventEffect) -> bool:
    """Whether something that was done later still waits to be undone."""
    if row.undoes_id is None:
        return False
    before = EventEffect.objects.filter(event_id=row.event_id, undoes__isnull=False, position__lt=row.position)
    return before.exclude(state=State.DONE).exists()


def _in_words(fault: Exception) -> str:
    """Why it failed, for whoever has to act."""
    if isinstance(fault, ValidationError):
        return " ".join(fault.messages)
    return f"{type(fault).__name__}: {fault}"[:500]
