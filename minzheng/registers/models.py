"""People and households, with membership over time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.identity.fields import HashOf, SealedTextField
from minzheng.registers.choices import Relation, Sex


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

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["residence_code", "id"], name="person_residence")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def age_on(self, day: object) -> int:
        """Full years of age on a day (周岁)."""
        birth = self.birth_date
        return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))  # type: ignore[attr-defined]


class Household(models.Model):
    """People who live as one family.  Seen from the place of registration and from the place of residence."""

    number = models.CharField(_("household number"), max_length=24, unique=True)
    head = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("head"))
    registration_code = models.BigIntegerField(_("division of registration"))
    residence_code = models.BigIntegerField(_("division of residence"))
    address = models.CharField(_("address"), max_length=120, blank=True)
    area = models.CharField(_("urban or rural"), max_length=5, choices=[("urban", _("urban")), ("rural", _("rural"))])
    valid = DateRangeField(_("valid"))

    class Meta:
        verbose_name = _("household")
        indexes = [
            models.Index(fields=["residence_code", "id"], name="household_residence"),
            models.Index(fields=["registration_code", "id"], name="household_registration"),
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
