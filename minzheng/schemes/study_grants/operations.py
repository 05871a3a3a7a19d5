"""`assistance.study_grant`: the grant of a pupil or student for a school year."""

from typing import Literal

from minzheng.eligibility.common.codes import Study
from minzheng.eligibility.common.facts import StudyCode
from minzheng.rulekit.facts import Facts, YuanNotNegative
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import MONEY, Parameter
from minzheng.rulekit.money import Fen
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.reasons import Reason
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.study_grants.rules import study_grant

GROUPS = ("orphan", "dfc", "dibao", "tekun", "edge", "disabled")
declare(
    *(Parameter(f"study_grant.{group}", MONEY, "local-rules#study-aid", _("Study grant a year"), True)
      for group in GROUPS)
)  # fmt: skip
NO_GROUP = _("The place gives no study grant to a group this student belongs to.")
NOT_STUDYING = _("The person is not in full-time study.")


class StudentFacts(Facts):
    """A pupil or student: what is studied, the groups belonged to, grants of this year for the same purpose."""

    student: StudyCode
    groups: list[Literal["orphan", "dfc", "dibao", "tekun", "edge", "disabled"]]
    already_received: YuanNotNegative = 0


@operation(
    "assistance.study_grant",
    label=_("Study grant of a year"),
    law=("local-rules#study-aid",),
    facts=StudentFacts,
    parameters=("study_grant.",),
)
def grant(facts: StudentFacts, context: CaseContext) -> Answer:
    """The highest grant of the student's groups, once a year."""
    highest = max((context.values.get(f"study_grant.{group}", 0) for group in facts.groups), default=0)
    studies = facts.student != Study.NONE
    amount = study_grant(highest, studies, facts.already_received)
    reasons = [] if studies else [Reason("NOT_STUDYING", NOT_STUDYING)]
    if studies and not highest:
        reasons.append(Reason("NO_GROUP", NO_GROUP))
    return Answer({"cls": "STUDY_GRANT" if amount else "NONE", "one_off": Fen(amount)}, reasons)
