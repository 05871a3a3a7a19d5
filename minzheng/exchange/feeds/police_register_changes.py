"""Changes of the household register, from the police: births entered, deaths cancelled, moves."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, MONTHLY, name, number
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

DIED, BORN, MARRIED_IN, MOVED_IN, MOVED_OUT = range(1, 6)
_CHANGES = (
    Code(DIED, _("cancelled by death"), ("死亡注销", "死亡")),
    Code(BORN, _("birth entered"), ("出生登记", "出生")),
    Code(MARRIED_IN, _("moved by marriage"), ("婚迁",)),
    Code(MOVED_IN, _("moved in"), ("迁入",)),
    Code(MOVED_OUT, _("moved out"), ("迁出",)),
)

FEED = registry.add(
    Feed(
        code="police_register_changes",
        label=_("Changes of the household register"),
        owner="police",
        department=_("Police"),
        columns=(
            name(),
            number(),
            FeedColumn("change", ("变动类型", "业务类型"), "code", codes=_CHANGES, label=_("Change")),
            FeedColumn("happened_on", ("变动日期", "发生日期"), "date", label=_("Happened on")),
            FeedColumn("household_number", ("户号",), required=False, label=_("Household number")),
            FeedColumn("registered_on", ("登记日期",), "date", required=False, label=_("Registered on")),
        ),
        key=("resident_id", "change", "happened_on"),
        as_of="happened_on",
        legal_basis=BASIS,
        cadence=MONTHLY,
        retention_days=1825,
        covers="all",
    )
)
