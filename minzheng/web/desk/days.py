"""The day that a page is asked to show."""

from collections.abc import Mapping
from datetime import date

from minzheng.kernel.access.requests import Request


def day_asked_for(request: Request, query: Mapping[str, str] | None = None) -> date:
    """The day in the address (`day=2026-10-01`) or in another query; today where there is none or it is no day."""
    try:
        return date.fromisoformat((request.GET if query is None else query).get("day", ""))
    except ValueError:
        return request.today
