"""Visits and cases: what the doors opened, and the way from acceptance to decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.casework.choices import Channel, TaskStatus, VisitVerdict
from minzheng.eligibility.models import Assessment, Decision
from minzheng.kernel.access.models import User
from minzheng.kernel.declare import registry
from minzheng.registers.models import Household, Person


class VisitTask(models.Model):
    """Somebody should go and see a household.  One open task holds every reason there is to go."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    division_code = models.BigIntegerField(_("village"))
    status = models.CharField(_("status"), max_length=10, choices=TaskStatus.choices, default=TaskStatus.OPEN)
    level = models.CharField(_("level"), max_length=10)
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("due on"))
    worker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("given to"))

    class Meta:
        verbose_name = _("visit task")
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=models.Q(status=TaskStatus.OPEN), name="task_one_open_a_household"
            )
        ]
        indexes = [models.Index(fields=["status", "division_code", "due_on"], name="task_queue")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.status}"


class TaskStep(models.Model):
    """That a visit was sent back to be made complete, or given to another worker, by whom and why.  Never changed.

    task    the open visit that it led to.
    """

    class Kind(models.TextChoices):
        """What was done."""

        RETURNED = "returned", _("report sent back")
        REASSIGNED = "reassigned", _("given to another worker")

    task = models.ForeignKey(VisitTask, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    visit = models.ForeignKey(
        "casework.Visit", on_delete=models.PROTECT, null=True, related_name="returns", verbose_name=_("report")
    )
    worker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("worker"))
    reason = models.TextField(_("reason"))
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    taken_on = models.DateField(_("date"))

    class Meta:
        verbose_name = _("step of a visit")

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind}"


class Visit(models.Model):
    """What was found at the door."""

    task = models.OneToOneField(VisitTask, on_delete=models.PROTECT, related_name="visit")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    division_code = models.BigIntegerField(_("village"))
    visited_on = models.DateField(_("visited on"))
    visited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("visited by"))
    second_surveyor = models.CharField(_("second surveyor"), max_length=60, blank=True)
    person_present = models.CharField(_("who was present"), max_length=60, blank=True)
    consent_to_check = models.BooleanField(_("household agrees to verification"), default=False)
    verdict = models.CharField(_("verdict"), max_length=20, choices=VisitVerdict.choices)
    findings = models.JSONField(_("findings"))
    note = models.TextField(_("in words"), blank=True)

    class Meta:
        verbose_name = _("home visit")
        indexes = [models.Index(fields=["-visited_on", "-id"], name="visit_newest")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.visited_on}"


class Case(models.Model):
    """One request, from acceptance to decision, along the procedure that its scheme names.

    person      the member it is about, where the benefit is one person's.
    answers     what was asked with the application, as the scheme's form has it.
    closed_on   the day on which it came to an end.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", verbose_name=_("household"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    division_code = models.BigIntegerField(_("division"))
    scheme = models.CharField(_("scheme"), max_length=40)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="cases")
    status = models.CharField(_("status"), max_length=20)
    answers = models.JSONField(_("answers"), default=dict)
    accepted_on = models.DateField(_("accepted on"))
    closed_on = models.DateField(_("closed on"), null=True)
    extended_for = models.CharField(_("put off because"), max_length=200, blank=True)
    due_on = models.DateField(_("statutory deadline"))
    notice_until = models.DateField(_("public notice until"), null=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, related_name="case")

    class Meta:
        verbose_name = _("case")
        constraints = [
            models.UniqueConstraint(
                fields=["household", "scheme", "person"],
                condition=models.Q(closed_on=None),
                name="case_one_open",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["status", "division_code", "due_on"], name="case_queue"),
            models.Index(fields=["due_on", "id"], condition=models.Q(closed_on=None), name="case_open_by_deadline"),
            models.Index(fields=["household", "-id"], name="case_household"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.scheme}"

    @property
    def status_label(self) -> str:
        """What the status is called in the case's procedure."""
        return str(registry.procedures[registry.schemes[self.scheme].procedure].status_by_code[self.status].label)

    @property
    def scheme_label(self) -> str:
        """What the benefit is called."""
        return str(registry.schemes[self.scheme].label)


class CaseStep(models.Model):
    """One step that was taken in a case: the log from which its history is read.  Never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("step"), max_length=20)
    old_status = models.CharField(_("status before"), max_length=20, blank=True)
    new_status = models.CharField(_("status after"), max_length=20)
    taken_on = models.DateField(_("date"))
    taken_by = models.CharField(_("by"), max_length=60)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("step of a case")

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"
