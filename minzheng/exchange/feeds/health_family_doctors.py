"""Who has a family doctor, from the health bureau: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="health_family_doctors",
        label=_("Family doctors"),
        owner="health",
        department=_("Health bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("clinic", ("签约机构",), label=_("Clinic")),
            FeedColumn("state", ("签约状态",), label=_("State")),
            month("所属月份"),
        ),
        key=("resident_id", "month"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
