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


class Job(models.Model):
    """Long work that somebody asked for: how far it is, what came of it, what went wrong.

    It runs as whoever asked, in the scope they had, on the business date on which they asked.
    """

    function = models.CharField(_("function"), max_length=120)
    arguments = models.JSONField(_("arguments"), default=dict)
    asked_by = models.BigIntegerField(_("asked by"), null=True)
    actor = models.JSONField(_("actor"))
    date = models.DateField(_("business date"))
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done = models.BigIntegerField(_("done"), default=0)
    total = models.BigIntegerField(_("of"), default=0)
    message = models.CharField(_("message"), max_length=200, blank=True)
    error = models.TextField(_("error"), blank=True)
    file_name = models.CharField(_("file name"), max_length=120, blank=True)
    file_digest = models.CharField(_("digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("job")
        indexes = [models.Index(fields=["asked_by", "-id"], name="job_of_somebody")]

    def __str__(self) -> str:
        return f"{self.pk} {self.function}"

    @property
    def percent(self) -> int:
        """How much is done, of a hundred."""
        return min(100 * self.done // self.total, 100) if self.total else 0
