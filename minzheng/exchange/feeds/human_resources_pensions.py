"""Pensions paid, from human resources and social security: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

RESIDENTS, EMPLOYEES, PUBLIC = range(1, 4)
_KINDS = (
    Code(RESIDENTS, _("residents' pension"), ("城乡居民基本养老保险", "居民养老", "城乡居保")),
    Code(EMPLOYEES, _("employees' pension"), ("企业职工基本养老保险", "职工养老")),
    Code(PUBLIC, _("public employees' pension"), ("机关事业单位基本养老保险", "机关事业养老")),
)

FEED = registry.add(
    Feed(
        code="human_resources_pensions",
        label=_("Pensions paid"),
        owner="human_resources",
        department=_("Human resources and social security bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("insurance", ("险种", "养老险种"), "code", codes=_KINDS, label=_("Insurance")),
            month("发放月份", "发放年月"),
            FeedColumn("amount_fen", ("发放金额", "养老金金额"), "money", label=_("Amount")),
            FeedColumn(
                "base_fen", ("其中基础养老金", "基础养老金"), "money", required=False, label=_("Of which basic pension")
            ),
        ),
        key=("resident_id", "month", "insurance"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
