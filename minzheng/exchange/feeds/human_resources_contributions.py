"""Who pays towards a resident's pension, from human resources: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="human_resources_contributions",
        label=_("Residents' pension contributions"),
        owner="human_resources",
        department=_("Human resources and social security bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("grade", ("缴费档次",), label=_("Grade")),
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
