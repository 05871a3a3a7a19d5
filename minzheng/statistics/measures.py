"""The figures, each a declaration with its definition and the rows behind it."""

from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Measure, registry
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.payments.choices import Hold
from minzheng.payments.models import Line

SCHEME = "dibao"


def _paid_lines(month: date) -> QuerySet[Line]:
    lines = Line.objects.filter(run__scheme=SCHEME, run__bank_file__isnull=False, month=month, hold=Hold.NONE)
    return lines.select_related("household__head", "run__bank_file").order_by("division_code", "id")


def _alerts(month: date) -> QuerySet[AlertHit]:
    return AlertHit.objects.filter(month=month).select_related("household__head").order_by("division_code", "id")


def _looked_at(month: date) -> QuerySet[AlertHit]:
    return _alerts(month).exclude(status__in=(AlertStatus.NEW, AlertStatus.ISSUED))


def _count(rows: QuerySet[Any]) -> int:
    return rows.count()


def _sum(rows: QuerySet[Any]) -> int:
    return rows.aggregate(total=Sum("amount_fen"))["total"] or 0


_LINE_COLUMNS = (
    (_("Household"), "household"),
    (_("Village"), "division_code"),
    (_("Month"), "month"),
    (_("Amount"), "amount_fen"),
)

HOUSEHOLDS_PAID = registry.add(
    Measure(
        code="dibao_households_paid",
        label=_("Households on minimum living allowance"),
        definition=_("Households with a payment for the month in a file made for the bank; held lines do not count."),
        unit="households",
        rows=_paid_lines,
        value=_count,
        columns=_LINE_COLUMNS,
    )
)
AMOUNT_PAID = registry.add(
    Measure(
        code="dibao_amount_paid",
        label=_("Minimum living allowance paid"),
        definition=_("Sum of the payments for the month in files made for the bank."),
        unit="fen",
        rows=_paid_lines,
        value=_sum,
        columns=_LINE_COLUMNS,
    )
)
ALERTS_LOOKED_AT = registry.add(
    Measure(
        code="alerts_looked_at",
        label=_("Alerts looked at"),
        definition=_("Alerts of the month for which somebody has been to see the household and recorded a verdict."),
        unit="alerts",
        rows=_looked_at,
        value=_count,
        columns=(
            (_("Household"), "household"),
            (_("Village"), "division_code"),
            (_("Month"), "month"),
            (_("Verdict"), "status"),
        ),
    )
)
