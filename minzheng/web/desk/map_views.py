"""Sending village workers to the households with new alerts, from a list beside a map."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minzheng.casework.policies import ISSUE_TASK
from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import registry
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed
from minzheng.monitoring.actions import issue_tasks
from minzheng.monitoring.choices import Level
from minzheng.monitoring.queries import chosen_alerts
from minzheng.monitoring.waiting import Village, villages_waiting
from minzheng.registers.queries import points_in
from minzheng.web.desk.drawing import CountyMap, county_map, radius, shape


@dataclass(frozen=True)
class Sign:
    """A village on the map: how many alerts, how urgent, drawn where and how."""

    village: Village
    path: str
    x: float
    y: float


@allowed(ISSUE_TASK)
def dispatch(request: Request) -> HttpResponse:
    """The households with new alerts by village, on a list and a map; whole villages or households are sent out."""
    if request.method == "POST":
        _send(request)
        return redirect("dispatch")
    villages = villages_waiting(request.actor.scope, request.today)
    drawn = county_map(points_in(request.actor.scope))
    context = {
        "villages": villages,
        "households": sum(len(village.households) for village in villages),
        "alerts": sum(village.alerts for village in villages),
        "map": drawn,
        "signs": _signs(villages, drawn) if drawn else [],
        "rules": {alert.code: alert for alert in registry.alerts},
        "levels": Level.choices,
    }
    return render(request, "desk/dispatch.html", context)


def _send(request: Request) -> None:
    villages, households = (_numbers(request.POST.getlist(name)) for name in ("village", "household"))

    def act() -> None:
        chosen = chosen_alerts(request.actor.scope, villages, households)
        if not issue_tasks(alerts=chosen, actor=request.actor, date=request.today):
            raise ValidationError(_("Nobody was sent: choose households whose alerts are new still and need not wait."))

    attempt(request, act, _("Sent out. The village workers find the doors on their lists."))


def _numbers(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16]


def _signs(villages: list[Village], drawn: CountyMap) -> list[Sign]:
    """The villages that have a place on the map, the biggest drawn first, so that small ones stay in sight."""
    most = max((village.alerts for village in villages), default=0)
    found = []
    for village in sorted(villages, key=lambda each: -each.alerts):
        if village.code in drawn.places:
            x, y = drawn.places[village.code]
            found.append(Sign(village, shape(village.level, x, y, radius(village.alerts, most, 4, 11)), x, y))
    return found
