"""What the paying side does in answer to a life event."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Effect, registry
from minzheng.kernel.events.death import stop_after_death
from minzheng.payments.choices import Hold, RunStatus
from minzheng.payments.models import Award, Line, Overpayment
from minzheng.registers.events import DEATH, MOVE
from minzheng.registers.queries import living_in


def end_awards(event: Any, actor: Actor, on: date) -> dict[str, Any] | None:
    """End the dead person's own awards with the month of the death, and the household's where nobody is left.

    What was paid for later months is marked as overpaid.  A household that goes on keeps its award: somebody has to
    look, and to decide anew (see casework).
    """
    stop = stop_after_death(event.happened_on).stop_from
    over = _over_with(event, stop)
    running = Award.objects.select_for_update().filter(over, months__endswith=None, months__isempty=False)
    later = Award.objects.select_for_update().filter(over, months__endswith__gt=stop)
    ended: dict[str, str | None] = {}
    for award in (running | later).order_by("id"):
        if award.months.lower >= stop:
            raise ValidationError(
                _("An award begins in %(month)s, after the death. Have its decision revoked.")
                % {"month": f"{award.months.lower:%Y-%m}"}
            )
        ended[str(award.pk)] = award.months.upper.isoformat() if award.months.upper else None
        award.months = (award.months.lower, stop)
        award.save(update_fields=["months"])
    overpaid = _mark_overpaid(event, stop, on)
    return {"awards": ended, "overpaid": overpaid} if ended or overpaid else None


def restore_awards(event: Any, result: dict[str, Any], actor: Actor, on: date) -> None:
    """The awards go on as before (up to the next one of the scheme), and nothing was overpaid."""
    for number, until in result["awards"].items():
        award = Award.objects.select_for_update().get(pk=int(number))
        others = Award.objects.filter(household_id=award.household_id, scheme=award.scheme, person=award.person)
        following = others.filter(months__startswith__gte=award.months.upper)
        ends = [date.fromisoformat(until)] if until else []
        ends += [other.months.lower for other in following]
        award.months = (award.months.lower, min(ends, default=None))
        award.save(update_fields=["months"])
    Overpayment.objects.filter(line__in=result["overpaid"], cleared_on=None).update(cleared_on=on)


def _over_with(event: Any, stop: date) -> Q:
    """The awards that end with a death: the dead person's own, and the household's where nobody is left."""
    own = Q(person_id=event.person_id)
    if event.household_id is None or living_in(event.household_id, stop, without=event.person_id).exists():
        return own
    return own | Q(household_id=event.household_id)


def _mark_overpaid(event: Any, stop: date, on: date) -> list[int]:
    """Mark the payments for later months that went to the bank, or are approved to go."""
    gone = Q(run__status__in=[RunStatus.APPROVED, RunStatus.FILED], hold=Hold.NONE, returned=None)
    ended = Award.objects.filter(_over_with(event, stop))
    lines = Line.objects.filter(gone, award__in=ended, month__gte=stop).order_by("id")
    for line in lines:
        Overpayment.objects.update_or_create(
            line=line,
            defaults={"household_id": line.household_id, "division_code": line.division_code, "event_id": event.pk,
                      "amount_fen": line.amount_fen, "found_on": on, "cleared_on": None},
        )  # fmt: skip
    return [line.pk for line in lines]


def carry_awards(event: Any, actor: Actor, on: date) -> None:
    """What a household draws is found where it lives now; what was paid stays where it was paid."""
    Award.objects.filter(household_id=event.household_id, months__endswith=None, months__isempty=False).update(
        division_code=event.division_code
    )


END_AWARDS = registry.add(
    Effect(
        code="payments.end_awards",
        label=gettext_lazy("Payment ends with the month after the death"),
        events=(DEATH.code,),
        work=end_awards,
        undo=restore_awards,
        order=20,
        remedy=gettext_lazy("Hold the lines of this household, and have the award ended by a decision."),
    )
)
CARRY_AWARDS = registry.add(
    Effect(
        code="payments.carry_awards",
        label=gettext_lazy("The benefit is found at the new place"),
        events=(MOVE.code,),
        work=carry_awards,
        order=20,
        remedy=gettext_lazy("Look whether the household still draws its benefit in the old place."),
    )
)
