"""Pairs of a department's row and somebody whom it may mean."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.exchange.linkage.choices import COUNTING, LinkKind, LinkStatus
from minzheng.kernel.identity.fields import FenField
from minzheng.registers.models import Person


class LinkCandidate(models.Model):
    """A row without its person by number, and somebody whom it may mean.

    What the row tells stands here as it was told; of its number, nothing.  `parts` says in which way each part of the
    two agrees, as `explain.parts_of` names it.  A pair that was refused is never asked about again.

    batch, row   where the row stands that was not taken for its number alone: judged to be somebody's, it is read with
                 their number filled in.  None for a row that was taken.
    settled_on   since when nobody is asked about it: it came right by itself, or its file is kept no more.
    """

    feed = models.CharField(_("data set"), max_length=60)
    key = models.BinaryField(_("key of the row"), max_length=32)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    name = models.CharField(_("name in the row"), max_length=60)
    birth = models.CharField(_("born, by the row"), max_length=10, blank=True)
    place_code = models.BigIntegerField(_("place in the row"), null=True)
    kin = models.CharField(_("of the same household, by the row"), max_length=200, blank=True)
    kind = models.CharField(_("found by"), max_length=10, choices=LinkKind.choices)
    parts = models.JSONField(_("how they agree"))
    share = models.PositiveSmallIntegerField(_("likelihood"), help_text=_("in thousandths"))
    is_urgent = models.BooleanField(_("red alerts hang on it"), default=False)
    money_fen = FenField(_("money in the row"), default=0)
    status = models.CharField(_("status"), max_length=10, choices=LinkStatus.choices)
    found_on = models.DateField(_("found on"))
    judged_on = models.DateField(_("judged on"), null=True)
    judged_by = models.CharField(_("judged by"), max_length=60, blank=True)
    batch = models.ForeignKey("exchange.Batch", on_delete=models.PROTECT, related_name="+", null=True)
    row = models.PositiveIntegerField(_("row in the file"), null=True)
    settled_on = models.DateField(_("settled on"), null=True)
    division_code = models.BigIntegerField(_("division"))

    class Meta:
        verbose_name = _("possible link")
        constraints = [
            models.UniqueConstraint(fields=["feed", "key", "person"], name="link_pair_once"),
            models.UniqueConstraint(
                fields=["feed", "key"], condition=models.Q(status__in=COUNTING), name="link_one_person_a_row",
                violation_error_message=_("The row counts for another person already. Take that back first."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["-is_urgent", "-money_fen", "-share", "-id"],
                condition=models.Q(status="open"),
                name="link_queue",
            )
        ]

    def __str__(self) -> str:
        return f"{self.feed} {self.person_id}"
