"""Cremations, from the funeral homes."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, name, number
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="civil_affairs_cremations",
        label=_("Cremations"),
        owner="civil_affairs",
        department=_("Civil affairs bureau"),
        columns=(
            name("逝者姓名"),
            number("逝者身份证号"),
            FeedColumn("died_on", ("死亡日期",), "date", label=_("Died on")),
            FeedColumn("cremated_on", ("火化日期",), "date", label=_("Cremated on")),
            FeedColumn("waiver", ("减免情况",), required=False, label=_("Waiver")),
        ),
        key=("resident_id", "died_on"),
        as_of="died_on",
        legal_basis=BASIS,
        cadence=_("daily"),
        retention_days=1825,
        covers="all",
    )
)
