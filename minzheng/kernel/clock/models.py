"""The calendar of a demonstration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DemoDate(models.Model):
    """One row: the day a demonstration has reached.  A real installation never has it."""

    date = models.DateField(_("date of the demonstration"))

    class Meta:
        verbose_name = _("date of the demonstration")
