"""How a division code is followed through changes, and by when a change must be carried out.

Codes are never given out twice (measures on division codes, in force 2025-09-01).  A record keeps the code it was
written with; what it means at another date is found by walking the events up to and including that date.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minzheng.rulekit.months import add_months


@dataclass(frozen=True, slots=True)
class DivisionChange:
    """From `effective` on, the area of one code is found under others (itself among them when it lives on, smaller)."""

    effective: date
    code: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """Last days for carrying out an approved change (Divisions Regulation 2018)."""

    code_by: date
    complete_by: date
    extended_by: date


def successors_on(code: str, as_of: date, changes: Iterable[DivisionChange]) -> list[str]:
    """The codes that cover the area of `code` at a date, sorted; more than one means the street or village must tell.

    A code that no event names stays itself.
    """
    by_day: dict[date, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for change in changes:
        if change.effective <= as_of:
            by_day[change.effective][change.code] |= set(change.successors)
    current = {code}
    for day in sorted(by_day):
        current = set().union(*(by_day[day].get(one, {one}) or {one} for one in current))
    return sorted(current)


def predecessors_on(code: str, as_of: date, changes: Iterable[DivisionChange]) -> list[str]:
    """The codes under which the present area of `code` was found at an earlier date, sorted: for series over time."""
    by_day: dict[date, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for change in changes:
        if change.effective > as_of:
            for successor in change.successors:
                by_day[change.effective][successor].add(change.code)
    current = {code}
    for day in sorted(by_day, reverse=True):
        current = set().union(*(by_day[day].get(one, {one}) for one in current))
    return sorted(current)


def change_plan(approved: date) -> ChangePlan:
    """Twelve months to carry a change out, six more if allowed; the new code within one month (art. 15, 17)."""
    return ChangePlan(add_months(approved, 1), add_months(approved, 12), add_months(approved, 18))
