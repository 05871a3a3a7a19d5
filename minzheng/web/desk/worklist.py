"""One table over all kinds of work: what is late, what is due today, what comes this week and later."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minzheng.casework.queries import cases_for, open_tasks
from minzheng.casework.workflow import status_of
from minzheng.eligibility.policies import CONFIRM_VALUE
from minzheng.eligibility.queries import proposals_waiting
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.payments.choices import RunStatus
from minzheng.payments.queries import runs
from minzheng.rulekit.workdays import official_calendar
from minzheng.web.desk.policy_words import label_of


@dataclass(frozen=True)
class WorkItem:
    """One thing to do: for whom, where, by when, and the one next verb."""

    kind: str
    household: Any
    division_code: int
    level: str
    due_on: date | None
    days_left: int | None
    verb: str
    url: str
    title: str = ""
    waits: str = ""


def work_of(actor: Actor, today: date) -> list[WorkItem]:
    """The work that lies with somebody, the most urgent first; what cannot be done yet says until when it waits."""
    items = [*_visits(actor, today), *_cases(actor, today), *_runs(actor), *_values(actor)]
    return sorted(items, key=lambda item: (bool(item.waits), item.due_on or date.max))


def grouped(items: list[WorkItem]) -> list[tuple[str, str, list[WorkItem]]]:
    """The work in groups (code, heading, items), leaving out empty ones."""
    groups: dict[str, list[WorkItem]] = {"late": [], "today": [], "week": [], "later": [], "waiting": []}
    for item in items:
        groups[_group(item)].append(item)
    headings = {
        "late": _("Late"), "today": _("Due today"), "week": _("Within five working days"),
        "later": _("Later"), "waiting": _("Waiting for a date"),
    }  # fmt: skip
    return [(code, headings[code], members) for code, members in groups.items() if members]


def _group(item: WorkItem) -> str:
    if item.waits:
        return "waiting"
    if item.days_left is None or item.days_left > 5:
        return "later"
    return "late" if item.days_left < 0 else "today" if item.days_left == 0 else "week"


def days_left(due_on: date, today: date) -> int:
    """Working days from today to a due date; negative when it has passed."""
    calendar = official_calendar()
    if due_on >= today:
        return calendar.working_days_used(today, due_on)
    return -calendar.working_days_used(due_on, today)


def _visits(actor: Actor, today: date) -> list[WorkItem]:
    if actor.role not in (Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK):
        return []
    return [
        WorkItem(
            kind=_("Visit"), household=task.household, division_code=task.division_code, level=task.level,
            due_on=task.due_on, days_left=days_left(task.due_on, today), verb=_("Record the visit"),
            url=reverse("task", args=[task.pk]),
        )
        for task in open_tasks(actor.scope)
    ]  # fmt: skip


def _cases(actor: Actor, today: date) -> list[WorkItem]:
    return [_case(case, today) for case in cases_for(actor.role, actor.scope)]


def _case(case: Any, today: date) -> WorkItem:
    status = status_of(case)
    waits_for: date | None = getattr(case, status.waits) if status.waits else None
    return WorkItem(
        kind=case.scheme_label, household=case.household, division_code=case.division_code, level="",
        due_on=case.due_on, days_left=days_left(case.due_on, today), verb=str(status.verb),
        url=reverse("case", args=[case.pk]),
        waits=_("public notice until %(day)s") % {"day": waits_for} if waits_for and today <= waits_for else "",
    )  # fmt: skip


def _values(actor: Actor) -> list[WorkItem]:
    """Values that somebody else proposed for one's own place, to be compared with their document."""
    if not CONFIRM_VALUE.allows(actor):
        return []
    waiting = proposals_waiting(str(actor.division)[:6])
    return [
        WorkItem(
            kind=_("Value to be set"), household=None, division_code=actor.division, level="", due_on=None,
            days_left=None, verb=_("Take the second look"), url=reverse("policy_proposal", args=[row.pk]),
            title=_("%(what)s, from %(day)s")
            % {"what": label_of(row.key), "day": row.valid_from.isoformat()},
        )
        for row in waiting
        if row.proposed_by_id != actor.user_id
    ]  # fmt: skip


def _runs(actor: Actor) -> list[WorkItem]:
    mine = {Role.COUNTY_OFFICER: RunStatus.PREPARED, Role.COUNTY_FINANCE: RunStatus.APPROVED}.get(actor.role)
    verb = {Role.COUNTY_OFFICER: _("Approve"), Role.COUNTY_FINANCE: _("Make the bank file")}.get(actor.role, "")
    return [
        WorkItem(
            kind=_("Payment run"), household=None, division_code=run.division_code, level="", due_on=None,
            days_left=None, verb=verb, url=reverse("run", args=[run.pk]),
            title=_("%(month)s, %(people)s households") % {"month": f"{run.month:%Y-%m}", "people": run.people},
        )
        for run in (runs().filter(status=mine) if mine else [])
    ]  # fmt: skip
