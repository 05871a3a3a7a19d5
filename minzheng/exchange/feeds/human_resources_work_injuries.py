"""Pensions and nursing fees of people hurt at work: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.access.care import HEALTH
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="human_resources_work_injuries",
        label=_("Work injury benefits"),
        owner="human_resources",
        department=_("Human resources and social security bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("grade", ("伤残等级",), "integer", required=False, label=_("Grade"), care=HEALTH),
            FeedColumn("amount_fen", ("伤残津贴", "津贴金额"), "money", label=_("Amount")),
            FeedColumn("nursing_fen", ("生活护理费", "护理费"), "money", label=_("Of which nursing fee")),
            month("发放月份", "所属月份"),
        ),
        key=("resident_id", "month"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
