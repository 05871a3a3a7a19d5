"""Repairs of dangerous houses and public rental, from housing and construction."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, QUARTERLY, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="housing_repairs",
        label=_("House repairs and public rental"),
        owner="housing",
        department=_("Housing and construction bureau"),
        columns=(
            name("户主姓名", "申请人姓名"),
            number("户主身份证号"),
            FeedColumn("kind", ("保障方式", "类别"), label=_("Kind")),
            FeedColumn("granted_on", ("批准日期", "竣工日期"), "date", label=_("Granted on")),
            FeedColumn("area", ("面积",), "hundredths", required=False, label=_("Floor area")),
        ),
        key=("resident_id", "kind", "granted_on"),
        as_of="granted_on",
        legal_basis=BASIS,
        cadence=QUARTERLY,
        months=3,
        retention_days=1825,
        covers="all",
    )
)
