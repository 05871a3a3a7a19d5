"""What every figure was when its month was counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MonthFigure(models.Model):
    """The parts of one figure in one village and month, as they were counted: any places together add up to theirs."""

    measure = models.CharField(_("figure"), max_length=60)
    month = models.DateField(_("month"))
    division_code = models.BigIntegerField(_("division"))
    part = models.BigIntegerField(_("counted"))
    whole = models.BigIntegerField(_("divided by"))
    counted_on = models.DateField(_("counted on"))

    class Meta:
        verbose_name = _("figure of a month")
        constraints = [models.UniqueConstraint(fields=["measure", "month", "division_code"], name="figure_once")]
        indexes = [models.Index(fields=["month", "measure"], name="figure_month")]

    def __str__(self) -> str:
        return f"{self.measure} {self.month:%Y-%m}"
