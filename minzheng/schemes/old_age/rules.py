"""Old-age allowance, service subsidy and nursing subsidy of elderly people."""

from minzheng.rulekit.i18n import _
from minzheng.rulekit.rule import rule


@rule(law="npc-elderly#art-33", label=_("Age in this month"), unit="years")
def age_in_month(birth_month, month):
    """Years completed by the end of the month, months given as numbers: the month of the birthday counts."""
    return (month - birth_month) // 12


@rule(law="npc-elderly#art-33", label=_("Old-age allowance a month"), unit="fen")
def old_age_allowance(age, steps):
    """The amount of the highest age reached; `steps` are pairs of age and amount, youngest first."""
    amount = 0
    for step in steps:
        if age >= step[0]:
            amount = step[1]
    return amount


@rule(law="npc-elderly#art-37", label=_("Elder service subsidy a month"), unit="fen")
def service_subsidy(age, poor, from_age, amount):
    """For poor elderly people from the age the place sets."""
    return amount if poor and age >= from_age else 0


@rule(law="npc-elderly#art-30", label=_("Elder nursing subsidy a month"), unit="fen")
def nursing_subsidy(age, poor, disabled, tekun, from_age, amount):
    """For poor elderly people assessed as disabled in daily living; care money of extreme poverty takes its place."""
    return amount if poor and disabled and not tekun and age >= from_age else 0
