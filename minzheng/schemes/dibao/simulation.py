"""Dibao as the simulation sees it: what the household is paid, or single persons in it."""

import numpy as np

from minzheng.eligibility.common.codes import HouseholdClass
from minzheng.eligibility.common.funding import FUNDING
from minzheng.eligibility.common.records import LAYOUT
from minzheng.eligibility.simulation.model import Column, Model
from minzheng.rulekit.i18n import _
from minzheng.schemes.dibao.place import PLACE
from minzheng.schemes.dibao.rules import Assessment, assess


def _monthly(found: dict[str, Column]) -> Column:
    return found["household_monthly"] + found["singles_monthly"]


def _covered(found: dict[str, Column]) -> Column:
    """In a dibao household everybody counted; elsewhere single persons who are owed something."""
    singles = np.where(found["singles_monthly"] > 0, found["singles"], 0)
    return np.where(found["household_class"] == HouseholdClass.DIBAO, found["counted"], singles)


def _class(found: dict[str, Column]) -> Column:
    return found["household_class"]


MODEL = Model(
    "dibao", _("Minimum living allowance"), assess, Assessment, PLACE, LAYOUT, _monthly, _covered, _class, FUNDING
)
