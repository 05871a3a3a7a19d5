"""What a county sets for the work with alerts: when a rule is too often wrong, how much a worker can do."""

from typing import Annotated, Literal

from pydantic import Field

from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, RATE, Parameter
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.rule import rule

#: The article that has alerts verified in good time, and no household bothered for nothing.
_LAW = "sc-2023-39#sec-2"

WEAK_SHARE = Parameter(
    key="monitoring.weak_share",
    kind=RATE,
    law=_LAW,
    label=_("Share of alerts found right below which a rule is proposed to be watched only"),
)
WEAK_VERDICTS = Parameter(
    key="monitoring.weak_verdicts",
    kind=COUNT,
    law=_LAW,
    label=_("Alerts that have to have been looked at before a rule is called weak"),
)
VISITS_A_MONTH = Parameter(
    key="monitoring.visits_a_month",
    kind=COUNT,
    law=_LAW,
    label=_("Visits for alerts that one village worker makes in a month, the red ones besides"),
)
POINTS = {
    level: Parameter(key=f"monitoring.points_{level}", kind=COUNT, law=_LAW, label=label)
    for level, label in (
        ("red", _("Points of a red alert in the order of visits")),
        ("orange", _("Points of an orange alert in the order of visits")),
        ("yellow", _("Points of a yellow alert in the order of visits")),
    )
}
ESCALATED_DAYS = Parameter(
    key="monitoring.days_until_county",
    kind=COUNT,
    law=_LAW,
    label=_("Days a visit is late before it stands on the county's list too"),
)
REFERRAL_DAYS = Parameter(
    key="monitoring.referral_days",
    kind=COUNT,
    law=_LAW,
    label=_("Working days within which another department or a charity answers a referral"),
)
declare(WEAK_SHARE, WEAK_VERDICTS, VISITS_A_MONTH, ESCALATED_DAYS, REFERRAL_DAYS, *POINTS.values())


@rule(law=_LAW, label=_("An alert rule is wrong too often"))
def wrong_too_often(high: int, looked_at: int, share: int, verdicts: int) -> bool:
    """Whether enough alerts were looked at, and the highest the true share right can be lies below what a place asks.

    The shares are in thousandths.
    """
    return looked_at >= verdicts and high < share


@rule(law=_LAW, label=_("What an alert adds to the score of a household"))
def worth(points: int, right: int) -> int:
    """The points of its level times the share in which its rule is right (thousandths), in tenths of a point."""
    return points * right // 100


@rule(law=_LAW, label=_("A household waits for the visits of next month"))
def has_to_wait(red: bool, sent: int, workers: int, each: int) -> bool:
    """Whether the workers of a village have no visit left in the month.  Red never waits; no worker counts as one."""
    return not red and sent >= each * max(workers, 1)


@rule(law=_LAW, label=_("A late visit stands on the county's list"))
def is_the_countys(days_late: int, days: int) -> bool:
    """Whether a visit is late by more days than the township has to see to it by itself."""
    return days_late > days


class RuleRecordFacts(Facts):
    """How often a rule was right: the upper end of the interval, in thousandths, and the alerts looked at."""

    high: Annotated[int, Field(ge=0, le=1000)]
    looked_at: Annotated[int, Field(ge=0)]


@operation(
    "monitoring.weak_rule",
    label=_("An alert rule is wrong too often"),
    law=(_LAW,),
    facts=RuleRecordFacts,
    parameters=(WEAK_SHARE.key, WEAK_VERDICTS.key),
)
def weak_rule(facts: RuleRecordFacts, context: CaseContext) -> dict[str, object]:
    """Whether a rule would be proposed to be watched only here."""
    share, verdicts = (context.values.get(parameter.key) for parameter in (WEAK_SHARE, WEAK_VERDICTS))
    return {"weak": wrong_too_often(facts.high, facts.looked_at, share, verdicts)}


class TurnFacts(Facts):
    """A new alert: its level, how often its rule is right (thousandths), the village's visits sent and its workers."""

    level: Literal["red", "orange", "yellow"]
    right: Annotated[int, Field(ge=0, le=1000)]
    sent: Annotated[int, Field(ge=0)]
    workers: Annotated[int, Field(ge=0)]


@operation(
    "monitoring.turn",
    label=_("Whose turn it is"),
    law=(_LAW,),
    facts=TurnFacts,
    parameters=(VISITS_A_MONTH.key, *(parameter.key for parameter in POINTS.values())),
)
def turn(facts: TurnFacts, context: CaseContext) -> dict[str, object]:
    """What the alert adds to a household's score here, in tenths of a point, and whether it waits."""
    points, each = context.values.get(POINTS[facts.level].key), context.values.get(VISITS_A_MONTH.key)
    return {
        "worth": worth(points, facts.right),
        "waits": has_to_wait(facts.level == "red", facts.sent, facts.workers, each),
    }


class LateFacts(Facts):
    """An open visit, by how many days it is late."""

    days_late: Annotated[int, Field(ge=0)]


@operation(
    "monitoring.late_visit",
    label=_("A late visit stands on the county's list"),
    law=(_LAW,),
    facts=LateFacts,
    parameters=(ESCALATED_DAYS.key,),
)
def late_visit(facts: LateFacts, context: CaseContext) -> dict[str, object]:
    """Whether the county sees the visit on its list here."""
    return {"county": is_the_countys(facts.days_late, context.values.get(ESCALATED_DAYS.key))}


class NoFacts(Facts):
    """Nothing is asked."""


@operation(
    "monitoring.referral",
    label=_("How long an answer to a referral may take"),
    law=(_LAW,),
    facts=NoFacts,
    parameters=(REFERRAL_DAYS.key,),
)
def referral(facts: NoFacts, context: CaseContext) -> dict[str, object]:
    """The working days that a referral has here."""
    return {"working_days": context.values.get(REFERRAL_DAYS.key)}
