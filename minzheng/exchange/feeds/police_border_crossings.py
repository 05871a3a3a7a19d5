"""Who left the country and who came back, from exit and entry administration."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, QUARTERLY, name, number
from minzheng.kernel.access.care import PRIVATE
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

OUT, IN = 1, 2
_WAYS = (Code(OUT, _("out"), ("出境",)), Code(IN, _("in"), ("入境",)))

FEED = registry.add(
    Feed(
        code="police_border_crossings",
        label=_("Border crossings"),
        owner="police",
        department=_("Police"),
        columns=(
            name(),
            number(),
            FeedColumn("way", ("出入境类型", "出入标识"), "code", codes=_WAYS, label=_("Out or in"), care=PRIVATE),
            FeedColumn("crossed_on", ("出入境日期",), "date", label=_("Crossed on")),
        ),
        key=("resident_id", "crossed_on", "way"),
        as_of="crossed_on",
        legal_basis=BASIS,
        cadence=QUARTERLY,
        months=3,
        retention_days=1825,
        covers="all",
    )
)
