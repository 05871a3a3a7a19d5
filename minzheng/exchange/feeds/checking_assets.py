"""What somebody has in banks, securities and insurances, asked for with their authorisation."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="checking_assets",
        label=_("Financial assets checked"),
        owner="checking",
        department=_("Checking office"),
        columns=(
            name(),
            number(),
            FeedColumn("kind", ("机构类别", "资产类别"), required=False, label=_("Kind of institution")),
            FeedColumn("balance_fen", ("余额", "资产总额"), "money", label=_("Balance")),
            FeedColumn("stood_on", ("余额日期", "截止日期"), "date", label=_("As it stood on")),
        ),
        key=("resident_id", "kind", "stood_on"),
        as_of="stood_on",
        legal_basis=BASIS,
        cadence=_("on request, with authorisation"),
        months=0,
        retention_days=1825,
        covers="all",
    )
)
