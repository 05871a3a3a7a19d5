"""Figures of what is watched, and of what alerts led to."""

from collections.abc import Callable
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.facts import SELF_PAID_MEDICAL
from minzheng.eligibility.measures import facts_known
from minzheng.eligibility.models import FactValue
from minzheng.kernel.access.scope import subtree
from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.declare.kinds import Label
from minzheng.kernel.tally import ROWS, Tally, share
from minzheng.monitoring.choices import AlertStatus, Level
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.rules import LINE
from minzheng.payments.queries import households_drawing
from minzheng.registers.divisions.counties import counties_of_households
from minzheng.registers.measures import people_on
from minzheng.registers.models import Membership, Person
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.months import add_months, end_of

#: A household is watched for so many months after an alert.
WATCHED_MONTHS = 12

_ALERT = (
    (_("Household"), "household"), (_("Village"), "division_code"), (_("Level"), "level"), (_("Alert rule"), "rule"),
    (_("Verdict"), "status"),
)  # fmt: skip


def _raised(month: date) -> QuerySet[AlertHit]:
    found = AlertHit.objects.filter(month=month)
    return found.select_related("household__head").order_by("division_code", "id")


def _looked_at(month: date) -> QuerySet[AlertHit]:
    """The alerts of the month to which somebody has gone and come back with a verdict."""
    return _raised(month).exclude(status__in=(AlertStatus.NEW, AlertStatus.ISSUED))


def _over_the_line(month: date) -> QuerySet[FactValue]:
    """Whoever paid at least the line of their county, as it stands at the end of the month."""
    reached = Q(pk__in=[])
    for county in counties_of_households():
        line = parameters().value(LINE.key, county, end_of(month))
        low, high = subtree(county)
        reached |= Q(division_code__gte=low, division_code__lt=high, value__gte=line)
    return facts_known(SELF_PAID_MEDICAL.code)(month).filter(reached).annotate(value_fen=F("value"))


def _watched(month: date) -> QuerySet[Person]:
    """The living members of households that draw a benefit or had an alert within a year."""
    end = end_of(month)
    alerted = AlertHit.objects.filter(month__lte=month, month__gt=add_months(month, -WATCHED_MONTHS))
    homes = Q(household__in=households_drawing(month)) | Q(household__in=alerted.values("household"))
    members = Membership.objects.filter(homes, valid__contains=end).values("person")
    return people_on(month).filter(pk__in=members)


def _of_alerts(
    code: str, label: Label, definition: Label, rows: Callable[[date], QuerySet[AlertHit]], value: Tally = ROWS,
    unit: str = "alerts",
) -> Measure:  # fmt: skip
    return registry.add(
        Measure(code=code, label=label, definition=definition, unit=unit, rows=rows, value=value, columns=_ALERT)
    )


WATCHED = registry.add(
    Measure(
        code="people_watched",
        label=_("Low-income people watched"),
        definition=_("Living members of households that draw a benefit, or had an alert within twelve months."),
        unit="people",
        rows=_watched,
        value=ROWS,
        columns=((_("Name"), "person"), (_("Village"), "division_code"), (_("Date of birth"), "birth_date")),
    )
)
ALERTS_RAISED = _of_alerts(
    "alerts_raised", _("Alerts raised"), _("Alerts that the month's data gave rise to."), _raised
)
ALERTS_RED = _of_alerts(
    "alerts_red", _("Red alerts"), _("Alerts of the month of the most urgent level."),
    lambda month: _raised(month).filter(level=Level.RED),
)  # fmt: skip
ALERTS_LOOKED_AT = _of_alerts(
    "alerts_looked_at", _("Alerts looked at"),
    _("Alerts of the month for which somebody has been to see the household and recorded a verdict."), _looked_at,
)  # fmt: skip
ALERTS_CONFIRMED = _of_alerts(
    "alerts_confirmed", _("Alerts confirmed"), _("Alerts of the month behind which a visit found need."),
    lambda month: _raised(month).filter(status=AlertStatus.CONFIRMED),
)  # fmt: skip
ALERTS_LED_TO_HELP = _of_alerts(
    "alerts_led_to_help", _("Share of alerts that led to help"),
    _("Alerts behind which a visit found need, of the alerts of the month that were looked at."), _looked_at,
    share(status=AlertStatus.CONFIRMED), "percent",
)  # fmt: skip
MEDICAL_OVER_LINE = registry.add(
    Measure(
        code="medical_over_line",
        label=_("People with high medical costs"),
        definition=_("Living people who paid at least the line of their county themselves within twelve months."),
        unit="people",
        rows=_over_the_line,
        value=ROWS,
        columns=(
            (_("Name"), "person"), (_("Village"), "division_code"), (_("Paid by the person"), "value_fen"),
            (_("Data of"), "data_date"),
        ),
    )
)  # fmt: skip
