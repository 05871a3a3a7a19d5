"""The months that were run, and their stages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cycle(models.Model):
    """The monthly run of one month."""

    month = models.DateField(_("month"), unique=True)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("monthly run")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Stage(models.Model):
    """One stage of a monthly run.  Its counts are what it did when it last ran to the end."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="stages")
    name = models.CharField(_("stage"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"))
    started_at = models.DateTimeField(_("started at"), auto_now=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    counts = models.JSONField(_("counts"), default=dict)

    class Meta:
        verbose_name = _("stage")
        constraints = [models.UniqueConstraint(fields=["cycle", "name"], name="jobs_stage_once")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.name}"
