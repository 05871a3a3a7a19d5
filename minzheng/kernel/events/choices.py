"""Codes of life events."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an effect stands."""

    PENDING = "pending", _("to be carried out")
    DONE = "done", _("carried out")
    FAILED = "failed", _("failed")
    DROPPED = "dropped", _("dropped: the event was withdrawn before")
