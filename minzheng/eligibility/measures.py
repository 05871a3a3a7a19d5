"""Figures of what departments told of people, and of what was decided."""

from collections.abc import Callable
from datetime import date

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from minzheng.eligibility.choices import Verdict
from minzheng.eligibility.models import Decision, FactValue
from minzheng.eligibility.queries import standing
from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.declare.kinds import Label
from minzheng.kernel.tally import ROWS, share
from minzheng.rulekit.months import add_months

#: The facts that are counted, by code.
DISABILITY_LEVEL, DEATH_DATE = "disability_level", "death_date"
#: Levels 1 and 2 are severe (重度).
SEVERE = 2

_PERSON = (
    (_("Name"), "person"), (_("Village"), "division_code"), (_("Level"), "value"), (_("Data of"), "data_date"),
)  # fmt: skip


def facts_known(fact: str) -> Callable[[date], QuerySet[FactValue]]:
    """What is known of a fact of the living at the end of a month, one row for each person."""

    def rows(month: date) -> QuerySet[FactValue]:
        found = standing(month).filter(fact=fact, person__death_date=None)
        return found.select_related("person").order_by("division_code", "id")

    return rows


def _severe(month: date) -> QuerySet[FactValue]:
    return facts_known(DISABILITY_LEVEL)(month).filter(value__lte=SEVERE)


def _deaths(month: date) -> QuerySet[FactValue]:
    found = standing(month).filter(fact=DEATH_DATE)
    within = found.filter(data_date__gte=month, data_date__lt=add_months(month, 1))
    return within.select_related("person").order_by("division_code", "id")


def _decisions(month: date) -> QuerySet[Decision]:
    found = Decision.objects.filter(decided_on__gte=month, decided_on__lt=add_months(month, 1))
    return found.select_related("household__head").order_by("division_code", "id")


def _decided(verdict: Verdict) -> Callable[[date], QuerySet[Decision]]:
    return lambda month: _decisions(month).filter(verdict=verdict)


_DECISION = (
    (_("Household"), "household"), (_("Village"), "division_code"), (_("Scheme"), "scheme"),
    (_("Decided on"), "decided_on"), (_("Verdict"), "verdict"), (_("Monthly amount"), "monthly_fen"),
)  # fmt: skip


def _measure(
    code: str, label: Label, definition: Label, unit: str, rows: Callable[[date], QuerySet[FactValue]]
) -> Measure:
    return registry.add(
        Measure(code=code, label=label, definition=definition, unit=unit, rows=rows, value=ROWS, columns=_PERSON)
    )


DISABLED = _measure(
    "people_with_disability_card", _("People with a disability card"),
    _("Living people with a card in the data of the disabled persons' federation up to the month."), "people",
    facts_known(DISABILITY_LEVEL),
)  # fmt: skip
SEVERELY_DISABLED = _measure(
    "people_severely_disabled", _("People with a card of level 1 or 2"),
    _("Living people whose newest card is of level 1 or 2: the nursing subsidy is for them."), "people", _severe,
)  # fmt: skip
DEATHS = registry.add(
    Measure(
        code="deaths_reported",
        label=_("Deaths reported"),
        definition=_("People whom the health commission reported as having died in the month; nothing ends by that."),
        unit="people",
        rows=_deaths,
        value=ROWS,
        columns=((_("Name"), "person"), (_("Village"), "division_code"), (_("Date of death"), "data_date")),
    )
)


def _of_decisions(code: str, label: Label, definition: Label, rows: Callable[[date], QuerySet[Decision]]) -> Measure:
    return registry.add(
        Measure(code=code, label=label, definition=definition, unit="cases", rows=rows, value=ROWS, columns=_DECISION)
    )


GRANTED = _of_decisions(
    "applications_granted", _("Applications granted"),
    _("Decisions of the month that grant a benefit; a changed amount is a decision too."), _decided(Verdict.GRANT),
)  # fmt: skip
REFUSED = _of_decisions(
    "applications_refused", _("Applications refused"), _("Decisions of the month that refuse what was asked for."),
    _decided(Verdict.REFUSE),
)  # fmt: skip
ON_TIME = registry.add(
    Measure(
        code="decisions_on_time",
        label=_("Share of decisions on time"),
        definition=_("Decisions made by the statutory deadline of their case, of all decisions of the month."),
        unit="percent",
        rows=lambda month: _decisions(month).filter(case__isnull=False),
        value=share(case__due_on__gte=F("decided_on")),
        columns=(*_DECISION[:4], (_("Statutory deadline"), "case.due_on")),
    )
)
