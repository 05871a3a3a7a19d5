"""Unemployment benefit, from human resources."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="human_resources_unemployment",
        label=_("Unemployment benefit"),
        owner="human_resources",
        department=_("Human resources and social security bureau"),
        columns=(
            name(),
            number(),
            month("发放月份", "所属月份"),
            FeedColumn("amount_fen", ("失业保险金", "发放金额"), "money", label=_("Amount")),
            FeedColumn("ends_on", ("领取截止日期",), "date", required=False, label=_("Ends on")),
        ),
        key=("resident_id", "month"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
