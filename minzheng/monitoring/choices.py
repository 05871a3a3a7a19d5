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


class ReferredTo(models.TextChoices):
    """Who is asked for help that the bureau does not give."""

    HEALTH = "health", _("health department")
    MEDICAL_INSURANCE = "medical_insurance", _("medical insurance bureau")
    EDUCATION = "education", _("education department")
    WORK = "human_resources", _("human resources department")
    HOUSING = "housing", _("housing department")
    AGRICULTURE = "agriculture", _("agriculture department")
    DISABLED = "disability_federation", _("disabled persons' federation")
    UNION = "trade_union", _("trade union")
    CHARITY = "charity", _("charity or social work station")


class AlertStatus(models.TextChoices):
    """Where an alert stands."""

    NEW = "new", _("new")
    ISSUED = "issued", _("issued for a visit")
    CONFIRMED = "confirmed", _("confirmed")
    NO_NEED = "no_need", _("no need")
    WRONG = "wrong", _("data wrong")
