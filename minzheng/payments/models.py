"""Money: awards, the runs of the months, bank files, and the ledger behind them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.models import Decision
from minzheng.kernel.access.models import User
from minzheng.kernel.declare import registry
from minzheng.kernel.identity.fields import FenField, HashOf, SealedTextField
from minzheng.payments.choices import Hold, LedgerAccount, RunStatus
from minzheng.registers.models import Household, Person


class BankAccount(models.Model):
    """Where somebody's money goes (一卡通).  The number is encrypted; its last four digits are kept to be shown."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    bank = models.CharField(_("bank"), max_length=60)
    number = SealedTextField(_("account number"))
    number_hash = HashOf("number", verbose_name=_("keyed hash of the account number"), unique=True)
    tail = models.CharField(_("last four digits"), max_length=4)
    recorded_on = models.DateField(_("recorded on"), null=True)  # of two, the one recorded last counts

    class Meta:
        verbose_name = _("bank account")
        indexes = [models.Index(fields=["person"], name="account_person")]

    def __str__(self) -> str:
        return f"{self.bank} *{self.tail}"


class Award(models.Model):
    """What a decision gives each month, for a time.

    A household, or one member of it where the benefit is a person's, has one award of a scheme at a time.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="award")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    division_code = models.BigIntegerField(_("division"))
    scheme = models.CharField(_("scheme"), max_length=40)
    monthly_fen = FenField(_("monthly amount"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    payee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("payee"))
    months = DateRangeField(_("months"))

    class Meta:
        verbose_name = _("award")
        constraints = [
            ExclusionConstraint(
                name="award_one_at_a_time",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("scheme", RangeOperators.EQUAL),
                    (Coalesce("person", 0), RangeOperators.EQUAL),
                    ("months", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This household already draws this benefit in that period."),
            ),
            models.CheckConstraint(condition=models.Q(monthly_fen__gt=0), name="award_amount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.scheme}"

    @property
    def scheme_label(self) -> str:
        """What the benefit is called."""
        return str(registry.schemes[self.scheme].label)


class Run(models.Model):
    """The payment of one scheme for one month."""

    month = models.DateField(_("month"))
    scheme = models.CharField(_("scheme"), max_length=40)
    division_code = models.BigIntegerField(_("division"))
    status = models.CharField(_("status"), max_length=10, choices=RunStatus.choices, default=RunStatus.PREPARED)
    prepared_on = models.DateField(_("prepared on"))
    prepared_by = models.CharField(_("prepared by"), max_length=60)
    approved_on = models.DateField(_("approved on"), null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("payment run")
        constraints = [models.UniqueConstraint(fields=["month", "scheme", "division_code"], name="run_once_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.scheme}"


class Line(models.Model):
    """One payment to one household.  `again` is the payment that the bank sent back and this one makes good."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="lines")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="lines")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    division_code = models.BigIntegerField(_("division"))
    month = models.DateField(_("month paid for"))
    amount_fen = FenField(_("amount"))
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, null=True, related_name="+")
    hold = models.CharField(_("held because"), max_length=20, choices=Hold.choices, blank=True)
    again = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="paid_again", verbose_name=_("pays again"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("payment line")
        constraints = [
            models.UniqueConstraint(
                fields=["award", "month"], condition=models.Q(again=None), name="line_once_a_month"
            ),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="line_amount_positive"),
        ]
        indexes = [
            models.Index(fields=["household", "-month"], name="line_household"),
            models.Index(fields=["-month", "division_code", "id"], name="line_of_place"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} {self.month:%Y-%m}"


class Overpayment(models.Model):
    """A payment that proved not to be owed, to be recovered or netted; cleared where the reason for it proves false."""

    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="overpayment")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    division_code = models.BigIntegerField(_("division"))
    amount_fen = FenField(_("amount"))
    event_id = models.BigIntegerField(_("life event"))
    found_on = models.DateField(_("found on"))
    cleared_on = models.DateField(_("cleared on"), null=True)

    class Meta:
        verbose_name = _("overpayment")
        constraints = [models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="overpayment_positive")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.amount_fen}"


class ReturnedPayment(models.Model):
    """A payment that the bank could not make, by its return file: owed again until it is paid in another way."""

    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="returned")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    division_code = models.BigIntegerField(_("division"))
    amount_fen = FenField(_("amount"))
    reason = models.CharField(_("the bank's reason"), max_length=200)
    digest = models.CharField(_("digest"), max_length=64)
    returned_on = models.DateField(_("returned on"))

    class Meta:
        verbose_name = _("returned payment")
        constraints = [models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="returned_amount_positive")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.reason}"


class BankFile(models.Model):
    """The file that tells the bank whom to pay.  Its content lies in the vault under its digest."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="bank_file")
    division_code = models.BigIntegerField(_("division"))
    file_name = models.CharField(_("file name"), max_length=80)
    digest = models.CharField(_("digest"), max_length=64)
    lines = models.PositiveIntegerField(_("payments"))
    total_fen = FenField(_("total"))
    made_on = models.DateField(_("made on"))

    class Meta:
        verbose_name = _("bank file")

    def __str__(self) -> str:
        return self.file_name


class LedgerTransaction(models.Model):
    """A balanced set of postings.  `reference` makes the same event post once.  Never changed."""

    reference = models.CharField(_("reference"), max_length=80, unique=True)
    posted_on = models.DateField(_("posted on"))
    text = models.CharField(_("text"), max_length=200)
    division_code = models.BigIntegerField(_("division"))

    class Meta:
        verbose_name = _("ledger transaction")

    def __str__(self) -> str:
        return self.reference


class LedgerLeg(models.Model):
    """One posting: positive is debit, negative is credit.  The legs of a transaction sum to zero.  Never changed."""

    transaction = models.ForeignKey(LedgerTransaction, on_delete=models.PROTECT, related_name="legs")
    account = models.CharField(_("account"), max_length=20, choices=LedgerAccount.choices)
    amount_fen = FenField(_("amount"))

    class Meta:
        verbose_name = _("ledger posting")

    def __str__(self) -> str:
        return f"{self.account} {self.amount_fen}"
