"""Hardship workers on file, from the trade unions."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, QUARTERLY, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="trade_union_hardship",
        label=_("Hardship workers"),
        owner="trade_union",
        department=_("Trade unions"),
        columns=(
            name(),
            number(),
            FeedColumn("level", ("困难等级",), required=False, label=_("Level of hardship")),
            FeedColumn("reason", ("致困原因",), label=_("Reason")),
            FeedColumn("filed_on", ("建档日期",), "date", label=_("On file since")),
        ),
        key=("resident_id", "filed_on"),
        as_of="filed_on",
        legal_basis=BASIS,
        cadence=QUARTERLY,
        months=3,
        retention_days=1825,
        covers="all",
    )
)
