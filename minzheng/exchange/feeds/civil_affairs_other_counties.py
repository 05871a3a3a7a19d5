"""Who draws a benefit in another county, from the list of the province or of the state."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

DIBAO, TEKUN = 1, 2
_BENEFITS = (
    Code(DIBAO, _("minimum living allowance"), ("最低生活保障", "低保")),
    Code(TEKUN, _("support of people in extreme poverty"), ("特困人员救助供养", "特困供养")),
)

FEED = registry.add(
    Feed(
        code="civil_affairs_other_counties",
        label=_("Benefits drawn in other counties"),
        owner="civil_affairs",
        department=_("Civil affairs bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("benefit", ("救助类型",), "code", codes=_BENEFITS, label=_("Benefit")),
            FeedColumn("place", ("享受地", "发放地"), label=_("Place")),
            month("所属月份"),
        ),
        key=("resident_id", "month", "benefit"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
