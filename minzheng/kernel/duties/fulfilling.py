"""Fulfilling duties by an act: called inside the act, in its transaction and on its record."""

from datetime import date, timedelta

from django.db.models import Q

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import registry
from minzheng.kernel.duties.models import DueDuty
from minzheng.kernel.duties.reckoning import after


def fulfil(
    act: str, *, reference: str, actor: Actor, on: date, household_id: int | None = None, person_id: int | None = None,
    facility_id: int | None = None,
) -> list[DueDuty]:  # fmt: skip
    """Fulfil every open duty that this act fulfils for a household, a person or a facility, and open the next turns.

    `reference` names the act ("casework.visit:12"); told again with the same one, nothing is fulfilled twice.
    """
    subjects = {"household": household_id, "person": person_id, "facility": facility_id}
    duties = [duty for duty in registry.duties if act in duty.fulfilled_by and subjects[duty.about] is not None]
    which = Q(pk__in=[])
    for duty in duties:
        which |= Q(duty=duty.code, subject_id=subjects[duty.about])
    open_or_told = Q(done_on=None, ended_on=None) | Q(reference=reference)
    found = list(DueDuty.objects.select_for_update().filter(which, open_or_told).order_by("id"))
    told = {row.duty for row in found if row.reference == reference}
    rows = [row for row in found if row.duty not in told and row.since <= on and not (row.done_on or row.ended_on)]
    for row in rows:
        row.done_on, row.done_by, row.reference = on, actor.name, reference
        row.save(update_fields=["done_on", "done_by", "reference"])
        _open_next(row, on)
    return rows


def _open_next(row: DueDuty, on: date) -> None:
    duty = registry.duties[row.duty]
    due_on = after(on, duty.every(row.level))
    DueDuty.objects.create(
        duty=row.duty, subject_id=row.subject_id, household_id=row.household_id, division_code=row.division_code,
        level=row.level, since=on, due_on=due_on, overdue_from=due_on + timedelta(days=duty.grace_days + 1),
    )  # fmt: skip
