"""The disability nursing subsidy, which several schemes reckon with: who gets which rate."""

from minzheng.eligibility.common.codes import Disability
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.lint import rises
from minzheng.rulekit.place import At, Place
from minzheng.rulekit.rule import rule

_LAW = "sc-2015-52#sec-2"
_WIDER = "mca-2021-70#scope"

NURSING = Place(
    At("nursing_1", Parameter("disability.nursing.1", MONEY, _LAW, _("Nursing subsidy at level 1 a month"))),
    At("nursing_2", Parameter("disability.nursing.2", MONEY, _LAW, _("Nursing subsidy at level 2 a month"))),
    At("nursing_3", Parameter("disability.nursing.3", MONEY, _WIDER, _("Nursing subsidy at level 3 a month")), 0),
    At("nursing_4", Parameter("disability.nursing.4", MONEY, _WIDER, _("Nursing subsidy at level 4 a month")), 0),
)

rises(*(f"disability.nursing.{level}" for level in (4, 3, 2, 1)))


@rule(law="sc-2015-52#sec-2", label=_("Nursing subsidy by level"), unit="fen")
def nursing_rate(kind, level, place):
    """Levels 1 and 2 of any kind; levels 3 and 4 intellectual or mental where the place has widened it."""
    if kind == Disability.NONE:
        return 0
    if level == 1:
        return place.nursing_1
    if level == 2:
        return place.nursing_2
    if kind != Disability.INTELLECTUAL and kind != Disability.MENTAL:
        return 0
    return place.nursing_3 if level == 3 else place.nursing_4
