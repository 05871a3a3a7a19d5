"""Medical certificates of death, from the health bureau, monthly; a false one comes again as withdrawn."""

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

VALID, WITHDRAWN = 1, 2
_STATES = (Code(VALID, _("in force"), ("有效", "正常")), Code(WITHDRAWN, _("withdrawn"), ("撤销", "作废")))

FEED = registry.add(
    Feed(
        code="health_deaths",
        label=_("Deaths"),
        owner="health",
        department=_("Health bureau"),
        columns=(
            FeedColumn("name", ("姓名", "死者姓名")),
            FeedColumn("resident_id", ("身份证号", "身份证号码", "公民身份号码"), "resident_id"),
            FeedColumn("died_on", ("死亡日期", "死亡时间"), "date", label=_("Died on")),
            FeedColumn("reported_on", ("填报日期", "填卡日期", "报告日期"), "date", label=_("Reported on")),
            FeedColumn("state", ("记录状态", "状态"), "code", codes=_STATES, label=_("State")),
        ),
        key=("resident_id", "died_on", "state"),
        as_of="died_on",
        legal_basis=_("Interim Measures for Social Assistance, articles 57 and 58"),
        cadence=_("monthly, by the 10th"),
        retention_days=1825,
        covers="all",  # a death is certified weeks after it, sometimes months
        takes_back=("state", WITHDRAWN),
    )
)
