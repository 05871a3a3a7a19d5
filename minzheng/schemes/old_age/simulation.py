"""The old-age allowance as the simulation sees it: by age alone, with the ages that the national values name."""

from typing import NamedTuple

from minzheng.eligibility.common.records import LAYOUT
from minzheng.eligibility.simulation.model import Column, Model
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.place import At, Place
from minzheng.rulekit.rule import rule
from minzheng.schemes.old_age.rules import old_age_allowance

_LAW, _LABEL = "npc-elderly#art-33", _("Old-age allowance from this age a month")
PLACE = Place(
    At("from_80", Parameter("advanced_age.80", MONEY, _LAW, _LABEL)),
    At("from_90", Parameter("advanced_age.90", MONEY, _LAW, _LABEL)),
    At("from_100", Parameter("advanced_age.100", MONEY, _LAW, _LABEL)),
)


class Allowances(NamedTuple):
    """What the old of a household receive a month, in fen, and who they are, as bits of their index."""

    monthly: int
    covered: int


@rule(law=_LAW, label=_("Old-age allowances of the household"))
def allowances(h, members, supporters, place):
    """The allowance of each member by age; income and assets are not asked for."""
    total, covered = 0, 0
    for m in members:
        amount = old_age_allowance(m.age, ((80, place.from_80), (90, place.from_90), (100, place.from_100)))
        if amount > 0:
            total += amount
            covered |= 1 << m.index
    return Allowances(total, covered)


def _monthly(found: dict[str, Column]) -> Column:
    return found["monthly"]


def _covered(found: dict[str, Column]) -> Column:
    return found["covered"]


MODEL = Model("old_age", _("Old-age allowance"), allowances, Allowances, PLACE, LAYOUT, _monthly, _covered)
