"""The ledger of what was sent to departments: every list, everybody in it, how it left, and what was answered.

All of it only grows.  The files themselves lie encrypted in the vault under their digests.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.exchange.outbound.choices import Outcome, Reason, Way
from minzheng.kernel.declare import Outbound, registry
from minzheng.registers.models import Household, Person


class Push(models.Model):
    """One list for one department for one month, as it was signed.

    A list that changes is a new version, which names the one it replaces.  Rows that were refused and are sent again,
    mended, are a version too: it `resends` rows of another and takes the place of nothing.
    What was said of purpose and law on that day stands here, whatever the contract says later.
    """

    outbound = models.CharField(_("list for a department"), max_length=60)
    department = models.CharField(_("sent to"), max_length=40)
    division_code = models.BigIntegerField(_("division"))
    month = models.DateField(_("month"))
    version = models.PositiveSmallIntegerField(_("version"))
    reference = models.CharField(_("reference"), max_length=120, unique=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("in place of")
    )
    resends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="resent_by", verbose_name=_("refused rows of")
    )
    rows = models.PositiveIntegerField(_("rows"))
    digest = models.CharField(_("digest"), max_length=64)
    manifest = models.CharField(_("digest of the covering note"), max_length=64)
    signature = models.CharField(_("signature"), max_length=128)
    key_number = models.PositiveSmallIntegerField(_("number of the signing key"))
    public_key = models.CharField(_("public key"), max_length=64)
    purpose = models.CharField(_("purpose"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    answer_by = models.DateField(_("receipt due"))
    keep_until = models.DateField(_("kept until"))
    sent_on = models.DateField(_("made on"))
    sent_by = models.CharField(_("sent by"), max_length=60)

    class Meta:
        verbose_name = _("list sent")
        constraints = [
            models.UniqueConstraint(fields=["outbound", "division_code", "month", "version"], name="push_version_once")
        ]
        indexes = [models.Index(fields=["-month", "-id"], name="push_newest")]

    def __str__(self) -> str:
        return self.reference

    @property
    def contract(self) -> Outbound:
        """The contract as it is now."""
        return registry.outbounds[self.outbound]


class SentPerson(models.Model):
    """That somebody is in a list: to be found from the person, whichever list it is.

    Seen by place, as the person is; so it names the list itself, whose own entry only its county and its receiver see.
    """

    push = models.ForeignKey(Push, on_delete=models.PROTECT, db_index=False, related_name="people")
    row = models.PositiveIntegerField(_("row in the file"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    division_code = models.BigIntegerField(_("division"))
    outbound = models.CharField(_("list for a department"), max_length=60)

    class Meta:
        verbose_name = _("person sent")
        constraints = [models.UniqueConstraint(fields=["push", "row"], name="sent_row_once")]
        indexes = [models.Index(fields=["household", "push"], name="sent_household")]

    def __str__(self) -> str:
        return f"{self.push_id}:{self.row}"


class Delivery(models.Model):
    """That the files of a list left the house: by which way, when, by whose hand.

    It says nothing of anybody and is open to read, so that everybody in a list can see when it left.
    """

    push = models.ForeignKey(Push, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    delivered_on = models.DateField(_("delivered on"))
    delivered_by = models.CharField(_("delivered by"), max_length=60)

    class Meta:
        verbose_name = _("delivery")

    def __str__(self) -> str:
        return f"{self.push_id} {self.way}"


class Receipt(models.Model):
    """The receiver's answer to a list, and how the whole list stands after it: `accepted` and `refused` count all rows.

    faults      rows of the answer that could not be taken: row in its file, error, detail.
    """

    push = models.ForeignKey(Push, on_delete=models.PROTECT, related_name="receipts")
    file_name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    rows = models.PositiveIntegerField(_("rows"))
    accepted = models.PositiveIntegerField(_("rows accepted"))
    refused = models.PositiveIntegerField(_("rows refused"))
    faults = models.JSONField(_("rows with errors"), default=list)
    received_on = models.DateField(_("received on"))
    received_by = models.CharField(_("received by"), max_length=60)

    class Meta:
        verbose_name = _("receipt")
        constraints = [models.UniqueConstraint(fields=["push", "digest"], name="receipt_once")]

    def __str__(self) -> str:
        return self.file_name


class ReceiptRow(models.Model):
    """What a receipt says of one row of the list.  Of several, the newest counts."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, db_index=False, related_name="answers")
    push = models.ForeignKey(Push, on_delete=models.PROTECT, db_index=False, related_name="answers")
    row = models.PositiveIntegerField(_("row in the list"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.CharField(_("reason"), max_length=2, choices=Reason.choices, blank=True)
    words = models.CharField(_("in words"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("row of a receipt")
        constraints = [models.UniqueConstraint(fields=["receipt", "row"], name="receipt_row_once")]
        indexes = [models.Index(fields=["push", "row", "-id"], name="receipt_of_push")]

    def __str__(self) -> str:
        return f"{self.push_id}:{self.row} {self.outcome}"
