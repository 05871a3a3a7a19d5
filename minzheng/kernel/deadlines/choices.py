"""Codes of clocks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodUnit(models.TextChoices):
    """What a period is counted in."""

    WORKING_DAYS = "working_days", _("working days")
    DAYS = "days", _("calendar days")
    MONTHS = "months", _("months")


class Turn(models.TextChoices):
    """What happens to a clock."""

    STOP = "stop", _("stopped")
    RESUME = "resume", _("running again")
    EXTEND = "extend", _("extended")
