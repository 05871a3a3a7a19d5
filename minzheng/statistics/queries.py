"""Asking for figures, within a scope: as they are now, and as they were when their months were counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet, Sum

from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.identity.division_code import DivisionLevel, ancestor
from minzheng.kernel.jobs.models import Cycle
from minzheng.kernel.tally import tally_of
from minzheng.rulekit.months import add_months
from minzheng.statistics.models import MonthFigure

TREND_MONTHS = 12


@dataclass(frozen=True)
class Figure:
    """A measure's value for a month and a scope, beside the month before and the months up to it.

    value, before   None where there is nothing to divide by, or nothing was counted.
    trend           the values of the months up to this one, the oldest first; None for a month that was not counted.
    counted_on      the day of counting; None for a value that is of this moment.
    """

    measure: Measure
    month: date
    value: int | None
    before: int | None
    trend: tuple[int | None, ...] = ()
    counted_on: date | None = None


def months_to(month: date) -> list[date]:
    """The months of a trend that ends with a month, the oldest first."""
    return [add_months(month, -n) for n in reversed(range(TREND_MONTHS))]


def figures(codes: Iterable[str], month: date, scope: Scope) -> list[Figure]:
    """Figures as they are now, each with its trend: one query for each, and one for the months before."""
    measures = [registry.measures[code] for code in codes]
    kept = _kept([measure.code for measure in measures], month, scope)
    found = []
    for measure in measures:
        value = measure.value(rows_of(measure.code, month, scope))
        trend = [kept.get((measure.code, earlier)) for earlier in months_to(month)[:-1]]
        found.append(Figure(measure, month, value, trend[-1], (*trend, value)))
    return found


def counted_figures(codes: Iterable[str], month: date, scope: Scope) -> list[Figure]:
    """Figures as they were counted for a month, in two queries; where it was not counted yet, as they are now."""
    wanted = list(codes)
    day = counted_on(month, scope)
    if day is None:
        return figures(wanted, month, scope)
    kept = _kept(wanted, month, scope)
    return [
        Figure(
            registry.measures[code], month, kept.get((code, month)), kept.get((code, add_months(month, -1))),
            tuple(kept.get((code, each)) for each in months_to(month)), day,
        )
        for code in wanted
    ]  # fmt: skip


def counted_on(month: date, scope: Scope) -> date | None:
    """The day on which a month was counted, None where it was not."""
    return MonthFigure.objects.filter(scope.q("division_code"), month=month).aggregate(day=Max("counted_on"))["day"]


def rows_of(code: str, month: date, scope: Scope, place: Scope | None = None) -> QuerySet[Any]:
    """The rows behind a figure, of a scope, and of one place in it where that is given."""
    rows = registry.measures[code].rows(month).filter(scope.q("division_code"))
    return rows if place is None else rows.filter(place.q("division_code"))


def by_township(code: str, month: date, scope: Scope) -> list[tuple[int, int | None]]:
    """A figure as it is now, township by township; rows of the county as a whole stand under its own code."""
    tally = tally_of(registry.measures[code].value)
    if tally is None:
        return []
    parts: dict[int, tuple[int, int]] = {}
    for village, part, whole in tally.by_place(rows_of(code, month, scope)):
        town = ancestor(village, DivisionLevel.TOWNSHIP)
        before = parts.get(town, (0, 0))
        parts[town] = before[0] + part, before[1] + whole
    return [(town, tally.value(*parts[town])) for town in sorted(parts)]


def newest_month() -> date | None:
    """The newest month that was run, the one a cockpit opens on."""
    return Cycle.objects.order_by("-month").values_list("month", flat=True).first()


def _kept(codes: Iterable[str], month: date, scope: Scope) -> dict[tuple[str, date], int | None]:
    """The figures of the months up to one, as they were counted, by code and month."""
    rows = MonthFigure.objects.filter(
        scope.q("division_code"), measure__in=list(codes), month__gt=add_months(month, -TREND_MONTHS - 1),
        month__lte=month,
    )  # fmt: skip
    summed = rows.order_by().values("measure", "month").annotate(parts=Sum("part"), wholes=Sum("whole"))
    found: dict[tuple[str, date], int | None] = {}
    for row in summed:
        tally = tally_of(registry.measures[row["measure"]].value)
        if tally is not None:
            found[row["measure"], row["month"]] = tally.value(row["parts"], row["wholes"])
    # A village without anything has no row: in a month that was counted, a figure without rows is nothing, not unknown.
    for each in {at for _, at in found}:
        for code in codes:
            tally = tally_of(registry.measures[code].value)
            found.setdefault((code, each), tally.value(0, 0) if tally else None)
    return found
