"""Close relatives of those who decide on assistance, and whether they were put on file."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, QUARTERLY, YES_NO, name, number
from minzheng.kernel.access.care import PRIVATE
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

#: In order of nearness.
SPOUSE, PARENT_OR_CHILD, SIBLING, FURTHER = range(1, 5)
_DEGREES = (
    Code(SPOUSE, _("spouse"), ("配偶",)),
    Code(PARENT_OR_CHILD, _("parent or child"), ("父母", "子女")),
    Code(SIBLING, _("brother or sister"), ("兄弟姐妹",)),
    Code(FURTHER, _("another relative"), ("其他近亲属", "其他")),
)

FEED = registry.add(
    Feed(
        code="civil_affairs_staff_relatives",
        label=_("Relatives of staff"),
        owner="civil_affairs",
        department=_("Civil affairs bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("staff", ("工作人员", "工作人员姓名"), label=_("Member of staff"), care=PRIVATE),
            FeedColumn("degree", ("亲属关系",), "code", codes=_DEGREES, label=_("Relation")),
            FeedColumn("filed", ("是否备案",), "code", codes=YES_NO, label=_("Put on file")),
            FeedColumn("told_on", ("报告日期", "登记日期"), "date", label=_("Told on")),
        ),
        key=("resident_id", "staff", "told_on"),
        as_of="told_on",
        legal_basis=BASIS,
        cadence=QUARTERLY,
        months=3,
        retention_days=1825,
        covers="all",
    )
)
