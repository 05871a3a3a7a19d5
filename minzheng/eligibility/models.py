"""Facts, assessments and decisions: what was known, what the law says of it, and who decided."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.choices import Verdict
from minzheng.kernel.access.models import User
from minzheng.kernel.identity.fields import FenField
from minzheng.registers.models import Household, Person


class FactValue(models.Model):
    """A value of a declared fact of a person, the months in which it stood, and the data behind it.

    It stands at the end of the month `since` and of those after it, until the month that found something else; where
    nothing was found any more, there is no other value.  There is no foreign key in the database: a province writes
    millions of them a month, and people are never deleted.
    """

    fact = models.CharField(_("fact"), max_length=60)
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    since = models.DateField(_("first month"))
    until = models.DateField(_("month of another value"), null=True)
    value = models.BigIntegerField(_("value"))
    data_date = models.DateField(_("date of the newest data"))
    records = models.PositiveIntegerField(_("events counted"))
    source = models.PositiveSmallIntegerField(_("which of its sources"), default=1)
    division_code = models.BigIntegerField(_("division"))
    run = models.BigIntegerField(_("run that last changed it"), default=0)

    class Meta:
        verbose_name = _("fact")
        constraints = [models.UniqueConstraint(fields=["person", "fact", "since"], name="fact_once_a_month")]
        indexes = [
            models.Index(fields=["fact", "division_code"], condition=models.Q(until=None), name="fact_of_place"),
            models.Index(fields=["fact", "since"], condition=models.Q(until__isnull=False), name="fact_of_before"),
            BrinIndex(fields=["run"], name="fact_run"),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.since:%Y-%m}"


class FactRun(models.Model):
    """That the facts of a month were worked out, and of which reports: a later run looks at what is new."""

    month = models.DateField(_("month"), unique=True)
    run = models.BigIntegerField(_("run"))
    parts = models.JSONField(_("reports seen"))
    refuted = models.BigIntegerField(_("newest report found wrong"))

    class Meta:
        verbose_name = _("facts of a month")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class ValueProposal(models.Model):
    """A dated value that a place wants to set for itself, as a parameter file would have it.  Never changed.

    It counts from the moment a second person has confirmed it, for days from `valid_from` on.  It says nothing about
    anybody and is open to read.
    """

    division = models.CharField(_("division"), max_length=6)
    key = models.CharField(_("parameter"), max_length=60)
    valid_from = models.DateField(_("valid from"))
    written = models.JSONField(_("value"))
    title = models.CharField(_("title of the document"), max_length=200)
    number = models.CharField(_("number of the document"), max_length=80)
    issued_on = models.DateField(_("document issued on"))
    reason = models.TextField(_("reason"))
    estimate = models.JSONField(_("what it would cost, as told before"), default=dict)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_on = models.DateField(_("proposed on"))

    class Meta:
        verbose_name = _("value to be set")
        indexes = [models.Index(fields=["division", "key", "valid_from"], name="value_of_place")]

    def __str__(self) -> str:
        return f"{self.division} {self.key} {self.valid_from}"


class ValueVerdict(models.Model):
    """What a second person said of a value: it counts from now on, or it does not.  Never changed."""

    proposal = models.OneToOneField(ValueProposal, on_delete=models.PROTECT, related_name="verdict")
    confirmed = models.BooleanField(_("confirmed"))
    note = models.TextField(_("note"), blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by"))
    decided_on = models.DateField(_("decided on"))

    class Meta:
        verbose_name = _("verdict on a value")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("decided_by")),
                name="value_by_a_second_person",
                violation_error_message=_("Whoever proposed a value cannot confirm it."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.confirmed}"


class KeptReform(models.Model):
    """A simulated reform under a name: its values, and what it would have done with the households known that day.

    It holds figures of a whole county and nothing about anybody.  Never changed.
    """

    name = models.CharField(_("name"), max_length=80)
    scheme = models.CharField(_("scheme"), max_length=40)
    division = models.CharField(_("division"), max_length=6)
    day = models.DateField(_("values as of"))
    written = models.JSONField(_("values changed"))
    result = models.JSONField(_("result"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_on = models.DateField(_("made on"))

    class Meta:
        verbose_name = _("kept reform")
        indexes = [models.Index(fields=["division", "-id"], name="reform_of_place")]

    def __str__(self) -> str:
        return self.name


class Assessment(models.Model):
    """What the rules say of a household on a day: facts, outcome, reasons and the way there.  Never changed."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    division_code = models.BigIntegerField(_("division"))
    operation = models.CharField(_("rule asked"), max_length=60)
    as_of = models.DateField(_("as of"))
    facts = models.JSONField(_("facts"))
    sources = models.JSONField(_("sources of the facts"))
    outcome = models.JSONField(_("outcome"))
    reasons = models.JSONField(_("reasons"))
    unknown = models.JSONField(_("facts that are missing"))
    trace = models.JSONField(_("the way there"))
    parameters = models.JSONField(_("amounts and limits used"))
    values = models.JSONField(_("values used, to decide it again"))
    explanation = models.JSONField(_("explanation"))
    rules_digest = models.CharField(_("version of the rules"), max_length=64)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.CharField(_("made by"), max_length=60)

    class Meta:
        verbose_name = _("assessment")
        indexes = [models.Index(fields=["household", "-id"], name="assessment_household")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.as_of}"


class Decision(models.Model):
    """What was decided for a household, by two people.  Never changed; a change is a new decision."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="decisions")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    division_code = models.BigIntegerField(_("division"))
    scheme = models.CharField(_("scheme"), max_length=40)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    monthly_fen = FenField(_("monthly amount"))
    first_month = models.DateField(_("first month paid"), null=True)
    decided_on = models.DateField(_("decided on"))
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("decided_by")),
                name="decision_by_a_second_person",
                violation_error_message=_("Whoever proposed a decision cannot decide it."),
            ),
            models.CheckConstraint(condition=models.Q(monthly_fen__gte=0), name="decision_amount_not_negative"),
        ]
        indexes = [models.Index(fields=["household", "-id"], name="decision_household")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.scheme} {self.verdict}"
