"""People without shelter whom an assistance station took in and saw off."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, YES_NO, name, number
from minzheng.kernel.access.care import PRIVATE
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

HOME, KIN, INSTITUTION, ELSEWHERE = range(1, 5)
_WAYS = (
    Code(HOME, _("home"), ("返回户籍地", "自行返乡", "护送返乡")),
    Code(KIN, _("to relatives"), ("亲属接领",)),
    Code(INSTITUTION, _("to an institution"), ("转送机构", "长期安置")),
    Code(ELSEWHERE, _("elsewhere"), ("自行离站", "其他")),
)

FEED = registry.add(
    Feed(
        code="civil_affairs_relief_stations",
        label=_("People helped by assistance stations"),
        owner="civil_affairs",
        department=_("Civil affairs bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("admitted_on", ("入站日期",), "date", label=_("Taken in on")),
            FeedColumn("left_on", ("离站日期",), "date", label=_("Left on")),
            FeedColumn("left_to", ("离站去向",), "code", codes=_WAYS, label=_("Went"), care=PRIVATE),
            FeedColumn(
                "followed_up",
                ("是否落实回归安置", "是否落实帮扶"),
                "code",
                codes=YES_NO,
                label=_("Help at home arranged"),
            ),
        ),
        key=("resident_id", "left_on"),
        as_of="left_on",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="all",
    )
)
