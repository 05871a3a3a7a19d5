"""Titles to dwellings, from the natural resources bureau: a first list of all, then what was registered."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, CHANGES, name, number
from minzheng.kernel.access.care import PRIVATE
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

VILLAGE_PLOT, BOUGHT, INHERITED, RESETTLED, GIVEN = range(1, 6)
_GROUNDS = (
    Code(VILLAGE_PLOT, _("house plot confirmed"), ("宅基地确权",)),
    Code(BOUGHT, _("bought"), ("购买", "买卖")),
    Code(INHERITED, _("inherited"), ("继承",)),
    Code(RESETTLED, _("resettled"), ("拆迁安置", "易地搬迁安置")),
    Code(GIVEN, _("given"), ("赠与",)),
)

FEED = registry.add(
    Feed(
        code="natural_resources_titles",
        label=_("Titles to dwellings"),
        owner="natural_resources",
        department=_("Natural resources bureau"),
        columns=(
            name("权利人", "权利人姓名"),
            number("权利人证件号"),
            FeedColumn("title", ("不动产权证号", "产权证号"), label=_("Number of the title"), care=PRIVATE),
            FeedColumn("area", ("建筑面积",), "hundredths", label=_("Floor area")),
            FeedColumn("share", ("权利份额",), required=False, label=_("Share")),
            FeedColumn("ground", ("取得方式",), "code", codes=_GROUNDS, label=_("How it was come by")),
            FeedColumn("registered_on", ("登记日期",), "date", label=_("Registered on")),
        ),
        key=("resident_id", "title"),
        as_of="registered_on",
        legal_basis=BASIS,
        cadence=CHANGES,
        retention_days=1825,
        covers="all",
    )
)
