"""Households to be helped over winter and spring, and whether the aid reached them."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="emergency_winter_list",
        label=_("Winter and spring aid"),
        owner="emergency",
        department=_("Emergency management bureau"),
        columns=(
            name("户主姓名"),
            number("户主身份证号"),
            FeedColumn("aid", ("救助内容", "物资类别"), label=_("Aid")),
            FeedColumn("listed_on", ("列入日期", "登记日期"), "date", label=_("Listed on")),
            FeedColumn("delivered_on", ("发放日期",), "date", blank=True, label=_("Delivered on")),
        ),
        key=("resident_id", "listed_on", "delivered_on"),
        as_of="listed_on",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="all",
    )
)
