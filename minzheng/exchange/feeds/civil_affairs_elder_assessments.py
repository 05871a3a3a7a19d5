"""What old people can still do, as assessors found it (GB/T 42195)."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, name, number
from minzheng.kernel.access.care import HEALTH
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

INTACT, MILD, MODERATE, SEVERE, COMPLETE = range(1, 6)
_LEVELS = (
    Code(INTACT, _("able"), ("能力完好", "完好")),
    Code(MILD, _("slight loss of ability"), ("轻度失能", "轻度")),
    Code(MODERATE, _("moderate loss of ability"), ("中度失能", "中度")),
    Code(SEVERE, _("severe loss of ability"), ("重度失能", "重度")),
    Code(COMPLETE, _("complete loss of ability"), ("完全失能",)),
)

FEED = registry.add(
    Feed(
        code="civil_affairs_elder_assessments",
        label=_("Ability of old people"),
        owner="civil_affairs",
        department=_("Civil affairs bureau"),
        columns=(
            name(),
            number(),
            FeedColumn("assessed_on", ("评估日期",), "date", label=_("Assessed on")),
            FeedColumn("level", ("能力等级", "评估等级"), "code", codes=_LEVELS, label=_("Ability"), care=HEALTH),
            FeedColumn(
                "before",
                ("上次能力等级",),
                "code",
                codes=_LEVELS,
                required=False,
                blank=True,
                label=_("Ability found before"),
                care=HEALTH,
            ),
        ),
        key=("resident_id", "assessed_on"),
        as_of="assessed_on",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=3650,
        covers="all",
    )
)
