"""People and households, with membership over time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.identity.fields import HashOf, SealedTextField
from minzheng.kernel.identity.uscc import CodeFault, InvalidCreditCode, parse
from minzheng.registers.choices import OrganizationKind, Relation, Sex


class Person(models.Model):
    """Somebody known to the bureau.  The identity number is encrypted, and found by its keyed hash.

    A newborn, a foundling or somebody with lost papers has no number (yet).
    """

    name = models.CharField(_("name"), max_length=60)
    resident_id = SealedTextField(_("resident ID number"), null=True, blank=True)
    resident_hash = HashOf("resident_id", verbose_name=_("keyed hash of the number"), unique=True, null=True)
    feed_hash = HashOf("resident_id", feed=True, verbose_name=_("keyed hash of the number in reports"), null=True)
    sex = models.PositiveSmallIntegerField(_("sex"), choices=Sex.choices, default=Sex.UNKNOWN)
    birth_date = models.DateField(_("date of birth"))
    death_date = models.DateField(_("date of death"), null=True, blank=True)
    ethnic_group = models.CharField(_("ethnic group"), max_length=10, blank=True)
    phone = SealedTextField(_("telephone"), null=True, blank=True)
    registration_code = models.BigIntegerField(_("division of registration"))
    residence_code = models.BigIntegerField(_("division of residence"))
    transfer_code = models.BigIntegerField(_("division that takes over"), null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["residence_code", "id"], name="person_residence"),
            models.Index(fields=["registration_code", "id"], name="person_registration"),
            models.Index(fields=["transfer_code"], condition=~models.Q(transfer_code=None), name="person_transfer"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def age_on(self, day: object) -> int:
        """Full years of age on a day (周岁)."""
        birth = self.birth_date
        return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))  # type: ignore[attr-defined]


class Household(models.Model):
    """People who live as one family.

    Seen from the place of registration, the place of residence and, while a transfer runs, the place that takes over.
    """

    number = models.CharField(_("household number"), max_length=24, unique=True)
    head = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("head"))
    registration_code = models.BigIntegerField(_("division of registration"))
    residence_code = models.BigIntegerField(_("division of residence"))
    transfer_code = models.BigIntegerField(_("division that takes over"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    area = models.CharField(_("urban or rural"), max_length=5, choices=[("urban", _("urban")), ("rural", _("rural"))])
    valid = DateRangeField(_("valid"))

    class Meta:
        verbose_name = _("household")
        indexes = [
            models.Index(fields=["residence_code", "id"], name="household_residence"),
            models.Index(fields=["registration_code", "id"], name="household_registration"),
            models.Index(fields=["transfer_code"], condition=~models.Q(transfer_code=None), name="household_transfer"),
        ]

    def __str__(self) -> str:
        return self.number


class Membership(models.Model):
    """Somebody's membership in a household for a time; nobody is in two households on one day."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    relation = models.CharField(_("relation to the head"), max_length=12, choices=Relation.choices)
    valid = DateRangeField(_("valid"))

    class Meta:
        verbose_name = _("membership")
        constraints = [
            ExclusionConstraint(
                name="membership_one_household_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message=_("This person already belongs to a household in that period."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.person_id}"


class PersonMerge(models.Model):
    """Two records that are one human being: the alias counts as the survivor once a second person has confirmed it.

    Both records stay, with all that was ever written under them.  What had to end (`ended`: memberships of the alias,
    with their last day as it was before) is kept, so that parting the two brings back exactly what was.
    """

    class Status(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("to be confirmed")
        MERGED = "merged", _("one person")
        REFUSED = "refused", _("refused")
        PARTED = "parted", _("parted again")

    survivor = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("record that stays")
    )
    alias = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("record that joins it")
    )
    reason = models.CharField(_("reason"), max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    ended = models.JSONField(_("what ended with it"), default=list)
    proposed_on = models.DateField(_("proposed on"))
    proposed_by_id = models.BigIntegerField(_("proposed by"))
    settled_on = models.DateField(_("confirmed or refused on"), null=True)
    settled_by_id = models.BigIntegerField(_("confirmed or refused by"), null=True)
    parted_on = models.DateField(_("parted on"), null=True)
    division_code = models.BigIntegerField(_("division"))

    class Meta:
        verbose_name = _("records of one person")
        constraints = [
            models.UniqueConstraint(
                fields=["alias"], condition=models.Q(status__in=["proposed", "merged"]), name="person_joins_one_other"
            ),
            models.CheckConstraint(condition=~models.Q(survivor=models.F("alias")), name="person_merge_is_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.alias_id} {self.survivor_id}"


class Transfer(models.Model):
    """A household on its way from one place to another: both see it until the transfer ends."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", verbose_name=_("household"))
    from_code = models.BigIntegerField(_("division that gives up"))
    to_code = models.BigIntegerField(_("division that takes over"))
    opened_on = models.DateField(_("opened on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    taken_over = models.BooleanField(_("taken over"), null=True)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("transfer")
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=models.Q(ended_on=None), name="transfer_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_code=models.F("to_code")), name="transfer_goes_somewhere",
                violation_error_message=_("A transfer goes to another place."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.household_id} {self.from_code} {self.to_code}"


class VillagePoint(models.Model):
    """Where a village lies, for maps of our own: degrees of longitude and latitude.  Nobody's data."""

    code = models.BigIntegerField(_("village"), primary_key=True)
    longitude = models.FloatField(_("longitude"))
    latitude = models.FloatField(_("latitude"))
    is_made_up = models.BooleanField(_("made up"), default=False)

    class Meta:
        verbose_name = _("place of a village")

    def __str__(self) -> str:
        return str(self.code)


class Organization(models.Model):
    """A body that has to do with civil affairs: an office, a committee, a care institution, a school, a hospital."""

    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind.choices)
    uscc = models.CharField(
        _("unified social credit code"), max_length=18, blank=True,
        help_text=_("18 places; may be left empty where the body has none of its own"),
    )  # fmt: skip
    division_code = models.BigIntegerField(_("division"), help_text=_("village, township or county code"))
    address = models.CharField(_("address"), max_length=120, blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    open_from = models.DateField(_("open since"))
    open_to = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.UniqueConstraint(fields=["uscc"], condition=~models.Q(uscc=""), name="organization_code_once"),
            models.CheckConstraint(
                condition=models.Q(open_to=None) | models.Q(open_to__gt=models.F("open_from")),
                name="organization_closes_after_it_opens",
                violation_error_message=_("A body closes after it opened."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["division_code", "id"], name="organization_division")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a credit code with a wrong character or check place, in words."""
        if self.uscc:
            try:
                parse(self.uscc)
            except InvalidCreditCode as invalid:
                raise ValidationError({"uscc": gettext(_CODE_FAULTS[invalid.fault])}) from None


_CODE_FAULTS = {
    CodeFault.LENGTH: gettext_noop("A unified social credit code has 18 places."),
    CodeFault.CHARSET: gettext_noop(
        "A unified social credit code has digits and capital letters, without I, O, S, V, Z."
    ),
    CodeFault.CHECK: gettext_noop("The check place does not agree: one place is mistyped, or two are swapped."),
    CodeFault.TYPE_MISMATCH: gettext_noop("The code belongs to another kind of body."),
}
