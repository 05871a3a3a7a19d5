"""`assistance.deadline`: the last day of a procedural term."""

from datetime import date, timedelta
from typing import Any, Literal

from pydantic import Field

from minzheng.rulekit.errors import CalendarError
from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.workdays import official_calendar


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
    official = official_calendar()
    calendar = context.holidays.over(official) if context.holidays else official
    term = calendar.working_deadline(facts.start, facts.days)
    if term.provisional_years:
        year = term.provisional_years[0]
        raise CalendarError(f"{year}: the official calendar is not known yet; give its holidays and make-up days")
    return {"due": term.last_day}
