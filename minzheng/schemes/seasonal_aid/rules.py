"""Heating for the winter and grain for the lean months: what a household is given."""

from enum import IntEnum

from minzheng.rulekit.i18n import _
from minzheng.rulekit.rule import rule


class Season(IntEnum):
    """Whether a household is given its share this season."""

    GIVEN = 0
    CLASS_NOT_COVERED = 1
    ALREADY_GIVEN = 2


@rule(law="sc-2023-39#sec-4", label=_("Covered this season"))
def season_share(covered, already_given):
    """Low-income classes the place covers, once a season per household."""
    if not covered:
        return Season.CLASS_NOT_COVERED
    return Season.ALREADY_GIVEN if already_given else Season.GIVEN


@rule(law="local-rules#seasonal-grain", label=_("Grain for the lean months"), unit="grams")
def grain_grams(persons, months_short, ration):
    """Heads times ration a month times months short."""
    return persons * months_short * ration
