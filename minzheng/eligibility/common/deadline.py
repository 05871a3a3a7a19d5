"""`assistance.deadline`: the last day of a procedural term."""

from datetime import date, timedelta
from typing import Any, Literal

from pydantic import Field

from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.workdays import add_working_days


class TermFacts(Facts):
    """A term of working days ("wd") or calendar days ("cal") after a day that is not counted itself."""

    kind: Literal["wd", "cal"]
    start: date
    days: int = Field(ge=0, le=3660)


@operation(
    "assistance.deadline",
    label=_("Last day of a term"),
    law=("local-rules#office-days", "mca-2021-57#art-19", "mca-2021-57#art-22"),
    facts=TermFacts,
)
def deadline(facts: TermFacts, context: CaseContext) -> dict[str, Any]:
    """Working days follow the official calendar; the days of a public notice are calendar days."""
    if facts.kind == "cal":
        return {"due": facts.start + timedelta(days=facts.days)}
    return {"due": add_working_days(facts.start, facts.days, context.holidays)}
