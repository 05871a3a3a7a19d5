"""Income declared for tax, from the tax bureau, quarterly."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, QUARTERLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="tax_incomes",
        label=_("Declared income"),
        owner="tax",
        department=_("Tax bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("kind", ("所得项目",), label=_("Kind")),
            month("税款所属期", "所属月份"),
            FeedColumn("income_fen", ("收入额", "收入金额"), "money", label=_("Income")),
        ),
        key=("resident_id", "month", "kind"),
        as_of="month",
        legal_basis=BASIS,
        cadence=QUARTERLY,
        months=3,
        retention_days=1825,
        covers="all",
    )
)
