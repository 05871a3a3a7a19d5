"""What a decision can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """The outcome that a person signs."""

    GRANT = "grant", _("granted")
    REFUSE = "refuse", _("refused")
