"""Work that was offered to people who can work, and what came of it."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

TAKEN, UNFIT, REFUSED = range(1, 4)
_ANSWERS = (
    Code(TAKEN, _("taken"), ("录用", "已就业")),
    Code(UNFIT, _("did not fit"), ("条件不符", "未录用")),
    Code(REFUSED, _("refused without a reason"), ("无正当理由拒绝", "拒绝")),
)

FEED = registry.add(
    Feed(
        code="human_resources_job_offers",
        label=_("Work offered"),
        owner="human_resources",
        department=_("Human resources and social security bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("offered_on", ("推荐日期",), "date", label=_("Offered on")),
            FeedColumn("employer", ("单位名称", "推荐单位"), label=_("Employer")),
            FeedColumn("answer", ("推荐结果",), "code", codes=_ANSWERS, label=_("Answer")),
        ),
        key=("resident_id", "offered_on", "employer"),
        as_of="offered_on",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="all",
    )
)
