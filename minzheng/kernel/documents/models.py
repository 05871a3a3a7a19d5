"""Documents that were issued, with their numbers, and files attached to things.  Their contents lie in the vault."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.documents.choices import FileKind


class NumberSeries(models.Model):
    """The last number given out in a county under a word in a year.  Raised in the transaction that uses the number."""

    county = models.BigIntegerField(_("county"))
    word = models.CharField(_("word"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("series of document numbers")
        constraints = [models.UniqueConstraint(fields=["county", "word", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.word} {self.year} {self.last}"


class IssuedDocument(models.Model):
    """A document as it was issued, in PDF and DOCX.  Never changed; a later one may take its place."""

    notice = models.CharField(_("kind of document"), max_length=60)
    subject = models.CharField(_("subject"), max_length=60)
    subject_id = models.BigIntegerField(_("subject number"))
    household_id = models.BigIntegerField(_("household"), null=True)
    division_code = models.BigIntegerField(_("division"))
    county = models.BigIntegerField(_("county"))
    word = models.CharField(_("word"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    written_number = models.CharField(_("document number"), max_length=80)
    title = models.CharField(_("title"), max_length=120)
    pdf = models.CharField(_("digest of the PDF"), max_length=64)
    docx = models.CharField(_("digest of the DOCX"), max_length=64)
    issued_on = models.DateField(_("issued on"))
    issued_by = models.CharField(_("issued by"), max_length=60)
    keep_until = models.DateField(_("kept until"), null=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("in place of")
    )

    class Meta:
        verbose_name = _("issued document")
        constraints = [
            models.UniqueConstraint(fields=["county", "word", "year", "number"], name="document_number_once"),
            models.UniqueConstraint(
                fields=["notice", "subject", "subject_id"],
                condition=models.Q(replaces=None),
                name="document_issued_once",
            ),
        ]
        indexes = [models.Index(fields=["household_id", "-id"], name="document_household")]

    def __str__(self) -> str:
        return self.written_number


class Attachment(models.Model):
    """A file that somebody added to something.  It is seen by whoever sees what it belongs to."""

    subject = models.CharField(_("subject"), max_length=60)
    subject_id = models.BigIntegerField(_("subject number"))
    household_id = models.BigIntegerField(_("household"), null=True)
    division_code = models.BigIntegerField(_("division"))
    file_name = models.CharField(_("file name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=80, choices=FileKind.choices)
    digest = models.CharField(_("digest"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    about = models.CharField(_("what it shows"), max_length=120, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    added_on = models.DateField(_("added on"))
    added_by = models.CharField(_("added by"), max_length=60)

    class Meta:
        verbose_name = _("attachment")
        constraints = [models.UniqueConstraint(fields=["subject", "subject_id", "digest"], name="attachment_once")]
        indexes = [models.Index(fields=["household_id", "-id"], name="attachment_household")]

    def __str__(self) -> str:
        return self.file_name
