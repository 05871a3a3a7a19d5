"""What departments sent: files, and the rows that could not be read.  The others lie in the `lake`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.registers.models import Person


class Batch(models.Model):
    """One file of one data set for one month.  The file itself lies encrypted in the vault under its digest.

    One row of a file makes one line for everybody it is about.
    """

    class Status(models.TextChoices):
        """What became of the file."""

        LOADED = "loaded", _("loaded")
        REFUSED = "refused", _("file refused")

    feed = models.CharField(_("data set"), max_length=60)
    department = models.CharField(_("department"), max_length=40)
    month = models.DateField(_("month"))
    division_code = models.BigIntegerField(_("division"))
    file_name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    refusal = models.JSONField(_("why refused"), null=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    loaded = models.PositiveIntegerField(_("new rows"), default=0)
    repeated = models.PositiveIntegerField(_("rows already known"), default=0)
    faulty = models.PositiveIntegerField(_("rows with errors"), default=0)
    late = models.PositiveIntegerField(_("rows of earlier months"), default=0)
    part = models.CharField(_("where its lines lie"), max_length=120, blank=True)
    filled_in = models.CharField(_("where the lines of rows filled in lie"), max_length=120, blank=True)
    newest = models.DateField(_("newest event"), null=True)
    linked_to = models.BigIntegerField(_("people looked through"), default=0)
    weighed_to = models.BigIntegerField(_("people weighed for rows without a number"), default=0)
    matched = models.PositiveIntegerField(_("lines with their people"), default=0)
    other_name = models.PositiveIntegerField(_("lines under another name"), default=0)
    unmatched = models.PositiveIntegerField(_("lines with nobody"), default=0)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    received_on = models.DateField(_("received on"))
    received_by = models.CharField(_("received by"), max_length=60)
    removed_on = models.DateField(_("file removed on"), null=True)
    removed_after = models.PositiveIntegerField(_("days it was kept at least"), null=True)

    class Meta:
        verbose_name = _("file received")
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "digest"], condition=models.Q(status="loaded"), name="batch_loaded_once"
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class RowError(models.Model):
    """A row that was not taken, and why, so that the sender can mend it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="row_errors")
    row = models.PositiveIntegerField(_("row in the file"))
    column = models.CharField(_("column"), max_length=60, blank=True)
    code = models.CharField(_("error"), max_length=30)
    detail = models.CharField(_("detail"), max_length=120, blank=True)
    mended_on = models.DateField(_("mended on"), null=True)

    class Meta:
        verbose_name = _("row with an error")
        indexes = [models.Index(fields=["batch", "row"], name="rowerror_batch")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row} {self.code}"


class HeaderName(models.Model):
    """A header by which the sender of a data set calls a field of ours, beside those of the contract."""

    feed = models.CharField(_("data set"), max_length=60)
    header = models.CharField(_("header"), max_length=60)
    field = models.CharField(_("field"), max_length=40)
    named_on = models.DateField(_("named on"))

    class Meta:
        verbose_name = _("header of a sender")
        constraints = [models.UniqueConstraint(fields=["feed", "header"], name="header_name_once")]

    def __str__(self) -> str:
        return f"{self.feed} {self.header}"


class Refutation(models.Model):
    """What was reported of somebody for a day, and found wrong by whoever went to see: it counts no more."""

    feed = models.CharField(_("data set"), max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField(_("date of the event"))
    refuted_on = models.DateField(_("found wrong on"))
    division_code = models.BigIntegerField(_("division"))

    class Meta:
        verbose_name = _("report found wrong")
        constraints = [models.UniqueConstraint(fields=["person", "feed", "as_of"], name="refuted_once")]

    def __str__(self) -> str:
        return f"{self.feed} {self.as_of}"
