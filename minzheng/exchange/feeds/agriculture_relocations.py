"""Households moved out of places that cannot feed them, from agriculture and rural affairs."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

TOWN, COUNTRY = 1, 2
_PLACES = (
    Code(TOWN, _("in town"), ("城镇集中安置", "城镇安置")),
    Code(COUNTRY, _("in the country"), ("农村集中安置", "分散安置")),
)

FEED = registry.add(
    Feed(
        code="agriculture_relocations",
        label=_("Relocated households"),
        owner="agriculture",
        department=_("Agriculture and rural affairs bureau"),
        columns=(
            name("户主姓名"),
            number("户主身份证号", "户主证件号"),
            FeedColumn("moved_on", ("搬迁日期", "入住日期"), "date", label=_("Moved on")),
            FeedColumn("settled_in", ("安置方式",), "code", codes=_PLACES, label=_("Settled")),
            FeedColumn("place", ("安置点",), required=False, label=_("Place")),
        ),
        key=("resident_id", "moved_on"),
        as_of="moved_on",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="all",
    )
)
