"""Preferential treatment of veterans and their families, from veterans affairs."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, QUARTERLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="veterans_treatment",
        label=_("Preferential treatment"),
        owner="veterans",
        department=_("Veterans affairs bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("kind", ("优抚类别", "对象类别"), label=_("Kind")),
            FeedColumn("amount_fen", ("月补助金额", "补助金额"), "money", label=_("Amount")),
            FeedColumn("nursing_fen", ("护理费",), "money", required=False, label=_("Of which nursing fee")),
            month("发放月份", "所属月份"),
        ),
        key=("resident_id", "month", "kind"),
        as_of="month",
        legal_basis=BASIS,
        cadence=QUARTERLY,
        months=3,
        retention_days=1825,
        covers="list",
    )
)
