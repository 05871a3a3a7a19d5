"""Figures of what alerts led to."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Measure, registry
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit


def _looked_at(month: date) -> QuerySet[AlertHit]:
    """The alerts of the month to which somebody has gone and come back with a verdict."""
    hits = AlertHit.objects.filter(month=month).exclude(status__in=(AlertStatus.NEW, AlertStatus.ISSUED))
    return hits.select_related("household__head").order_by("division_code", "id")


ALERTS_LOOKED_AT = registry.add(
    Measure(
        code="alerts_looked_at",
        label=_("Alerts looked at"),
        definition=_("Alerts of the month for which somebody has been to see the household and recorded a verdict."),
        unit="alerts",
        rows=_looked_at,
        value=QuerySet.count,
        columns=(
            (_("Household"), "household"),
            (_("Village"), "division_code"),
            (_("Month"), "month"),
            (_("Verdict"), "status"),
        ),
    )
)
