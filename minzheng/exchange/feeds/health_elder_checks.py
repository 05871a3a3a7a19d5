"""Health checks of people of 65 and more, which every clinic offers once a year."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="health_elder_checks",
        label=_("Health checks of old people"),
        owner="health",
        department=_("Health bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("clinic", ("体检机构",), required=False, label=_("Clinic")),
            FeedColumn("checked_on", ("体检日期",), "date", label=_("Checked on")),
        ),
        key=("resident_id", "checked_on"),
        as_of="checked_on",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="all",
    )
)
