"""Deposits to the housing fund: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="housing_fund_deposits",
        label=_("Housing fund deposits"),
        owner="housing_fund",
        department=_("Housing fund centre"),
        columns=(
            name(),
            number(),
            FeedColumn("wage_fen", ("缴存基数",), "money", label=_("Monthly wage reckoned with")),
            FeedColumn("deposit_fen", ("月缴存额",), "money", label=_("Monthly deposit")),
            month("汇缴月份", "缴存月份"),
        ),
        key=("resident_id", "month"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
