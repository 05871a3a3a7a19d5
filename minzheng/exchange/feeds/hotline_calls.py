"""Calls to the hotline 12345; many give no number, some no name."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

HELP, ALLOWANCE, DISABILITY, PENSION, MEDICAL, OTHER = range(1, 7)
_TOPICS = (
    Code(HELP, _("asks for help"), ("临时救助求助", "生活困难求助", "求助")),
    Code(ALLOWANCE, _("asks about the allowance"), ("低保咨询", "社会救助咨询")),
    Code(DISABILITY, _("asks about disability subsidies"), ("残疾补贴咨询",)),
    Code(PENSION, _("pension"), ("养老金发放",)),
    Code(MEDICAL, _("medical costs"), ("医保报销",)),
    Code(OTHER, _("something else"), ("道路维修", "噪声扰民", "饮水问题", "其他")),
)

FEED = registry.add(
    Feed(
        code="hotline_calls",
        label=_("Hotline calls"),
        owner="hotline",
        department=_("Hotline 12345"),
        columns=(
            FeedColumn("ticket", ("工单编号",), label=_("Ticket")),
            FeedColumn("called_on", ("来电日期", "来电时间"), "date", label=_("Called on")),
            name(blank=True),
            number(blank=True),
            FeedColumn("topic", ("诉求分类", "诉求类别"), "code", codes=_TOPICS, label=_("Topic")),
            FeedColumn("place", ("诉求地点",), required=False, label=_("Place")),
        ),
        key=("ticket",),
        as_of="called_on",
        legal_basis=BASIS,
        cadence=_("daily"),
        retention_days=730,
        covers="all",
    )
)
