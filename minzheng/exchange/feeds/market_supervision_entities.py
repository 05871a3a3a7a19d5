"""Businesses and who has a part in them, from market supervision."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, CHANGES, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

COMPANY, STALL, COOPERATIVE = range(1, 4)
_KINDS = (
    Code(COMPANY, _("company"), ("有限责任公司", "股份有限公司", "个人独资企业", "合伙企业")),
    Code(STALL, _("one-person business"), ("个体工商户",)),
    Code(COOPERATIVE, _("farmers' cooperative"), ("农民专业合作社",)),
)
ACTIVE, ENDED = 1, 2
_STATES = (
    Code(ACTIVE, _("in business"), ("存续", "在业", "开业")),
    Code(ENDED, _("no longer in business"), ("吊销", "注销", "歇业")),
)

FEED = registry.add(
    Feed(
        code="market_supervision_entities",
        label=_("Businesses"),
        owner="market_supervision",
        department=_("Market supervision bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("uscc", ("统一社会信用代码",), label=_("Unified social credit code")),
            FeedColumn("business", ("主体名称", "企业名称"), label=_("Business")),
            FeedColumn("kind", ("主体类型", "企业类型"), "code", codes=_KINDS, label=_("Kind")),
            FeedColumn("part", ("职务",), label=_("Part in it")),
            FeedColumn("capital_fen", ("认缴出资额（万元）", "认缴出资额"), "money_10k", label=_("Capital subscribed")),
            FeedColumn("founded_on", ("成立日期",), "date", label=_("Founded on")),
            FeedColumn("state", ("登记状态", "经营状态"), "code", codes=_STATES, label=_("State")),
        ),
        key=("resident_id", "uscc", "state"),
        as_of="founded_on",
        legal_basis=BASIS,
        cadence=CHANGES,
        retention_days=1825,
        covers="all",
        takes_back=("state", ENDED),
    )
)
