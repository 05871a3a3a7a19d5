"""Clocks that run for cases and the like, and what has happened to each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.deadlines.choices import PeriodUnit, Turn
from minzheng.kernel.deadlines.clock import Clock, Extension, Pause, Period, Unit


class RunningClock(models.Model):
    """A clock of one thing: what it is told by its turns, and its last day as last reckoned, kept for lists.

    `due_on` of a clock that stands still is what it was when it was stopped; such clocks are in no list of what is due.
    """

    code = models.CharField(_("which clock"), max_length=60)
    subject = models.CharField(_("subject"), max_length=60)
    subject_id = models.BigIntegerField(_("subject number"))
    household_id = models.BigIntegerField(_("household"), null=True)
    division_code = models.BigIntegerField(_("division"))
    number = models.PositiveIntegerField(_("length"))
    unit = models.CharField(_("counted in"), max_length=12, choices=PeriodUnit.choices)
    law = models.CharField(_("article"), max_length=60)
    rolls = models.BooleanField(_("a last day off moves on"), default=False)
    promised = models.PositiveIntegerField(_("promised length"), null=True)
    started_on = models.DateField(_("started on"))
    done_on = models.DateField(_("done on"), null=True)
    stopped = models.BooleanField(_("stands still"), default=False)
    due_on = models.DateField(_("last day"))
    promised_on = models.DateField(_("promised day"), null=True)
    provisional = models.BooleanField(_("rests on a year not published yet"), default=False)

    class Meta:
        verbose_name = _("clock")
        constraints = [
            models.UniqueConstraint(fields=["code", "subject", "subject_id", "started_on"], name="clock_started_once"),
            models.UniqueConstraint(
                fields=["code", "subject", "subject_id"], condition=models.Q(done_on=None), name="clock_one_running"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "division_code"], condition=models.Q(done_on=None), name="clock_due"),
            models.Index(fields=["subject", "subject_id"], name="clock_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject} {self.subject_id}"

    def clock(self) -> Clock:
        """The clock as the pure functions read it."""
        pauses: list[Pause] = []
        extension = None
        for turn in self.turns.all():
            if turn.kind == Turn.STOP:
                pauses.append(Pause(turn.on, None, turn.law, turn.reason))
            elif turn.kind == Turn.RESUME:
                pauses[-1] = Pause(pauses[-1].first, turn.on, pauses[-1].law, pauses[-1].reason)
            else:
                extension = Extension(turn.number or 0, turn.on, turn.by, turn.law)
        period = Period(self.number, Unit(self.unit), self.law, self.rolls)
        return Clock(self.started_on, period, self.promised, tuple(pauses), extension, self.done_on)


class ClockTurn(models.Model):
    """Something that happened to a clock: stopped, running again, extended.  Never changed."""

    clock = models.ForeignKey(RunningClock, on_delete=models.PROTECT, related_name="turns")
    kind = models.CharField(_("what"), max_length=10, choices=Turn.choices)
    on = models.DateField(_("date"))
    by = models.CharField(_("by"), max_length=60)
    law = models.CharField(_("article"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    number = models.PositiveIntegerField(_("by how many"), null=True)

    class Meta:
        verbose_name = _("turn of a clock")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=models.Q(kind=Turn.EXTEND), name="clock_extended_once",
                violation_error_message=_("This period was already extended; the law allows it once."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.clock_id} {self.kind} {self.on}"
