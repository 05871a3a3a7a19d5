"""What the registers do in answer to a life event."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import Effect, registry
from minzheng.registers.events import DEATH
from minzheng.registers.models import Membership


def end_membership(event: Any, actor: Actor, on: date) -> dict[str, Any] | None:
    """The household goes on without the dead, from the day after."""
    until = event.happened_on + timedelta(days=1)
    member = Membership.objects.filter(person_id=event.person_id, valid__contains=event.happened_on).first()
    if member is None or member.valid.upper == until:
        return None
    before = member.valid.upper
    member.valid = (member.valid.lower, until)
    member.save(update_fields=["valid"])
    return {"membership": member.pk, "until": before.isoformat() if before else None}


def restore_membership(event: Any, result: dict[str, Any], actor: Actor, on: date) -> None:
    """The membership lasts as long as it did before."""
    member = Membership.objects.get(pk=result["membership"])
    until = date.fromisoformat(result["until"]) if result["until"] else None
    member.valid = (member.valid.lower, until)
    member.save(update_fields=["valid"])


END_MEMBERSHIP = registry.add(
    Effect(
        code="registers.end_membership",
        label=_("The household goes on without the dead"),
        events=(DEATH.code,),
        work=end_membership,
        undo=restore_membership,
        when="UPDATE_HOUSEHOLD",
        order=10,
        remedy=_("Open the household and end the membership of the dead by hand."),
    )
)
