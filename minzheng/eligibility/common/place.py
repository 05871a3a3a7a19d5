"""The dated values of the shared means test: standards, exemptions, deductions, limits of income and assets."""

from minzheng.eligibility.common.codes import Away, Receipt
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import AREA, COUNT, DAY, MONEY, PERCENT, RATE, STANDARD, Parameter, several
from minzheng.rulekit.lint import rises
from minzheng.rulekit.place import At, Place

_STANDARD = "sc-2014-649#art-10"
_INCOME = "mca-2021-57#art-13"
_ASSETS = "mca-2021-57#art-14"
_RIGID = "mca-2024-rigid#art-4"
_MEMBERS = "mca-2021-57#art-7"

LEVELS = ("dibao", "edge", "rigid")

PLACE = Place(
    At("standard_year", Parameter("standard.{residence}", STANDARD, _STANDARD, _("Dibao standard a year"))),
    At("disposable_year", Parameter("pcdi.{residence}", MONEY, _RIGID, _("Last year's disposable income per head"))),
    At("excluded", Parameter("excluded_status", several(Away), _MEMBERS, _("Also no members by provincial rule")), 0),
    At("employment_cost", Parameter("emp_cost_rate", RATE, _INCOME, _("Employment cost, share of the standard"))),
    At("local_exempt", Parameter("local_exempt", several(Receipt), _INCOME, _("Income exempt by local rule")), 0),
    At(
        "central_pension_exempt_until",
        Parameter("central_pension_exempt_until", DAY, _INCOME, _("Central basic pension exempt until")),
    ),
    At("support_multiple", Parameter("support_multiple", PERCENT, _INCOME, _("Support begins above, times standard"))),
    At("support_rate", Parameter("support_rate", RATE, _INCOME, _("Share of the excess taken as support"))),
    At("edge_multiple", Parameter("edge_multiple", RATE, "sc-2023-39#sec-2", _("Marginal line, times standard"))),
    At("rigid_ratio", Parameter("rigid_ratio_threshold", RATE, _RIGID, _("Essential spending must exceed"))),
    *(
        At(f"{field}_{level}", Parameter(f"{key}.{level}", kind, _ASSETS, label))
        for level in LEVELS
        for field, key, kind, label in (
            ("financial_months", "fin_asset_months", COUNT, _("Financial assets per head, months of the standard")),
            ("car_value", "car_value_max", MONEY, _("Value of one car at most")),
            ("company_capital", "entity_capital_max", MONEY, _("Capital of a company at most")),
        )
    ),
    At(
        "two_homes_area",
        Parameter("two_homes_area_per_capita_max", AREA, _ASSETS, _("Two homes: area per head at most")),
    ),
)

for _limit in ("fin_asset_months", "car_value_max", "entity_capital_max"):
    rises(*(f"{_limit}.{level}" for level in LEVELS))
