"""Who lives in an institution for the old, for children or in extreme poverty: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

PUBLIC, OWN = 1, 2
_PAYERS = (
    Code(PUBLIC, _("the state"), ("财政供养", "集中供养", "政府")),
    Code(OWN, _("the person or family"), ("自费", "家庭")),
)

FEED = registry.add(
    Feed(
        code="civil_affairs_institutions",
        label=_("People living in institutions"),
        owner="civil_affairs",
        department=_("Civil affairs bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("institution", ("机构名称",), label=_("Institution")),
            FeedColumn("since", ("入住日期",), "date", label=_("Since")),
            FeedColumn("pays", ("费用承担",), "code", codes=_PAYERS, label=_("Who pays the board")),
            month("所属月份"),
        ),
        key=("resident_id", "month"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
