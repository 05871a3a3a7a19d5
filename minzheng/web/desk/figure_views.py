"""The cockpit: figures of a month, each opening its rows, by township and over twelve months; and what is late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from minzheng.casework.queries import late_cases, late_tasks
from minzheng.exchange.board import board, silent_feeds
from minzheng.exchange.policies import READ_FEEDS
from minzheng.kernel.access.requests import Request
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Measure, registry
from minzheng.kernel.duties.queries import overdue_duties
from minzheng.kernel.events.policies import SEE_EFFECTS
from minzheng.kernel.events.queries import open_effects
from minzheng.kernel.screens.guards import STAFF_ONLY, allowed, found, open_for
from minzheng.monitoring.queries import new_alerts
from minzheng.registers.divisions import names
from minzheng.registers.queries import points_in
from minzheng.rulekit.months import add_months
from minzheng.statistics.chapters import BIG, chapters
from minzheng.statistics.queries import Figure, by_township, counted_figures, months_to, newest_month, rows_of
from minzheng.statistics.queries import figures as figures_now
from minzheng.web.desk.drawing import county_map, heights, line_of, middles, radius
from minzheng.web.desk.figure_cells import Cell, cells, link_of
from minzheng.web.templatetags.minzheng import in_measure

PAGE_ROWS = 40
BOARD_MONTHS = 6


@dataclass(frozen=True)
class Bubble:
    """A township on the map of a figure: its sign, its name and value, and where these stand."""

    code: int
    x: float
    y: float
    radius: float
    name: str
    value: str
    height: float


@allowed(STAFF_ONLY)
def figures(request: Request) -> HttpResponse:
    """The figures of a month for one's own places, a map of one of them, what is late, the state of the feeds."""
    month, scope = _month(request), request.actor.scope
    mapped = registry.measures.get(request.GET.get("map", "")) or registry.measures[BIG[0]]
    context = {
        "month": month,
        "earlier": add_months(month, -1),
        "later": add_months(month, 1),
        "newest": newest_month(),
        "big": [(figure, line_of(figure.trend)) for figure in figures_now(BIG, month, scope)],
        "chapters": list(_chapters(month, scope)),
        "measures": list(registry.measures),
        "mapped": mapped,
        **_map(mapped, month, scope),
        "late": _late(request),
        "board": board(scope, month, BOARD_MONTHS, request.today) if READ_FEEDS.allows(request.actor) else None,
    }
    return render(request, "desk/figures.html", context)


@allowed(STAFF_ONLY)
def figure(request: Request, code: str) -> HttpResponse:
    """The definition of a figure, its months, its townships, and the rows behind it; of one township where asked."""
    measure = found(registry.measures.get(code))
    month, scope = _month(request), request.actor.scope
    place = _place(request)
    rows = rows_of(code, month, scope, Scope.of(place) if place else None)
    in_order = rows if rows.ordered else rows.order_by("pk")  # else a row can stand on two pages
    page = Paginator(in_order, PAGE_ROWS).get_page(request.GET.get("page"))
    rows_shown = [(link_of(row), cells(measure, row)) for row in page]
    (counted,) = counted_figures([code], month, scope)
    context = {
        "measure": measure,
        "month": month,
        "place": place,
        "page": page,
        "heads": _heads(measure, rows_shown),
        "rows": rows_shown,
        "value": measure.value(rows),
        "counted": counted,
        "bars": _bars(counted),
        "towns": [] if place else by_township(code, month, scope),
    }
    return render(request, "desk/figure.html", context)


def _heads(measure: Measure, rows: list[tuple[str, list[Cell]]]) -> list[tuple[str, bool]]:
    """The heads of the columns, each with whether numbers stand under it."""
    first = rows[0][1] if rows else []
    return [
        (str(label), bool(first) and first[number].is_number) for number, (label, _path) in enumerate(measure.columns)
    ]


def _chapters(month: date, scope: Scope) -> Iterator[tuple[str, list[tuple[Figure, list[str]]]]]:
    """The whole list in its chapters, as it was counted."""
    parts = list(chapters())
    counted = counted_figures([measure.code for _label, inside in parts for measure in inside], month, scope)
    by_code = {figure.measure.code: figure for figure in counted}
    for label, inside in parts:
        yield label, [(by_code[m.code], line_of(by_code[m.code].trend)) for m in inside]


def _map(measure: Measure, month: date, scope: Scope) -> dict[str, Any]:
    """The map of a figure by township, and the same as a list, for readers without the map."""
    towns = by_township(measure.code, month, scope)
    drawn = county_map(points_in(scope))
    if drawn is None:
        return {"map": None, "bubbles": [], "towns": towns}
    middle, most = middles(drawn.places), max((value or 0 for _, value in towns), default=0)
    signs = [
        (code, *middle[code], radius(value or 0, most), names.short_path(code), in_measure(value, measure.unit))
        for code, value in sorted(towns, key=lambda town: -(town[1] or 0)) if code in middle
    ]  # fmt: skip
    lines = heights((x, y, size, f"{name} {value}") for _code, x, y, size, name, value in signs)
    bubbles = [Bubble(*sign, height=line) for sign, line in zip(signs, lines, strict=True)]
    return {"map": drawn, "bubbles": bubbles, "towns": towns}


@dataclass(frozen=True)
class Late:
    """Something that is late or waits: what, how many, where it opens; no address if not for this reader."""

    label: str
    number: int
    url: str


def _late(request: Request) -> list[Late]:
    """What is late in one's own places, each with the page that shows it, where there is one for this reader."""
    scope, today, actor = request.actor.scope, request.today, request.actor
    found_late = [
        Late(
            _("Cases past their statutory deadline"),
            late_cases(scope, today).count(),
            open_for(actor, reverse("cases")),
        ),
        Late(_("Visits past their day"), late_tasks(scope, today).count(), open_for(actor, reverse("work"))),
        Late(
            _("Duties overdue"), overdue_duties(scope, today).count(), open_for(actor, reverse("work") + "?kind=duty")
        ),
        Late(
            _("New alerts for which nobody was sent"),
            new_alerts(scope).count(),
            open_for(actor, reverse("alerts") + "?status=new"),
        ),
    ]
    if READ_FEEDS.allows(actor):
        found_late.append(Late(_("Data sets that did not come"), len(silent_feeds(scope, today)), reverse("feeds")))
    if SEE_EFFECTS.allows(actor):
        found_late.append(
            Late(_("Effects of life events not carried out"), open_effects(scope).count(), reverse("effects"))
        )
    return found_late


@dataclass(frozen=True)
class Bar:
    """A month of a figure: its value and how high it stands, in percent of the highest."""

    month: date
    value: int | None
    height: int


def _bars(counted: Figure) -> list[Bar]:
    most = max((value or 0 for value in counted.trend), default=0)
    return [
        Bar(month, value, round(100 * (value or 0) / most) if most else 0)
        for month, value in zip(months_to(counted.month), counted.trend, strict=True)
    ]


def _place(request: Request) -> int:
    """The division asked for; 0 for all."""
    text = request.GET.get("place", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) in (6, 9, 12) else 0


def _month(request: Request) -> date:
    """The month asked for; the newest one where that is none, or has no month before or after it."""
    try:
        month = date.fromisoformat(f"{request.GET.get('month', '')}-01")
        if 2 < month.year < MAXYEAR:
            return month
    except ValueError:
        pass
    return newest_month() or request.today.replace(day=1)
