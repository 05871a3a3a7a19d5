"""Figures of what is paid, for any benefit: each scheme declares its own with these."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.declare.kinds import Label
from minzheng.payments.choices import Hold
from minzheng.payments.models import Line

_COLUMNS = (
    (_("Household"), "household"),
    (_("Village"), "division_code"),
    (_("Month"), "month"),
    (_("Amount"), "amount_fen"),
)


def _paid(scheme: str) -> Callable[[date], QuerySet[Line]]:
    """The payments of a scheme and month that stand in a file made for the bank."""

    def rows(month: date) -> QuerySet[Line]:
        lines = Line.objects.filter(run__scheme=scheme, run__bank_file__isnull=False, month=month, hold=Hold.NONE)
        return lines.select_related("household__head", "run__bank_file").order_by("division_code", "id")

    return rows


def _sum(lines: QuerySet[Line]) -> int:
    return lines.aggregate(total=Sum("amount_fen"))["total"] or 0


def households_paid(scheme: str, label: Label) -> Measure:
    """Declare how many households a scheme paid in a month."""
    return registry.add(
        Measure(
            code=f"{scheme}_households_paid",
            label=label,
            definition=_(
                "Households with a payment for the month in a file made for the bank; held lines do not count."
            ),
            unit="households",
            rows=_paid(scheme),
            value=QuerySet.count,
            columns=_COLUMNS,
        )
    )


def amount_paid(scheme: str, label: Label) -> Measure:
    """Declare how much a scheme paid in a month."""
    return registry.add(
        Measure(
            code=f"{scheme}_amount_paid",
            label=label,
            definition=_("Sum of the payments for the month in files made for the bank."),
            unit="fen",
            rows=_paid(scheme),
            value=_sum,
            columns=_COLUMNS,
        )
    )
