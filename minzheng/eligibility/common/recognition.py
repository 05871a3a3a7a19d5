"""Recognition of a household in a class that pays nothing monthly: yes or no, why, and until when."""

from typing import Any

from minzheng.eligibility.common.classes import Rungs, ladder, means_of
from minzheng.eligibility.common.codes import HouseholdClass, Why
from minzheng.eligibility.common.facts import HouseholdFacts
from minzheng.eligibility.common.intake import household_records
from minzheng.rulekit.months import last_day_of_term
from minzheng.rulekit.place import Place
from minzheng.rulekit.registry import CaseContext


def rungs_of(facts: HouseholdFacts, context: CaseContext, declaration: Place) -> Rungs:
    """Where the household stands on the ladder of classes."""
    place = context.place(declaration)
    records = household_records(facts, context.day)
    means = means_of(records.household, records.members, records.supporters, place)
    found: Rungs = ladder(means, records.household, place)
    return found


def recognition(rungs: Rungs, asked: HouseholdClass, months: int, context: CaseContext) -> dict[str, Any]:
    """Whether the class asked for is the household's, the class it has, and the last day of validity.

    `recognised` is None where facts are missing.  Who is in a higher class is not recognised in a lower one: these
    classes are what is left.
    """
    found = HouseholdClass(rungs.household_class)
    recognised = None if found == HouseholdClass.UNKNOWN else found == asked
    outcome: dict[str, Any] = {"recognised": recognised, "household_class": found.name}
    if recognised:
        outcome["valid_to"] = last_day_of_term(context.day, months)
    return outcome


def why(rungs: Rungs, asked: HouseholdClass) -> Why:
    """The reason of the rung asked for."""
    return Why(rungs.edge if asked == HouseholdClass.EDGE else rungs.rigid)
