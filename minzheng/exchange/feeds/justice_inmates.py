"""People taken into prison or detoxification and those released, from the justice bureau."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, name, number
from minzheng.kernel.access.care import PRIVATE
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

PRISON, DETOX, DETAINED = range(1, 4)
_MEASURES = (
    Code(PRISON, _("prison"), ("服刑", "监禁")),
    Code(DETOX, _("compulsory detoxification"), ("强制隔离戒毒", "强戒")),
    Code(DETAINED, _("detained"), ("羁押", "拘留")),
)
HELD, RELEASED = 1, 2
_STATES = (Code(HELD, _("held"), ("在押", "在所")), Code(RELEASED, _("released"), ("已释放", "释放")))

FEED = registry.add(
    Feed(
        code="justice_inmates",
        label=_("People in custody"),
        owner="justice",
        department=_("Justice bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("measure", ("措施", "类别"), "code", codes=_MEASURES, label=_("Measure"), care=PRIVATE),
            FeedColumn("since", ("起始日期", "入监日期"), "date", label=_("Since")),
            FeedColumn("until", ("预计释放日期", "刑满日期"), "date", blank=True, label=_("Expected release")),
            FeedColumn("state", ("状态",), "code", codes=_STATES, label=_("State")),
        ),
        key=("resident_id", "since", "state"),
        as_of="since",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="all",
        takes_back=("state", RELEASED),
    )
)
