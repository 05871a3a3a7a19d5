"""The alerts, each one declaration and one rule."""

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Alert, registry
from minzheng.monitoring.choices import Level
from minzheng.monitoring.rules import high_medical_cost

HIGH_MEDICAL_COST = registry.add(
    Alert(
        code="E01",
        label=_("High medical costs paid by the person"),
        level=Level.RED,
        fact="self_paid_medical_12m",
        parameter="monitoring.high_medical_cost",
        test=high_medical_cost,
        sentence=_(
            "Paid ¥%(value)s of medical costs out of pocket in 12 months; the line here is ¥%(threshold)s"
            " (data to %(data_date)s)."
        ),
        days_to_verify=5,
        suggested=_("Visit; test minimum living allowance, essential-expense hardship and temporary assistance."),
    )
)
