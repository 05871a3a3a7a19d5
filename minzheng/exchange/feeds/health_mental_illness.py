"""People with a severe mental illness in care, and the danger they are graded at."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, QUARTERLY, name, number
from minzheng.kernel.access.care import HEALTH
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="health_mental_illness",
        label=_("Severe mental illness"),
        owner="health",
        department=_("Health bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("risk", ("危险性等级", "危险性评估等级"), "integer", label=_("Grade of danger"), care=HEALTH),
            FeedColumn("graded_on", ("评估日期", "随访日期"), "date", label=_("Graded on")),
        ),
        key=("resident_id", "graded_on"),
        as_of="graded_on",
        legal_basis=BASIS,
        cadence=QUARTERLY,
        months=3,
        retention_days=3650,
        covers="all",
    )
)
