"""The audit record."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act.  Written in the transaction of the act; never changed, never deleted."""

    at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    business_date = models.DateField(_("business date"))
    actor_id = models.BigIntegerField(_("user"), null=True)
    actor_name = models.CharField(_("actor"), max_length=60)
    role = models.CharField(_("role"), max_length=20)
    verb = models.CharField(_("act"), max_length=60)
    subject = models.CharField(_("subject"), max_length=60)
    subject_id = models.BigIntegerField(_("subject number"), null=True)
    household_id = models.BigIntegerField(_("household"), null=True)
    division_code = models.BigIntegerField(_("division"), default=0)
    old = models.JSONField(_("before"), null=True)
    new = models.JSONField(_("after"), null=True)
    purpose = models.CharField(_("purpose"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        indexes = [
            models.Index(fields=["household_id", "id"], name="audit_household"),
            models.Index(fields=["subject", "subject_id"], name="audit_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.actor_name} {self.verb} {self.subject} {self.subject_id}"


class Seal(models.Model):
    """A batch of rows of one record, sealed: what was there, and the head that follows from it.  Never changed."""

    chain = models.CharField(_("record"), max_length=63)
    number = models.BigIntegerField(_("number"))
    last_entry = models.BigIntegerField(_("last entry"))
    count = models.PositiveIntegerField(_("entries"))
    columns = models.JSONField(_("columns"))
    entries = models.BinaryField(_("number and digest of each entry"))
    algorithm = models.CharField(_("algorithm"), max_length=20)
    sealed_at = models.DateTimeField(_("sealed at"))
    head = models.BinaryField(_("head"), max_length=32)

    class Meta:
        verbose_name = _("seal")
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_seal_once")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"
