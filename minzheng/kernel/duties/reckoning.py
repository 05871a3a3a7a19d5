"""When a duty is due, as pure functions."""

from datetime import date, timedelta

from minzheng.kernel.declare import Duty, Every, Owed
from minzheng.rulekit.months import add_months


def after(day: date, every: Every) -> date:
    """The day one interval after another; a month that is too short ends it on its last day."""
    return add_months(day, every.months) if every.months else day + timedelta(days=every.days)


def due(duty: Duty, owed: Owed, last_done: date | None) -> tuple[date, date]:
    """From which day the present turn is counted, and when it is due.

    The interval runs from the last time it was done, else from the day the duty began.
    """
    since = owed.since if last_done is None else max(last_done, owed.since)
    if duty.first_at_once and (last_done is None or last_done < owed.since):
        return owed.since, owed.since
    return since, after(since, duty.every(owed.level))
