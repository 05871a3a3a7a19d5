"""Accounts of the benefit card, from the finance bureau: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="finance_card_accounts",
        label=_("Benefit-card accounts"),
        owner="finance",
        department=_("Finance bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("account", ("账号", "一卡通账号"), kept=False),
            FeedColumn("state", ("账户状态",), label=_("State")),
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
