"""Codes of alerts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How soon somebody should go."""

    RED = "red", _("red")
    ORANGE = "orange", _("orange")
    YELLOW = "yellow", _("yellow")


class TipSource(models.TextChoices):
    """Who told of a household."""

    HOTLINE = "hotline", _("a call to the hotline")
    RESIDENT = "resident", _("a resident or neighbour")
    WORKER = "worker", _("a village worker on the rounds")
    OTHER = "other", _("a school, hospital, employer or other body")


class AlertStatus(models.TextChoices):
    """Where an alert stands."""

    NEW = "new", _("new")
    ISSUED = "issued", _("issued for a visit")
    CONFIRMED = "confirmed", _("confirmed")
    NO_NEED = "no_need", _("no need")
    WRONG = "wrong", _("data wrong")
