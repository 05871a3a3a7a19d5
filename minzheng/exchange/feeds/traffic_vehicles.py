"""Registered vehicles, from the traffic police: a first list of all, then what was registered or changed."""

from django.utils.translation import gettext_lazy as _

from minzheng.exchange.columns import BASIS, CHANGES, name, number
from minzheng.kernel.access.care import PRIVATE
from minzheng.kernel.declare import Code, Feed, FeedColumn, registry

CAR, MOTORCYCLE, WORK_TRICYCLE, LORRY, TRACTOR = range(1, 6)
_KINDS = (
    Code(CAR, _("car"), ("小型轿车", "小型普通客车", "小型越野客车", "小型面包车", "大型轿车")),
    Code(MOTORCYCLE, _("motorcycle"), ("普通二轮摩托车", "轻便二轮摩托车")),
    Code(WORK_TRICYCLE, _("three-wheeler for work"), ("正三轮载货摩托车", "正三轮载客摩托车", "三轮汽车")),
    Code(LORRY, _("lorry"), ("轻型载货汽车", "中型载货汽车", "重型载货汽车", "轻型普通货车")),
    Code(TRACTOR, _("tractor"), ("拖拉机",)),
)
IN_USE, SCRAPPED, SOLD = range(1, 4)
_STATES = (
    Code(IN_USE, _("in use"), ("正常",)),
    Code(SCRAPPED, _("scrapped"), ("报废", "注销", "灭失")),
    Code(SOLD, _("passed on"), ("转移登记", "转出", "过户")),
)

FEED = registry.add(
    Feed(
        code="traffic_vehicles",
        label=_("Vehicles"),
        owner="traffic_police",
        department=_("Traffic police"),
        columns=(
            name(),
            number("所有人证件号"),
            FeedColumn("plate", ("号牌号码", "车牌号"), label=_("Plate"), care=PRIVATE),
            FeedColumn("kind", ("车辆类型",), "code", codes=_KINDS, label=_("Kind")),
            FeedColumn("registered_on", ("初次登记日期", "登记日期"), "date", label=_("Registered on")),
            FeedColumn("state", ("机动车状态", "车辆状态"), "code", codes=_STATES, label=_("State")),
        ),
        key=("resident_id", "plate", "registered_on", "state"),
        as_of="registered_on",
        legal_basis=BASIS,
        cadence=CHANGES,
        retention_days=1825,
        covers="all",
    )
)
