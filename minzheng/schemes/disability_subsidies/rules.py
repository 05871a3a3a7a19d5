"""The two disability subsidies and what they may not be drawn with."""

from minzheng.eligibility.common.codes import Disability
from minzheng.eligibility.common.nursing import nursing_rate
from minzheng.rulekit.i18n import _
from minzheng.rulekit.rule import rule


@rule(law="sc-2015-52#coordination", label=_("Barred from both subsidies"))
def is_barred(tekun, work_injury_nursing):
    """Extreme-poverty support or a work-injury nursing fee bars both."""
    return tekun or work_injury_nursing


@rule(law="sc-2015-52#sec-2", label=_("Living subsidy a month"), unit="fen")
def living_subsidy(kind, dibao, low_income, orphan, barred, place):
    """For a card holder in a dibao household, or a low-income one where the place has widened it; not for orphans."""
    if barred or orphan or kind == Disability.NONE:
        return 0
    if dibao:
        return place.living
    return place.living_low_income if low_income else 0


@rule(law="sc-2015-52#sec-2", label=_("Nursing subsidy a month"), unit="fen")
def nursing_subsidy(kind, level, needs_care, barred, place):
    """For the severely disabled who need care for six months or more."""
    if barred or not needs_care:
        return 0
    return nursing_rate(kind, level, place)


@rule(law="sc-2015-52#coordination", label=_("Allowance of like purpose is kept"))
def other_is_kept(subsidy, other):
    """Of two allowances of like purpose only the higher is paid; at a tie the one in payment, the subsidy."""
    return other > subsidy


@rule(law="sc-2015-52#payment", label=_("Months to be paid back"), unit="months")
def months_due(applied, paid_in):
    """Every month from the month of application up to and with the month of payment, as month numbers."""
    return max(paid_in - applied + 1, 0)
