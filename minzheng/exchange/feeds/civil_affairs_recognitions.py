"""Households recognised as marginal, in essential-expense hardship or in grace: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

MARGINAL, ESSENTIAL_EXPENSE, GRACE = range(1, 4)
_KINDS = (
    Code(MARGINAL, _("marginal household"), ("低保边缘家庭", "低保边缘")),
    Code(ESSENTIAL_EXPENSE, _("essential-expense hardship"), ("刚性支出困难家庭", "刚性支出困难")),
    Code(GRACE, _("in grace before the allowance ends"), ("渐退期", "低保渐退")),
)

FEED = registry.add(
    Feed(
        code="civil_affairs_recognitions",
        label=_("Low-income households recognised"),
        owner="civil_affairs",
        department=_("Civil affairs bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("kind", ("认定类型", "对象类别"), "code", codes=_KINDS, label=_("Kind")),
            FeedColumn("recognised_on", ("认定日期",), "date", label=_("Recognised on")),
            FeedColumn("valid_until", ("有效期至", "认定有效期至"), "date", blank=True, label=_("Valid until")),
            FeedColumn("income_fen", ("人均月收入", "家庭人均月收入"), "money", label=_("Monthly income per head")),
            month("所属月份"),
        ),
        key=("resident_id", "month", "kind"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
