"""Power used by households, from the grid company; only with the household's consent, and never a sign of income."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import MONTHLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="utilities_electricity",
        label=_("Power used"),
        owner="utilities",
        department=_("Power and water companies"),
        columns=(
            name(),
            number(),
            FeedColumn("account", ("用电户号",), kept=False),
            FeedColumn("used", ("用电量",), "integer", label=_("Used")),
            FeedColumn("charge_fen", ("电费",), "money", label=_("Charge")),
            month("所属月份"),
        ),
        key=("resident_id", "month"),
        as_of="month",
        legal_basis=_("consent of the household; Personal Information Protection Law, article 13"),
        cadence=MONTHLY,
        retention_days=365,
        covers="list",
    )
)
