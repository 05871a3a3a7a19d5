"""Rulings on missing people, guardianship and maintenance, from the courts."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, name, number
from minzheng.kernel.access.care import PRIVATE
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

MISSING, DECLARED_DEAD, GUARDIAN_REVOKED, INCAPABLE, MAINTENANCE = range(1, 6)
_RULINGS = (
    Code(MISSING, _("declared missing"), ("宣告失踪",)),
    Code(DECLARED_DEAD, _("declared dead"), ("宣告死亡",)),
    Code(GUARDIAN_REVOKED, _("guardianship revoked"), ("撤销监护人资格",)),
    Code(INCAPABLE, _("without legal capacity"), ("认定无民事行为能力", "认定限制民事行为能力")),
    Code(MAINTENANCE, _("maintenance"), ("抚养费", "赡养费", "扶养费")),
)

FEED = registry.add(
    Feed(
        code="courts_rulings",
        label=_("Court rulings"),
        owner="courts",
        department=_("Courts"),
        columns=(
            name("当事人姓名"),
            number("当事人身份证号"),
            FeedColumn("case_number", ("案号",), label=_("Case"), care=PRIVATE),
            FeedColumn("ruling", ("裁判类型", "案由"), "code", codes=_RULINGS, label=_("Ruling")),
            FeedColumn("ruled_on", ("生效日期", "裁判日期"), "date", label=_("In force since")),
            FeedColumn("monthly_fen", ("月给付金额",), "money", required=False, label=_("Monthly payment")),
        ),
        key=("resident_id", "case_number", "ruling"),
        as_of="ruled_on",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="all",
    )
)
