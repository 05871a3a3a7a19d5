"""One table over all kinds of work: what is late, what is due today, what comes this week and later.

Those who work see what lies with them; those who oversee see what is late in their places.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from minzheng.casework.policies import ISSUE_TASK
from minzheng.casework.queries import cases_for, late_cases, late_tasks, open_tasks, own_tasks
from minzheng.casework.workflow import status_of
from minzheng.eligibility.policies import CONFIRM_VALUE
from minzheng.eligibility.queries import proposals_waiting
from minzheng.exchange.bench import feeds_for
from minzheng.exchange.board import DUE_DAY, silent_feeds
from minzheng.exchange.policies import RECEIVE
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import OVERSEERS, Role
from minzheng.kernel.declare import registry
from minzheng.kernel.duties.queries import due_duties, overdue_duties
from minzheng.kernel.events.policies import RETRY_EFFECT
from minzheng.kernel.events.queries import open_effects
from minzheng.kernel.screens.paging import first
from minzheng.monitoring.limits import ESCALATED_DAYS
from minzheng.monitoring.policies import REFER
from minzheng.monitoring.queries import late_referrals
from minzheng.monitoring.waiting import villages_waiting
from minzheng.payments.choices import RunStatus
from minzheng.payments.policies import RECORD_ACCOUNT, TAKE_RETURN
from minzheng.payments.queries import returned_in, runs_in, waiting_for_account
from minzheng.registers.queries import households_with_members
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.months import add_months
from minzheng.rulekit.workdays import official_calendar
from minzheng.web.desk.policy_words import label_of

#: Of one kind so many are listed; the registers have them all.
LISTED = 300
#: Duties stand on the list from so many days before they are due.
DUTY_DAYS = 14

#: Who goes to doors, who supervises those who do.
_GOERS = (Role.VILLAGE_WORKER, Role.TOWNSHIP_CLERK)
_WATCHERS = OVERSEERS | {Role.COUNTY_OFFICER}


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
    sort: str = ""  # the code of its kind, by which the list is narrowed
    is_returned: bool = False  # done once, and sent back to be made complete


def kinds() -> dict[str, str]:
    """The kinds of work and what a chip calls them, in the order of the chips."""
    return {
        "visit": _("Visits"), "case": _("Cases"), "alert": _("New alerts"), "duty": _("Duties"), "run": _("Payments"),
        "referral": _("Referrals"), "feed": _("Department data"), "effect": _("Life events"),
    }  # fmt: skip


def work_of(actor: Actor, today: date) -> list[WorkItem]:
    """The work that lies with somebody, the most urgent first; what cannot be done yet says until when it waits."""
    sources: tuple[Callable[[Actor, date], Iterator[WorkItem]], ...] = (
        _visits, _cases, _alerts, _duties, _runs, _values, _feeds, _effects, _referrals,
    )  # fmt: skip
    items = [item for source in sources for item in islice(source(actor, today), LISTED)]
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
    """Working days from today to a due date; negative when it has passed, also where only days off have since."""
    calendar = official_calendar()
    if due_on >= today:
        return calendar.working_days_used(today, due_on)
    return -max(calendar.working_days_used(due_on, today), 1)


def _visits(actor: Actor, today: date) -> Iterator[WorkItem]:
    """The doors on one's list; for those who oversee, the doors that should have been seen."""
    goes = actor.role in _GOERS
    if not goes and actor.role not in _WATCHERS:
        return
    for task in first(_doors(actor, today), LISTED):
        household = reverse("household", args=[task.household_id])
        yield WorkItem(
            kind=_("Visit"), household=task.household, division_code=task.division_code, level=task.level,
            due_on=task.due_on, days_left=days_left(task.due_on, today),
            verb=_("Record the visit") if goes else _("Look"),
            url=reverse("task", args=[task.pk]) if goes else household, sort="visit", is_returned=task.is_returned,
        )  # fmt: skip


def _doors(actor: Actor, today: date) -> QuerySet[Any]:
    """The visits on somebody's list: a worker's own; every one of a clerk's township; else those that are late."""
    if actor.role == Role.VILLAGE_WORKER:
        return own_tasks(actor.scope, actor.user_id)
    return open_tasks(actor.scope) if actor.role in _GOERS else late_tasks(actor.scope, _since_when(actor, today))


def _since_when(actor: Actor, today: date) -> date:
    """The day before which a visit should have been made to stand on somebody's list: the county's comes later."""
    if actor.role != Role.COUNTY_OFFICER:
        return today
    return today - timedelta(days=parameters().value(ESCALATED_DAYS.key, actor.division, today))


def _cases(actor: Actor, today: date) -> Iterator[WorkItem]:
    found = late_cases(actor.scope, today) if actor.role in OVERSEERS else cases_for(actor.role, actor.scope)
    return (_case(case, today, actor) for case in first(found, LISTED))


def _case(case: Any, today: date, actor: Actor) -> WorkItem:
    status = status_of(case)
    waits_for: date | None = getattr(case, status.waits) if status.waits else None
    return WorkItem(
        kind=case.scheme_label, household=case.household, division_code=case.division_code, level="",
        due_on=case.due_on, days_left=days_left(case.due_on, today), sort="case",
        verb=_("Look") if actor.role in OVERSEERS else str(status.verb), url=reverse("case", args=[case.pk]),
        waits=_("public notice until %(day)s") % {"day": waits_for} if waits_for and today <= waits_for else "",
    )  # fmt: skip


def _values(actor: Actor, today: date) -> Iterator[WorkItem]:
    """Values that somebody else proposed for one's own place, to be compared with their document."""
    if not CONFIRM_VALUE.allows(actor):
        return
    waiting = proposals_waiting(str(actor.division)[:6])
    for row in waiting:
        if row.proposed_by_id != actor.user_id:
            yield WorkItem(
                kind=_("Value to be set"), household=None, division_code=actor.division, level="", due_on=None,
                days_left=None, verb=_("Take the second look"), sort="value",
                url=reverse("policy_proposal", args=[row.pk]),
                title=_("%(what)s, from %(day)s")
                % {"what": label_of(row.key), "day": row.valid_from.isoformat()},
            )  # fmt: skip


def _alerts(actor: Actor, today: date) -> Iterator[WorkItem]:
    """Villages with alerts for which nobody was sent, one line each."""
    if not ISSUE_TASK.allows(actor):
        return
    for village in villages_waiting(actor.scope, today):
        yield WorkItem(
            kind=_("New alerts"), household=None, division_code=village.code, level=village.level, due_on=today,
            days_left=0, verb=_("Send out"), url=f"{reverse('dispatch')}#v-{village.code}", sort="alert",
            title=_("%(alerts)s new alerts, %(households)s households")
            % {"alerts": village.alerts, "households": len(village.households)},
        )  # fmt: skip


def _duties(actor: Actor, today: date) -> Iterator[WorkItem]:
    """What comes again and is due soon; for those who oversee, what is overdue."""
    if actor.role in _WATCHERS:
        due = overdue_duties(actor.scope, today)
    else:
        due = due_duties(actor.scope, today + timedelta(days=DUTY_DAYS), actor.role)
    turns = list(due[:LISTED])
    ids = (turn.household_id for turn in turns if turn.household_id)
    homes = {home.pk: home for home in households_with_members(ids, today)}
    for turn in turns:
        if turn.household_id in homes:
            yield WorkItem(
                kind=str(registry.duties[turn.duty].label), household=homes[turn.household_id],
                division_code=turn.division_code, level="", due_on=turn.due_on,
                days_left=days_left(turn.due_on, today), verb=_("Look"), sort="duty",
                url=reverse("household", args=[turn.household_id]),
            )  # fmt: skip


def _runs(actor: Actor, today: date) -> Iterator[WorkItem]:
    mine = {Role.COUNTY_OFFICER: RunStatus.PREPARED, Role.COUNTY_FINANCE: RunStatus.APPROVED}.get(actor.role)
    verb = {Role.COUNTY_OFFICER: _("Approve"), Role.COUNTY_FINANCE: _("Make the bank file")}.get(actor.role, "")
    if TAKE_RETURN.allows(actor):
        yield from (_came_back(one) for one in returned_in(actor.scope))
    if RECORD_ACCOUNT.allows(actor):
        yield from (_needs_account(line) for line in waiting_for_account(actor.scope)[:LISTED])
    for run in runs_in(actor.scope).filter(status=mine) if mine else ():
        yield WorkItem(
            kind=_("Payment run"), household=None, division_code=run.division_code, level="", due_on=None,
            days_left=None, verb=verb, url=reverse("run", args=[run.pk]), sort="run",
            title=_("%(month)s, %(people)s households") % {"month": f"{run.month:%Y-%m}", "people": run.people},
        )  # fmt: skip


def _came_back(one: Any) -> WorkItem:
    """A payment that the bank sent back."""
    return WorkItem(
        kind=_("Sent back by the bank"), household=one.household, division_code=one.division_code, level="",
        due_on=None, days_left=None, verb=_("Look"), sort="run",
        url=f"{reverse('run', args=[one.line.run_id])}#returned",
    )  # fmt: skip


def _needs_account(line: Any) -> WorkItem:
    """A payment that cannot arrive before somebody has asked the household for its account."""
    return WorkItem(
        kind=line.get_hold_display() if line.hold else _("Sent back by the bank"),
        household=line.household, division_code=line.division_code, level="", due_on=None, days_left=None,
        verb=_("Check the account"), sort="run", url=f"{reverse('household', args=[line.household_id])}#accounts",
    )  # fmt: skip


def _feeds(actor: Actor, today: date) -> Iterator[WorkItem]:
    """Data sets that were due and did not come."""
    if not RECEIVE.allows(actor):
        return
    due = today.replace(day=DUE_DAY) if today.day > DUE_DAY else add_months(today, -1).replace(day=DUE_DAY)
    own = {feed.code for feed in feeds_for(actor.scope)}
    for feed in (silent for silent in silent_feeds(actor.scope, today) if silent.code in own):
        yield WorkItem(
            kind=_("Department data"), household=None, division_code=actor.division, level="", due_on=due,
            days_left=days_left(due, today), verb=_("Hand in"), url=reverse("feeds"), sort="feed",
            title=_("%(label)s for %(month)s") % {"label": feed.label, "month": f"{add_months(due, -1):%Y-%m}"},
        )  # fmt: skip


def _effects(actor: Actor, today: date) -> Iterator[WorkItem]:
    """What a life event asked for and was not carried out."""
    if not RETRY_EFFECT.allows(actor):
        return
    for effect in open_effects(actor.scope):
        yield WorkItem(
            kind=_("Life event"), household=None, division_code=effect.division_code, level="", due_on=today,
            days_left=0, verb=_("Try again"), url=reverse("effects"), sort="effect",
            title=str(registry.effects[effect.effect].label) if effect.effect in registry.effects else effect.effect,
        )  # fmt: skip


def _referrals(actor: Actor, today: date) -> Iterator[WorkItem]:
    """Referrals whose answer should have come."""
    if not REFER.allows(actor):
        return
    for one, due in late_referrals(actor.scope, today):
        yield WorkItem(
            kind=_("Referral"), household=one.household, division_code=one.division_code, level="", due_on=due,
            days_left=days_left(due, today), verb=_("Ask again"), url=reverse("refer", args=[one.household_id]),
            sort="referral", title=one.get_to_display(),
        )  # fmt: skip
