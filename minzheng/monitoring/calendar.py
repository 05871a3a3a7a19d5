"""The two tiers of monitoring: departments' data every month for the county, doors every quarter for the townships."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from minzheng.exchange.board import board, due_on, month_due
from minzheng.kernel.access.scope import Scope
from minzheng.kernel.declare import Feed
from minzheng.kernel.duties.queries import by_township
from minzheng.rulekit.months import add_months


@dataclass(frozen=True)
class LateSet:
    """A data set that was due and cannot be used: none came, or only files that could not be taken."""

    feed: Feed
    state: str
    days: int


@dataclass(frozen=True)
class TwoTiers:
    """Who is late, tier by tier.

    month, due   the month whose data the county compares now, and the day by which they had to come.
    came         how many of its data sets came, of how many that were due; `late` are the others, by department.
    quarter      the first day of the quarter whose doors the townships go to.
    townships    for each, as `code`: turns done in the quarter, open by its end, overdue, and the day of the longest.
    """

    month: date
    due: date
    expected: int
    came: int
    late: list[LateSet]
    quarter: date
    townships: list[dict[str, Any]]


def two_tiers(scope: Scope, on: date) -> TwoTiers:
    """Both tiers as they stand on a day.  Three queries."""
    month = month_due(on)
    cells = [(feed, cell) for feed, (cell,) in board(scope, month, 1, on) if cell.state != "not_due"]
    late = [LateSet(feed, c.state, (on - c.due).days) for feed, c in cells if c.state in ("silent", "refused")]
    quarter = on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1)
    last = add_months(quarter, 3) - timedelta(days=1)
    return TwoTiers(
        month=month, due=due_on(month), expected=len(cells),
        came=len(cells) - len(late), late=sorted(late, key=lambda one: (one.feed.owner, one.feed.code)),
        quarter=quarter, townships=by_township(scope, quarter, last, on),
    )  # fmt: skip
