"""Contributions of employees to their insurance, from human resources: the whole list of each month."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, month, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="human_resources_employment",
        label=_("Insured employment"),
        owner="human_resources",
        department=_("Human resources and social security bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("employer", ("单位名称", "参保单位"), label=_("Employer")),
            FeedColumn("wage_fen", ("缴费基数", "月缴费工资"), "money", label=_("Monthly wage insured")),
            month("费款所属期", "缴费月份"),
            FeedColumn("insured_since", ("首次参保日期",), "date", required=False, label=_("Insured since")),
        ),
        key=("resident_id", "month", "employer"),
        as_of="month",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="list",
    )
)
