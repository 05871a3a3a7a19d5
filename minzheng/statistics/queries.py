"""Asking for figures, within a scope."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.jobs.models import Cycle


@dataclass(frozen=True)
class Figure:
    """A measure's value for a month and a scope, beside the month before."""

    measure: Measure
    month: date
    value: int
    before: int


def figures(month: date, month_before: date, scope: Scope) -> list[Figure]:
    """Every measure for a month, within a scope."""
    return [
        Figure(measure, month, _value(measure, month, scope), _value(measure, month_before, scope))
        for measure in registry.measures
    ]


def rows_of(code: str, month: date, scope: Scope) -> QuerySet[Any]:
    """The rows behind a figure."""
    return registry.measures[code].rows(month).filter(scope.q("division_code"))


def _value(measure: Measure, month: date, scope: Scope) -> int:
    return measure.value(measure.rows(month).filter(scope.q("division_code")))


def newest_month() -> date | None:
    """The newest month that was run, the one a cockpit opens on."""
    return Cycle.objects.order_by("-month").values_list("month", flat=True).first()
