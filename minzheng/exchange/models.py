"""What departments sent: files, rows, and the rows that could not be read."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.registers.models import Person


class Batch(models.Model):
    """One file of one data set for one month.  The file itself lies encrypted in the vault under its digest."""

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
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    received_on = models.DateField(_("received on"))
    received_by = models.CharField(_("received by"), max_length=60)

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


class Record(models.Model):
    """One event that a department reported, such as one settled bill.  No identity number is kept, only its hash."""

    feed = models.CharField(_("data set"), max_length=60)
    key = models.BinaryField(_("natural key"), max_length=32)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="records")
    row = models.PositiveIntegerField(_("row in the file"))
    resident_hash = models.BinaryField(_("keyed hash of the resident ID number"), max_length=32, null=True)
    name = models.CharField(_("name in the file"), max_length=60)
    as_of = models.DateField(_("date of the event"))
    values = models.JSONField(_("values"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name_agrees = models.BooleanField(_("name agrees with the register"), null=True)
    refuted_on = models.DateField(_("found wrong on"), null=True)
    division_code = models.BigIntegerField(_("division"))

    class Meta:
        verbose_name = _("reported event")
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="record_once")]
        indexes = [
            models.Index(fields=["person", "feed", "as_of"], name="record_person"),
            models.Index(fields=["resident_hash"], condition=models.Q(person=None), name="record_unmatched"),
            BrinIndex(fields=["as_of"], name="record_date"),
        ]

    def __str__(self) -> str:
        return f"{self.feed} {self.as_of}"
