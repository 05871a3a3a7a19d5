"""What every page's frame shows: who is signed in, where they can go, which day it is."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.casework.policies import SEE_CASES
from minzheng.exchange.policies import READ_FEEDS
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.policies import Permission
from minzheng.kernel.access.requests import Request
from minzheng.monitoring.policies import SEE_ALERTS
from minzheng.payments.policies import SEE_RUNS
from minzheng.web.guards import RESIDENT_ONLY, STAFF_ONLY

#: Name of the page, label, who sees the entry.  The order is the one of the work.
MENU: tuple[tuple[str, Any, Permission], ...] = (
    ("work", _("Work"), STAFF_ONLY),
    ("households", _("Households"), STAFF_ONLY),
    ("alerts", _("Alerts"), SEE_ALERTS),
    ("cases", _("Cases"), SEE_CASES),
    ("runs", _("Payments"), SEE_RUNS),
    ("figures", _("Figures"), STAFF_ONLY),
    ("policy", _("Policy"), STAFF_ONLY),
    ("feeds", _("Department data"), READ_FEEDS),
    ("my", _("My household"), RESIDENT_ONLY),
)


def frame(request: Request) -> dict[str, Any]:
    """The context of the frame.  Asks the database nothing."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "actor": actor,
        "today": getattr(request, "today", None),
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "menu": [(reverse(name), label) for name, label, needed in MENU if actor and needed.allows(actor)],
    }
