"""The dated values of extreme-poverty support, beside those of the shared means test."""

from minzheng.eligibility.common.place import PLACE as MEANS_TEST
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, RATE, Parameter
from minzheng.rulekit.lint import rises
from minzheng.rulekit.place import At, Place

_STANDARD = "sc-2016-14#standard"

PLACE = MEANS_TEST + Place(
    At("tekun_months", Parameter("fin_asset_months.tekun", COUNT, "mca-2021-43#art-7", _("Financial assets, months"))),
    At("basic", Parameter("tekun_basic.{residence}", MONEY, _STANDARD, _("Basic living standard a month")), -1),
    At("basic_multiple", Parameter("tekun_basic_multiple", RATE, _STANDARD, _("Basic standard, times dibao"))),
    At("care_self", Parameter("tekun_care.self", MONEY, _STANDARD, _("Care of the able a month"))),
    At("care_partial", Parameter("tekun_care.partial", MONEY, _STANDARD, _("Care at partial loss a month"))),
    At("care_full", Parameter("tekun_care.full", MONEY, _STANDARD, _("Care at full loss a month"))),
)

rises("tekun_care.self", "tekun_care.partial", "tekun_care.full")
