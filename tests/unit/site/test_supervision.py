"""Visits from above: counted by township, sent back, given to another worker, late for township and county."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.casework.actions import reassign_visit
from minzheng.casework.choices import TaskStatus, VisitVerdict
from minzheng.casework.models import TaskStep, Visit, VisitTask
from minzheng.casework.supervision import TownshipMonth, supervision
from minzheng.kernel import clock
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.monitoring.actions import issue_tasks
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.visits import finish_visit, send_back
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, a_person, an_actor, findings
from tests.unit.site.screens import Seat
from tests.unit.site.test_turns import an_alert

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)


def sent(day: date = TODAY) -> VisitTask:
    """An open visit for a new alert."""
    hit = an_alert("E01", "red")
    issue_tasks(actor=SYSTEM, date=day)
    return VisitTask.objects.get(household=hit.household_id, status=TaskStatus.OPEN)


def visited(task: VisitTask, verdict: VisitVerdict = VisitVerdict.NO_NEED, day: date = TODAY) -> Visit:
    worker = an_actor(Role.VILLAGE_WORKER, VILLAGE)
    return finish_visit(
        task=task, verdict=verdict, findings=findings(task.household.head), second_surveyor="石二",
        person_present="", consent_to_check=True, note="", actor=worker, date=day,
    )  # fmt: skip


@pytest.mark.usefixtures("everything")
def test_a_month_of_a_township_is_counted() -> None:
    visited(sent())
    visited(sent(), VisitVerdict.NEEDS_SCHEME)
    visited(sent(), day=TODAY + timedelta(days=30))
    sent()
    assert supervision(EVERYTHING, OCTOBER, date(2026, 10, 13)) == [
        TownshipMonth(VILLAGE // 1000 * 1000, to_check=4, checked=3, handled=2, enrolled=0, late=1, returned=0,
                      reassigned=0)
    ]  # fmt: skip
    assert supervision(EVERYTHING, OCTOBER, date(2026, 11, 13))[0].late == 2
    assert supervision(Scope.of(OTHER_VILLAGE), OCTOBER, TODAY) == []
    with CaptureQueriesContext(connection) as asked:
        supervision(EVERYTHING, OCTOBER, TODAY)
    assert len(asked) == 1


@pytest.mark.usefixtures("everything")
def test_a_report_sent_back_is_asked_for_again_of_the_same_worker_and_its_alerts_wait() -> None:
    visit, clerk = visited(sent()), an_actor(Role.TOWNSHIP_CLERK)
    again = send_back(visit=visit, reason="没有写收入", actor=clerk, date=TODAY)
    assert (again.status, again.worker_id) == (TaskStatus.OPEN, visit.visited_by_id)
    assert AlertHit.objects.get().status == AlertStatus.ISSUED
    assert supervision(EVERYTHING, OCTOBER, TODAY)[0].returned == 1
    second = visited(again, VisitVerdict.NEEDS_REFERRAL)
    assert AlertHit.objects.get().status == AlertStatus.CONFIRMED
    assert second.pk != visit.pk


@pytest.mark.usefixtures("everything", "in_english")
def test_a_report_is_not_sent_back_without_a_reason_or_after_a_case_or_twice() -> None:
    clerk, visit = an_actor(Role.TOWNSHIP_CLERK), visited(sent())
    in_need = visited(sent(), VisitVerdict.NEEDS_SCHEME)
    for one, reason, words in ((visit, " ", "what is missing"), (in_need, "x", "Return the case")):
        with pytest.raises(ValidationError, match=words):
            send_back(visit=one, reason=reason, actor=clerk, date=TODAY)
    send_back(visit=visit, reason="x", actor=clerk, date=TODAY)
    with pytest.raises(ValidationError, match="already"):
        send_back(visit=visit, reason="x", actor=clerk, date=TODAY)


@pytest.mark.usefixtures("in_english")
def test_a_visit_goes_to_another_worker_of_the_village_and_leaves_the_others_lists(db: None) -> None:
    first, second, elsewhere = (Seat(Role.VILLAGE_WORKER, place) for place in (VILLAGE, VILLAGE, OTHER_VILLAGE))
    with in_scope(EVERYTHING):
        task = sent(clock.today())
        clerk = an_actor(Role.TOWNSHIP_CLERK)
        for worker, reason, words in (
            (elsewhere.user.pk, "x", "works for this village"), (second.user.pk, "", "reason"),
        ):  # fmt: skip
            with pytest.raises(ValidationError, match=words):
                reassign_visit(task=task, worker=worker, reason=reason, actor=clerk, date=TODAY)
        reassign_visit(task=task, worker=second.user.pk, reason="病假", actor=clerk, date=TODAY)
        assert TaskStep.objects.get().kind == TaskStep.Kind.REASSIGNED
    door = f"/tasks/{task.pk}/"
    assert door in second.get("/work/")
    assert door in Seat(Role.TOWNSHIP_CLERK, VILLAGE // 1000).get("/work/")
    assert door not in first.get("/work/")


@pytest.mark.parametrize(("days_late", "county"), [(1, False), (3, False), (4, True)])
def test_a_late_visit_is_the_townships_first_and_the_countys_later(db: None, days_late: int, county: bool) -> None:
    today = clock.today()
    with in_scope(EVERYTHING):
        home = a_household(head=a_person())
        VisitTask.objects.create(
            household=home,
            division_code=VILLAGE,
            level="red",
            issued_on=today,
            due_on=today - timedelta(days=days_late),
        )
    page = f"/households/{home.pk}/"
    assert (page in Seat(Role.COUNTY_OFFICER).get("/work/")) is county
    clerk = Seat(Role.TOWNSHIP_CLERK, VILLAGE // 1000)
    assert page in clerk.get("/supervision/")
    assert "late" in clerk.get("/work/")
    assert page not in Seat(Role.TOWNSHIP_CLERK, OTHER_VILLAGE // 1000).get("/supervision/")


def test_it_is_done_on_screen(db: None) -> None:
    worker = Seat(Role.VILLAGE_WORKER, VILLAGE)
    with in_scope(EVERYTHING):
        visit = visited(sent())
        task = sent(date(2026, 1, 5))
    clerk = Seat(Role.TOWNSHIP_CLERK, VILLAGE // 1000)
    assert "Send the report back" in clerk.get(f"/visits/{visit.pk}/")
    page = clerk.post(f"/visits/{visit.pk}/send-back/", reason="没有照片")
    assert "sent the report back" in page
    assert "Send the report back" not in page
    page = clerk.post(f"/supervision/{task.pk}/reassign/", worker=worker.user.pk, reason="顺路")
    assert "Reassigned." in page
    assert worker.user.name in page
    worker.post(f"/supervision/{task.pk}/reassign/", 403, worker=worker.user.pk, reason="x")
    other = Seat(Role.TOWNSHIP_CLERK, OTHER_VILLAGE // 1000)
    other.post(f"/supervision/{task.pk}/reassign/", 403, worker=worker.user.pk, reason="x")
    other.post(f"/visits/{visit.pk}/send-back/", 403, reason="x")
