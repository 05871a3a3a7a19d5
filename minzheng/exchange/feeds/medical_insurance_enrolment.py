"""Who is insured for medical care, from medical insurance: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="medical_insurance_enrolment",
        label=_("Medical insurance"),
        owner="medical_insurance",
        department=_("Medical insurance bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("insurance", ("参保类型",), label=_("Insurance")),
            FeedColumn("state", ("参保状态",), label=_("State")),
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
