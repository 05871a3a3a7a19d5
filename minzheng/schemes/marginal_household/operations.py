"""`assistance.marginal_household`: is the household recognised in this class, why, and until when."""

from minzheng.eligibility.common import sentences
from minzheng.eligibility.common.codes import HouseholdClass, Missing
from minzheng.eligibility.common.facts import HouseholdFacts
from minzheng.eligibility.common.place import PLACE
from minzheng.eligibility.common.recognition import recognition, rungs_of, why
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.reasons import say
from minzheng.rulekit.registry import Answer, CaseContext, operation

VALID = "edge_validity_months"
declare(Parameter(VALID, COUNT, "sc-2023-39#sec-2", _("Months a recognition is valid")))


@operation(
    "assistance.marginal_household",
    label=_("Recognition as a marginal household"),
    law=("sc-2023-39#sec-2", "mca-2022-83#sec-1-4"),
    facts=HouseholdFacts,
    parameters=(VALID, *(at.parameter.key for at in PLACE.bound)),
)
def marginal_household(facts: HouseholdFacts, context: CaseContext) -> Answer:
    """Tested down the same ladder as every household, so that a higher class always goes before."""
    rungs = rungs_of(facts, context, PLACE)
    outcome = recognition(rungs, HouseholdClass.EDGE, context.values.get(VALID), context)
    reasons = [say(why(rungs, HouseholdClass.EDGE), sentences.EDGE, "EDGE")]
    return Answer(outcome, reasons, [sentences.MISSING[fact] for fact in Missing if rungs.missing >> fact & 1])
