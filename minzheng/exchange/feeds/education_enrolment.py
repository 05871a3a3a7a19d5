"""Who is at school, from the education bureau: a whole list at the beginning of each term."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, YES_NO, month, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

PRIMARY, JUNIOR, SENIOR, COLLEGE, NURSERY = range(1, 6)
_STAGES = (
    Code(PRIMARY, _("primary school"), ("小学",)),
    Code(JUNIOR, _("junior middle school"), ("初中",)),
    Code(SENIOR, _("senior middle school"), ("高中", "中职", "普通高中")),
    Code(COLLEGE, _("college"), ("大学", "本科", "专科", "高职")),
    Code(NURSERY, _("kindergarten"), ("幼儿园", "学前")),
)

FEED = registry.add(
    Feed(
        code="education_enrolment",
        label=_("School enrolment"),
        owner="education",
        department=_("Education bureau"),
        columns=(
            name(),
            number(),
            month(label=_("Term beginning")),
            FeedColumn("stage", ("学段",), "code", codes=_STAGES, label=_("Stage")),
            FeedColumn("school", ("就读学校", "学校名称"), label=_("School")),
            FeedColumn("boards", ("是否寄宿",), "code", required=False, codes=YES_NO, label=_("Boards")),
            FeedColumn("in_hardship", ("是否困难学生",), "code", required=False, codes=YES_NO, label=_("In hardship")),
            FeedColumn("aided", ("是否受助",), "code", required=False, codes=YES_NO, label=_("Aid granted")),
        ),
        key=("resident_id", "month"),
        as_of="month",
        legal_basis=BASIS,
        cadence=_("each term: in March and September"),
        months=6,
        retention_days=1825,
        covers="all",  # between terms, what came late; or nothing
    )
)
