"""Subsidies for farmland, from agriculture and rural affairs: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="agriculture_land_subsidies",
        label=_("Farmland subsidies"),
        owner="agriculture",
        department=_("Agriculture and rural affairs bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("area", ("补贴面积",), "hundredths", label=_("Land")),
            FeedColumn("amount_fen", ("补贴金额",), "money", label=_("Amount")),
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
