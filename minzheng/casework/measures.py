"""Figures of work with households: visits, applications, what is overdue."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import Case, Visit
from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.declare.kinds import Label
from minzheng.kernel.tally import ROWS, Tally, share
from minzheng.rulekit.months import add_months

IN_NEED = (VisitVerdict.NEEDS_SCHEME, VisitVerdict.NEEDS_REFERRAL)

_VISIT = (
    (_("Household"), "household"), (_("Village"), "division_code"), (_("Visited on"), "visited_on"),
    (_("Verdict"), "verdict"),
)  # fmt: skip
_CASE = (
    (_("Household"), "household"), (_("Village"), "division_code"), (_("Scheme"), "scheme"),
    (_("Accepted on"), "accepted_on"), (_("Statutory deadline"), "due_on"),
)  # fmt: skip


def _visits(month: date) -> QuerySet[Visit]:
    found = Visit.objects.filter(visited_on__gte=month, visited_on__lt=add_months(month, 1))
    return found.select_related("household__head", "task").order_by("division_code", "id")


def _accepted(month: date) -> QuerySet[Case]:
    found = Case.objects.filter(accepted_on__gte=month, accepted_on__lt=add_months(month, 1))
    return found.select_related("household__head").order_by("division_code", "id")


def _measure(
    code: str, label: Label, definition: Label, unit: str, rows: Callable[[date], QuerySet[Any]], value: Tally,
    columns: tuple[tuple[Label, str], ...],
) -> Measure:  # fmt: skip
    return registry.add(
        Measure(code=code, label=label, definition=definition, unit=unit, rows=rows, value=value, columns=columns)
    )


VISITS = _measure(
    "visits_made", _("Visits made"), _("Visits to households recorded in the month, whatever was found."), "visits",
    _visits, ROWS, _VISIT,
)  # fmt: skip
VISITS_ON_TIME = _measure(
    "visits_on_time", _("Share of visits on time"),
    _("Visits made by the day they were due, of all visits recorded in the month."), "percent", _visits,
    share(task__due_on__gte=F("visited_on")), (*_VISIT, (_("Due on"), "task.due_on")),
)  # fmt: skip
VISITS_IN_NEED = _measure(
    "visits_found_need", _("Share of visits that found need"),
    _("Visits after which a household was helped to apply or referred, of all visits recorded in the month."),
    "percent", _visits, share(verdict__in=IN_NEED), _VISIT,
)  # fmt: skip
ACCEPTED = _measure(
    "applications_accepted", _("Applications accepted"),
    _("Cases accepted in the month, found through data or applied for; reviews of what is drawn are among them."),
    "cases", _accepted, ROWS, _CASE,
)  # fmt: skip
FOUND_BY_DATA = _measure(
    "applications_found_by_data", _("Share of applications found through data"),
    _("Cases that a visit opened, without anybody having asked, of all cases accepted in the month."), "percent",
    _accepted, share(visit__isnull=False), _CASE,
)  # fmt: skip
