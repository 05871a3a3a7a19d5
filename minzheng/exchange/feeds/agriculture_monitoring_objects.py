"""Households watched against falling back into poverty, from agriculture and rural affairs; each by its head."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, CHANGES, YES_NO, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="agriculture_monitoring_objects",
        label=_("Rural monitoring objects"),
        owner="agriculture",
        department=_("Agriculture and rural affairs bureau"),
        columns=(
            name("户主姓名"),
            number("户主证件号", "户主身份证号"),
            FeedColumn("members", ("家庭人口数",), "integer", label=_("Members")),
            FeedColumn("category", ("监测类型",), label=_("Category")),
            FeedColumn("risk", ("风险类型",), label=_("Risk")),
            FeedColumn("identified_on", ("识别日期",), "date", label=_("Identified on")),
            FeedColumn("risk_removed", ("风险是否消除",), "code", codes=YES_NO, label=_("Risk removed")),
        ),
        key=("resident_id", "identified_on", "risk_removed"),
        as_of="identified_on",
        legal_basis=BASIS,
        cadence=CHANGES,
        retention_days=1825,
        covers="all",
    )
)
