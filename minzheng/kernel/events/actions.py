"""Having a failed effect tried again."""

from datetime import date as Date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.events.choices import State
from minzheng.kernel.events.drain import drain_after_commit
from minzheng.kernel.events.models import EventEffect
from minzheng.kernel.events.policies import RETRY_EFFECT


@action(RETRY_EFFECT)
def try_again(*, effect: EventEffect, actor: Actor, date: Date) -> EventEffect:
    """Put a failed effect before the machine once more; it is carried out after the commit."""
    effect = EventEffect.objects.select_for_update().get(pk=effect.pk)
    if effect.state != State.FAILED:
        raise ValidationError(_("This did not fail, or it has been carried out since. Look at the list again."))
    effect.state = State.PENDING
    effect.save(update_fields=["state"])
    record("try_again", effect, actor=actor, date=date, old={"reason": effect.reason})
    drain_after_commit(date)
    return effect
