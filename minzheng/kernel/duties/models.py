"""What is owed again and again: one open row for each subject of a duty, and one for each time it was done."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DueDuty(models.Model):
    """One turn of a duty: when it is due, and when and by what it was fulfilled.  Being overdue is a query.

    A subject has one open turn at most; the next one is reckoned when it is fulfilled.
    """

    duty = models.CharField(_("duty"), max_length=60)
    subject_id = models.BigIntegerField(_("subject number"))
    household_id = models.BigIntegerField(_("household"), null=True)
    division_code = models.BigIntegerField(_("division"))
    level = models.CharField(_("level"), max_length=20, blank=True)
    since = models.DateField(_("counted from"))
    due_on = models.DateField(_("due on"))
    overdue_from = models.DateField(_("overdue from"))
    done_on = models.DateField(_("done on"), null=True)
    done_by = models.CharField(_("done by"), max_length=60, blank=True)
    reference = models.CharField(_("fulfilled by"), max_length=80, blank=True)
    ended_on = models.DateField(_("ended on"), null=True)

    class Meta:
        verbose_name = _("turn of a duty")
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "subject_id"], condition=models.Q(done_on=None, ended_on=None), name="duty_one_open"
            ),
            models.UniqueConstraint(
                fields=["duty", "subject_id", "reference"], condition=~models.Q(reference=""), name="duty_done_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "division_code"], condition=models.Q(done_on=None, ended_on=None), name="duty_due"
            ),
            models.Index(fields=["household_id", "-due_on"], name="duty_household"),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.subject_id} {self.due_on}"
