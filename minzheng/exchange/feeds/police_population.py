"""The household register as it stands, from the police: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.access.care import PRIVATE
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="police_population",
        label=_("Household register"),
        owner="police",
        department=_("Police"),
        columns=(
            name(),
            number(),
            FeedColumn("household_number", ("户号",), label=_("Household number")),
            FeedColumn("relation", ("与户主关系",), label=_("Relation to the head")),
            FeedColumn("address", ("户籍地址",), required=False, label=_("Address"), care=PRIVATE),
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
