"""Figures of what is paid, for any benefit: each scheme declares its own with these."""

from collections.abc import Callable
from datetime import date

from django.db.models import Func, IntegerField, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.declare.kinds import Label
from minzheng.kernel.tally import ROWS, Tally
from minzheng.payments.choices import Hold
from minzheng.payments.models import Line, Overpayment
from minzheng.rulekit.months import add_months

_COLUMNS = (
    (_("Household"), "household"),
    (_("Village"), "division_code"),
    (_("Month"), "month"),
    (_("Amount"), "amount_fen"),
)


def _arrived() -> QuerySet[Line]:
    """What stands in a file made for the bank and was not sent back."""
    return Line.objects.filter(run__bank_file__isnull=False, hold=Hold.NONE, returned=None)


def _paid(scheme: str) -> Callable[[date], QuerySet[Line]]:
    """The payments of a scheme and month that arrived, as far as is known."""

    def rows(month: date) -> QuerySet[Line]:
        lines = _arrived().filter(run__scheme=scheme, month=month)
        return lines.select_related("household__head", "run__bank_file").order_by("division_code", "id")

    return rows


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
            value=ROWS,
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
            value=Tally(Sum("amount_fen")),
            columns=_COLUMNS,
        )
    )


def _heads(scheme: str) -> Callable[[date], QuerySet[Line]]:
    """The payments of a scheme and month, each with the number of members it was reckoned for."""
    members = "award__decision__assessment__outcome__members_counted"

    def rows(month: date) -> QuerySet[Line]:
        return _paid(scheme)(month).annotate(
            heads=Func(members, function="jsonb_array_length", output_field=IntegerField())
        )

    return rows


_HEADS = (*_COLUMNS, (_("Members"), "heads"))


def people_paid(scheme: str, label: Label) -> Measure:
    """Declare for how many people a scheme paid in a month."""
    return registry.add(
        Measure(
            code=f"{scheme}_people_paid",
            label=label,
            definition=_(
                "Members whom the assessments behind the payments of the month count; held lines do not count."
            ),
            unit="people",
            rows=_heads(scheme),
            value=Tally(Sum("heads")),
            columns=_HEADS,
        )
    )


def average_paid(scheme: str, label: Label) -> Measure:
    """Declare how much a scheme paid for each head in a month."""
    return registry.add(
        Measure(
            code=f"{scheme}_average_per_head",
            label=label,
            definition=_("Sum of the payments of the month, by the number of members they were reckoned for."),
            unit="fen",
            rows=_heads(scheme),
            value=Tally(Sum("amount_fen"), Sum("heads")),
            columns=_HEADS,
        )
    )


def _all_paid(month: date) -> QuerySet[Line]:
    lines = _arrived().filter(month=month)
    return lines.select_related("household__head", "run").order_by("division_code", "id")


def _paid_this_year(month: date) -> QuerySet[Line]:
    lines = _arrived().filter(month__gte=month.replace(month=1), month__lte=month)
    return lines.select_related("household__head", "run").order_by("division_code", "id")


def _held(month: date) -> QuerySet[Line]:
    lines = Line.objects.filter(month=month).exclude(hold=Hold.NONE)
    return lines.select_related("household__head", "run").order_by("division_code", "id")


def _overpaid(month: date) -> QuerySet[Overpayment]:
    found = Overpayment.objects.filter(found_on__lt=add_months(month, 1), cleared_on=None)
    return found.select_related("household__head", "line").order_by("division_code", "id")


AMOUNT_PAID = registry.add(
    Measure(
        code="amount_paid",
        label=_("Paid to households"),
        definition=_("Sum of the payments of all benefits for the month in files made for the bank."),
        unit="fen",
        rows=_all_paid,
        value=Tally(Sum("amount_fen")),
        columns=_COLUMNS,
    )
)
AMOUNT_PAID_YEAR = registry.add(
    Measure(
        code="amount_paid_year",
        label=_("Paid to households this year"),
        definition=_("Sum of the payments for the months from January on in files made for the bank."),
        unit="fen",
        rows=_paid_this_year,
        value=Tally(Sum("amount_fen")),
        columns=_COLUMNS,
    )
)
HELD = registry.add(
    Measure(
        code="payments_held",
        label=_("Payments held"),
        definition=_("Lines of the month that wait because the payee is reported dead or no account is known."),
        unit="payments",
        rows=_held,
        value=ROWS,
        columns=(*_COLUMNS, (_("Held because"), "hold")),
    )
)
OVERPAID = registry.add(
    Measure(
        code="overpaid_open",
        label=_("Overpaid and not cleared"),
        definition=_("Sum of payments that proved not to be owed by the end of the month and are still to be cleared."),
        unit="fen",
        rows=_overpaid,
        value=Tally(Sum("amount_fen")),
        columns=(
            (_("Household"), "household"), (_("Village"), "division_code"), (_("Month"), "line.month"),
            (_("Amount"), "amount_fen"), (_("Found on"), "found_on"),
        ),
    )
)  # fmt: skip
