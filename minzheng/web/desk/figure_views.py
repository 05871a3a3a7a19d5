"""The cockpit: figures of a month, each opening its rows."""

from datetime import MAXYEAR, date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import registry
from minzheng.kernel.screens.guards import STAFF_ONLY, allowed, found
from minzheng.rulekit.months import add_months
from minzheng.statistics.queries import figures as figures_of
from minzheng.statistics.queries import newest_month, rows_of

PAGE_ROWS = 40


@allowed(STAFF_ONLY)
def figures(request: Request) -> HttpResponse:
    """The figures of a month for one's own places."""
    month = _month(request)
    context = {
        "month": month,
        "earlier": add_months(month, -1),
        "later": add_months(month, 1),
        "figures": figures_of(month, add_months(month, -1), request.actor.scope),
    }
    return render(request, "desk/figures.html", context)


@allowed(STAFF_ONLY)
def figure(request: Request, code: str) -> HttpResponse:
    """The definition of a figure and the rows behind it."""
    measure = found(registry.measures.get(code))
    month = _month(request)
    rows = rows_of(code, month, request.actor.scope)
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {"measure": measure, "month": month, "page": page, "value": measure.value(rows)}
    return render(request, "desk/figure.html", context)


def _month(request: Request) -> date:
    """The month asked for; the newest one where that is none, or has no month before or after it."""
    try:
        month = date.fromisoformat(f"{request.GET.get('month', '')}-01")
        if 1 < month.year < MAXYEAR:
            return month
    except ValueError:
        pass
    return newest_month() or request.today.replace(day=1)
