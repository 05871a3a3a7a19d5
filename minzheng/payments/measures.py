"""Figures of what is paid."""

from datetime import date

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Measure, registry
from minzheng.payments.choices import Hold
from minzheng.payments.models import Line

_COLUMNS = (
    (_("Household"), "household"),
    (_("Village"), "division_code"),
    (_("Month"), "month"),
    (_("Amount"), "amount_fen"),
)


def _dibao_paid(month: date) -> QuerySet[Line]:
    """The payments of the month that stand in a file made for the bank."""
    lines = Line.objects.filter(run__scheme="dibao", run__bank_file__isnull=False, month=month, hold=Hold.NONE)
    return lines.select_related("household__head", "run__bank_file").order_by("division_code", "id")


def _sum(lines: QuerySet[Line]) -> int:
    return lines.aggregate(total=Sum("amount_fen"))["total"] or 0


DIBAO_HOUSEHOLDS_PAID = registry.add(
    Measure(
        code="dibao_households_paid",
        label=_("Households on minimum living allowance"),
        definition=_("Households with a payment for the month in a file made for the bank; held lines do not count."),
        unit="households",
        rows=_dibao_paid,
        value=QuerySet.count,
        columns=_COLUMNS,
    )
)
DIBAO_AMOUNT_PAID = registry.add(
    Measure(
        code="dibao_amount_paid",
        label=_("Minimum living allowance paid"),
        definition=_("Sum of the payments for the month in files made for the bank."),
        unit="fen",
        rows=_dibao_paid,
        value=_sum,
        columns=_COLUMNS,
    )
)
