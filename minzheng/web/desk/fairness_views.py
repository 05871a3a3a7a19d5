"""The fairness board: whether alerts reach everybody alike."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from minzheng.kernel.access.requests import Request
from minzheng.kernel.screens.guards import allowed
from minzheng.monitoring.fairness import fairness
from minzheng.monitoring.policies import SEE_RULES
from minzheng.registers.choices import Sex
from minzheng.registers.divisions.names import short_path


@allowed(SEE_RULES)
def fairness_board(request: Request) -> HttpResponse:
    """Alerts, how often they were right, and needy households that no alert found, by group."""
    found = fairness(request.actor.scope, request.today.replace(day=1))
    headings = {
        "sex": _("By sex"), "age": _("By age"), "ethnic_group": _("By ethnic group"), "disability": _("By disability"),
        "village": _("By village"),
    }  # fmt: skip
    kinds = [(words, [(_label(kind, group.code), group) for group in found[kind]]) for kind, words in headings.items()]
    return render(request, "desk/fairness.html", {"kinds": kinds})


def _label(kind: str, code: str) -> str:
    if kind == "village":
        return short_path(int(code))
    if kind == "sex":
        return str(Sex(int(code)).label)
    words = {"card": _("disability card"), "no_card": _("no disability card known"), "": _("not known")}
    return words.get(code, code)
