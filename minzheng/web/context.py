"""What every page's frame shows: who is signed in, where they can go, which day it is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.casework.policies import ISSUE_TASK
from minzheng.eligibility.policies import SIMULATE
from minzheng.exchange.outbound.policies import SEE_SENT
from minzheng.exchange.policies import READ_FEEDS
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.policies import Permission
from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import registry
from minzheng.kernel.events.policies import SEE_EFFECTS
from minzheng.kernel.jobs.policies import OWN_JOBS
from minzheng.kernel.screens.guards import RESIDENT_ONLY, STAFF_ONLY
from minzheng.monitoring.policies import SEE_RULES
from minzheng.web.templatetags.minzheng import role_label

#: The parts of the desk, in the order of the work.
GROUPS: tuple[tuple[str, Any], ...] = (
    ("work", _("Work")),
    ("people", _("People")),
    ("monitoring", _("Monitoring")),
    ("assistance", _("Assistance")),
    ("funds", _("Funds")),
    ("services", _("Services")),
    ("figures", _("Figures")),
    ("exchange", _("Data exchange")),
    ("policy", _("Policy")),
    ("administration", _("Administration")),
    ("my", _("My household")),
)


@dataclass(frozen=True)
class Entry:
    """A page in the menu: its group, its place in it, the name of the page, what it is called, who may open it."""

    group: str
    rank: int
    route: str
    label: Any
    needed: Permission


#: Pages that are no register's.
PAGES = (
    Entry("work", 10, "work", _("Work"), STAFF_ONLY),
    Entry("monitoring", 5, "dispatch", _("Send out"), ISSUE_TASK),
    Entry("monitoring", 15, "supervision", _("Supervision"), SEE_RULES),
    Entry("monitoring", 20, "alert_rules", _("Alert rules"), SEE_RULES),
    Entry("monitoring", 30, "alert_fairness", _("Fairness"), SEE_RULES),
    Entry("administration", 90, "effects", _("Life events"), SEE_EFFECTS),
    Entry("administration", 95, "jobs", _("Jobs"), OWN_JOBS),
    Entry("policy", 10, "policy", _("Standards and rules"), STAFF_ONLY),
    Entry("policy", 20, "simulate", _("Simulation"), SIMULATE),
    Entry("figures", 10, "figures", _("Figures"), STAFF_ONLY),
    Entry("exchange", 10, "feeds", _("Department data"), READ_FEEDS),
    Entry("exchange", 30, "outbound", _("Sent to departments"), SEE_SENT),
    Entry("my", 10, "my", _("My household"), RESIDENT_ONLY),
)


def entries(actor: Actor | None) -> list[Entry]:
    """Every page that somebody may open from the menu, by group and place."""
    registers = [Entry(r.group, r.rank, r.code, r.label, r.see) for r in registry.registers]
    order = [code for code, _label in GROUPS]
    open_to = [entry for entry in (*PAGES, *registers) if actor and entry.needed.allows(actor)]
    return sorted(open_to, key=lambda entry: (order.index(entry.group), entry.rank))


def frame(request: Request) -> dict[str, Any]:
    """The context of the frame.  Asks the database nothing."""
    actor: Actor | None = getattr(request, "actor", None)
    found = [(entry, reverse(entry.route)) for entry in entries(actor)]
    here = next((entry.group for entry, href in found if request.path.startswith(href)), "")
    labels = dict(GROUPS)
    menu: dict[str, tuple[str, Any, bool]] = {}
    for entry, href in found:
        menu.setdefault(entry.group, (href, labels[entry.group], entry.group == here))
    inside = [(href, entry.label, request.path.startswith(href)) for entry, href in found if entry.group == here]
    return {
        "actor": actor,
        "today": getattr(request, "today", None),
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "menu": list(menu.values()),
        "inside": inside if len(inside) > 1 else [],
        "other_posts": [(number, role_label(role)) for number, role in actor.posts if number != actor.post_id]
        if actor else [],
    }  # fmt: skip
