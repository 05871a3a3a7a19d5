"""The register of alerts."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Column, Filter, Register, registry
from minzheng.kernel.identity.masking import mask_name
from minzheng.monitoring import queries
from minzheng.monitoring.choices import Level
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.policies import SEE_ALERTS


def _rules() -> Iterable[tuple[str, Any]]:
    return [(alert.code, f"{alert.code} {alert.label}") for alert in registry.alerts]


ALERTS = registry.add(
    Register(
        code="alerts",
        noun="alert",
        label=_("Alerts"),
        model=AlertHit,
        rows=lambda actor, day: queries.alerts_in(actor.scope),
        columns=(
            Column("household.head.name", label=_("household of"), mask=mask_name),
            Column("level", tags={level: f"level-{level}" for level in Level.values}),
            Column("rule", text=lambda code: str(registry.alerts[code].label)),
            Column("shown_value", label=_("value"), kind="number"),
            Column("data_date", label=_("data to"), small=False), Column("division_code", small=False),
            Column("status"), Column("month", kind="month", order=True, small=False),
        ),
        see=SEE_ALERTS,
        order=("-month",),
        group="monitoring",
        rank=10,
        filters=(
            Filter("month", "month"), Filter("status"), Filter("level"), Filter("rule", choices=_rules),
            Filter("division_code", "place"),
        ),
        unfiltered={
            "person": "found through the household", "household": "found through the household",
            "value": "with the rule", "threshold": "with the rule", "data_date": "shown in the list",
            "task": "on the page",
        },
        link=lambda hit: reverse("household", args=[hit.household_id]),
        why=lambda hit: reverse("why_alert", args=[hit.pk]),
        empty=_("No alert. They are raised by the monthly run, after the departments' files have come in."),
    )
)  # fmt: skip
