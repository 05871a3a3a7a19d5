"""Alerts: signs in the data that somebody should look."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from minzheng.casework.models import VisitTask
from minzheng.kernel.access.models import User
from minzheng.kernel.declare import registry
from minzheng.kernel.identity.fields import FenField
from minzheng.kernel.screens.cells import as_text
from minzheng.monitoring.choices import AlertStatus, Level, ReferredTo, TipSource
from minzheng.registers.models import Household, Person


class AlertHit(models.Model):
    """One alert about one person.  It opens a visit; by itself it changes nothing for anybody."""

    rule = models.CharField(_("alert rule"), max_length=20)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    division_code = models.BigIntegerField(_("division"))
    month = models.DateField(_("month"))
    value = models.BigIntegerField(_("value"))
    threshold = models.BigIntegerField(_("threshold"))
    data_date = models.DateField(_("date of the newest data"))
    status = models.CharField(_("status"), max_length=10, choices=AlertStatus.choices, default=AlertStatus.NEW)
    task = models.ForeignKey(VisitTask, on_delete=models.PROTECT, null=True, related_name="alerts")

    class Meta:
        verbose_name = _("alert")
        constraints = [models.UniqueConstraint(fields=["rule", "person", "month"], name="alert_once_a_month")]
        indexes = [
            models.Index(fields=["status", "division_code"], name="alert_queue"),
            models.Index(fields=["household", "-month"], name="alert_household"),
            models.Index(fields=["-month", "-id"], name="alert_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.person_id} {self.month:%Y-%m}"

    @property
    def shown_value(self) -> str:
        """The value in the unit of its rule."""
        unit = registry.alerts[self.rule].unit
        return as_text(
            date.fromordinal(self.value) if unit == "date" else self.value, "money" if unit == "fen" else unit
        )


class AlertRun(models.Model):
    """That the alerts of a month were raised, and of which run of its facts."""

    month = models.DateField(_("month"), unique=True)
    run = models.BigIntegerField(_("run of the facts"))

    class Meta:
        verbose_name = _("alerts of a month")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Tip(models.Model):
    """What somebody told of a household: by what way, in which words.  Who told is not kept.  Never changed."""

    source = models.CharField(_("by what way"), max_length=10, choices=TipSource.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("about whom"))
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", verbose_name=_("household"))
    division_code = models.BigIntegerField(_("division"))
    words = models.TextField(_("what was told"))
    told_on = models.DateField(_("told on"))
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("taken by"))

    class Meta:
        verbose_name = _("tip")
        indexes = [models.Index(fields=["household", "-id"], name="tip_household")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.told_on}"


class RuleStanding(models.Model):
    """Whether a rule sends anybody in a county, or is watched only, from a day on.  Never changed; the newest counts.

    A watched rule goes on raising alerts, so that it can be judged; nobody is sent because of it.
    It says nothing about anybody and is open to read, so that a township sends nobody either.
    """

    rule = models.CharField(_("alert rule"), max_length=20)
    division = models.CharField(_("county"), max_length=6)
    watched = models.BooleanField(_("watched only"))
    figures = models.JSONField(_("how often it was right then"), default=dict)
    reason = models.TextField(_("reason"))
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by"))
    set_on = models.DateField(_("from"))

    class Meta:
        verbose_name = _("standing of a rule")
        indexes = [models.Index(fields=["rule", "division", "-id"], name="standing_of_rule")]

    def __str__(self) -> str:
        return f"{self.rule} {self.division} {self.watched}"


class Referral(models.Model):
    """Another department, or a charity, is asked to help a household.  Never changed; the answer stands beside it."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", verbose_name=_("household"))
    division_code = models.BigIntegerField(_("division"))
    to = models.CharField(_("asked"), max_length=24, choices=ReferredTo.choices)
    need = models.TextField(_("what is needed"))
    referred_on = models.DateField(_("referred on"))
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("referred by"))

    class Meta:
        verbose_name = _("referral")
        indexes = [models.Index(fields=["household", "-id"], name="referral_household")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.to}"


class ReferralAnswer(models.Model):
    """What came of a referral: help or none, in words, and the worth of a gift.  Never changed."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="answer")
    helped = models.BooleanField(_("helped"))
    words = models.TextField(_("answer"))
    gift_fen = FenField(_("worth of the gift"), null=True)
    answered_on = models.DateField(_("answered on"))
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("taken by"))

    class Meta:
        verbose_name = _("answer to a referral")

    def __str__(self) -> str:
        return f"{self.referral_id} {self.helped}"
