"""What casework does in answer to a life event."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minzheng.casework.actions import issue_task
from minzheng.casework.choices import TaskStatus
from minzheng.casework.models import Case, VisitTask
from minzheng.casework.workflow import close, reopen
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.declare import CLOSED, Effect, registry
from minzheng.payments.queries import award_now
from minzheng.registers.events import BIRTH, DEATH, DISABILITY_CARD, MARRIAGE, MOVE
from minzheng.registers.models import Household
from minzheng.registers.queries import living_in

#: Working days in which somebody goes and sees what changed.
LOOK_WITHIN = 10


def close_what_is_open(event: Any, actor: Actor, on: date) -> dict[str, Any] | None:
    """Close the open cases about the dead; where nobody is left, all cases of the household and its open visit."""
    goes_on = event.household_id is None or living_in(event.household_id, on, without=event.person_id).exists()
    about = Q(person_id=event.person_id)
    tasks = VisitTask.objects.filter(household_id=event.household_id, status=TaskStatus.OPEN)
    if goes_on:
        tasks = tasks.none()
    else:
        about |= Q(household_id=event.household_id)
    cases = Case.objects.select_for_update().filter(about, closed_on=None)
    closed = {"tasks": [task.pk for task in tasks], "cases": {str(case.pk): case.status for case in cases}}
    tasks.update(status=TaskStatus.CLOSED)
    for case in list(cases):
        close(case, actor=actor, on=on)
    return closed if closed["tasks"] or closed["cases"] else None


def open_again(event: Any, result: dict[str, Any], actor: Actor, on: date) -> None:
    """Open again what was closed, unless somebody has begun anew."""
    begun = VisitTask.objects.filter(household_id=event.household_id, status=TaskStatus.OPEN).exists()
    if not begun:
        VisitTask.objects.filter(pk__in=result["tasks"], status=TaskStatus.CLOSED).update(status=TaskStatus.OPEN)
    for number, status in result["cases"].items():
        case = Case.objects.select_for_update().get(pk=int(number))
        same = Case.objects.filter(
            household_id=case.household_id, scheme=case.scheme, person=case.person, closed_on=None
        )
        if case.status == CLOSED.code and not same.exists():
            reopen(case, status, actor=actor, on=on)


def review(event: Any, actor: Actor, on: date) -> None:
    """Send somebody to a household that draws a benefit and has changed: it is decided anew by people."""
    if event.household_id is None or not living_in(event.household_id, on, without=_dead(event)).exists():
        return
    if award_now(event.household_id, on).exists():
        _go(event, "orange", actor, on)


def offer_nursing_subsidy(event: Any, actor: Actor, on: date) -> None:
    """Send somebody to help with asking for the nursing subsidy."""
    if event.household_id is not None:
        _go(event, "yellow", actor, on)


def carry_tasks(event: Any, actor: Actor, on: date) -> None:
    """Open visits and cases go to whoever works where the household lives now."""
    VisitTask.objects.filter(household_id=event.household_id, status=TaskStatus.OPEN).update(
        division_code=event.division_code
    )
    Case.objects.filter(household_id=event.household_id, closed_on=None).update(division_code=event.division_code)


def _go(event: Any, level: str, actor: Actor, on: date) -> None:
    household = Household.objects.get(pk=event.household_id)
    issue_task(household=household, level=level, working_days=LOOK_WITHIN, actor=actor, date=on)


def _dead(event: Any) -> int | None:
    return event.person_id if event.kind == DEATH.code else None


CLOSE_WHAT_IS_OPEN = registry.add(
    Effect(
        code="casework.close_what_is_open",
        label=_("Open visits and cases are closed where nobody is left"),
        events=(DEATH.code,),
        work=close_what_is_open,
        undo=open_again,
        order=30,
        remedy=_("Open the household and close its visits and cases by hand."),
    )
)
REVIEW = registry.add(
    Effect(
        code="casework.review",
        label=_("Somebody goes and sees a household that draws a benefit and has changed"),
        events=(DEATH.code, BIRTH.code, MARRIAGE.code, MOVE.code),
        work=review,
        order=40,
        remedy=_("Send somebody to the household by hand."),
    )
)
OFFER_NURSING_SUBSIDY = registry.add(
    Effect(
        code="casework.offer_nursing_subsidy",
        label=_("Somebody goes and helps to ask for the nursing subsidy"),
        events=(DISABILITY_CARD.code,),
        work=offer_nursing_subsidy,
        when="PROMPT_NURSING_SUBSIDY",
        order=40,
        remedy=_("Send somebody to the household by hand."),
    )
)
CARRY_TASKS = registry.add(
    Effect(
        code="casework.carry_tasks",
        label=_("Open visits and cases go to the new place"),
        events=(MOVE.code,),
        work=carry_tasks,
        order=30,
        remedy=_("Tell the worker of the new place which visits and cases of the household are open."),
    )
)
