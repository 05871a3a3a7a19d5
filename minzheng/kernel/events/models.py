"""Life events that were recorded, and what is to be done about each: written together, in one transaction."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.events.choices import State


class EventRecord(models.Model):
    """A life event, recorded once: the same event told twice is the same row.

    key     what tells it from others of its kind (a person, or a person and a day).
    facts   what the register knew when it was recorded, for the conditions of effects.
    """

    kind = models.CharField(_("event"), max_length=40)
    key = models.CharField(_("what it is told from others by"), max_length=80)
    person_id = models.BigIntegerField(_("person"), null=True)
    household_id = models.BigIntegerField(_("household"), null=True)
    division_code = models.BigIntegerField(_("division"))
    happened_on = models.DateField(_("happened on"))
    source = models.CharField(_("source"), max_length=60)
    reference = models.CharField(_("document"), max_length=120, blank=True)
    facts = models.JSONField(_("known at the time"), default=dict)
    recorded_on = models.DateField(_("recorded on"))
    recorded_by = models.CharField(_("recorded by"), max_length=60)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=60, blank=True)
    withdrawn_because = models.CharField(_("withdrawn because"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("life event")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=models.Q(withdrawn_on=None), name="event_recorded_once"
            )
        ]
        indexes = [
            models.Index(fields=["person_id", "-id"], name="event_person"),
            models.Index(fields=["household_id", "-id"], name="event_household"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class EventEffect(models.Model):
    """One effect of an event, or the undoing of one.  It is carried out together with the note that it is."""

    event = models.ForeignKey(EventRecord, on_delete=models.PROTECT, related_name="effects")
    division_code = models.BigIntegerField(_("division"))
    effect = models.CharField(_("effect"), max_length=60)
    position = models.IntegerField(_("position"))
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    reason = models.TextField(_("why it failed"), blank=True)
    result = models.JSONField(_("what was done"), null=True)
    done_on = models.DateField(_("done on"), null=True)

    class Meta:
        verbose_name = _("effect of a life event")
        constraints = [
            models.UniqueConstraint(fields=["event", "effect"], condition=models.Q(undoes=None), name="effect_once")
        ]
        indexes = [
            models.Index(
                fields=["event", "position"], condition=models.Q(state__in=[State.PENDING, State.FAILED]),
                name="effect_open",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.event_id} {self.effect}"
