"""Certificates of birth, from the health bureau; each is about the mother, since the child has no number yet."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, name, number
from minzheng.kernel.access.care import PRIVATE
from minzheng.kernel.declare import Feed, FeedColumn, registry

FEED = registry.add(
    Feed(
        code="health_births",
        label=_("Births"),
        owner="health",
        department=_("Health bureau"),
        columns=(
            FeedColumn("child_name", ("新生儿姓名",), blank=True, label=_("Name of the child"), care=PRIVATE),
            FeedColumn("born_on", ("出生日期",), "date", label=_("Born on")),
            FeedColumn("sex", ("性别", "新生儿性别"), label=_("Sex")),
            name("母亲姓名"),
            number("母亲身份证号", "母亲证件号码"),
            FeedColumn("father_name", ("父亲姓名",), required=False, kept=False),
        ),
        key=("resident_id", "born_on", "sex"),
        as_of="born_on",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="all",
    )
)
