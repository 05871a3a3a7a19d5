"""Households hit by a disaster, from emergency management, as it happens."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

NONE, SLIGHT, MODERATE, SEVERE, COLLAPSED = range(1, 6)
_DAMAGES = (
    Code(NONE, _("none"), ("无", "未受损")),
    Code(SLIGHT, _("slight"), ("轻微", "轻度受损")),
    Code(MODERATE, _("moderate"), ("一般损坏", "中度受损")),
    Code(SEVERE, _("severe"), ("严重损坏", "重度受损")),
    Code(COLLAPSED, _("collapsed"), ("倒塌",)),
)

FEED = registry.add(
    Feed(
        code="emergency_disasters",
        label=_("Disaster damage"),
        owner="emergency",
        department=_("Emergency management bureau"),
        columns=(
            name("户主姓名"),
            number("户主身份证号"),
            FeedColumn("event", ("灾害名称", "灾种"), label=_("Disaster")),
            FeedColumn("happened_on", ("受灾日期", "发生日期"), "date", label=_("Happened on")),
            FeedColumn("damage", ("房屋损毁程度", "受损程度"), "code", codes=_DAMAGES, label=_("Damage to the house")),
            FeedColumn("loss_fen", ("损失金额",), "money", required=False, label=_("Loss")),
        ),
        key=("resident_id", "event", "happened_on"),
        as_of="happened_on",
        legal_basis=BASIS,
        cadence=_("as it happens"),
        months=0,
        retention_days=1825,
        covers="all",
    )
)
