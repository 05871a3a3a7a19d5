"""From the queue of new alerts to the doors of the villages: many at once, in one's own places, with the load shown."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minzheng.casework.actions import in_working_days, issue_due_visits
from minzheng.casework.choices import TaskStatus
from minzheng.casework.models import VisitTask
from minzheng.kernel import clock
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.duties.models import DueDuty
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.waiting import villages_waiting
from minzheng.registers.models import Household, VillagePoint
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household
from tests.unit.site.screens import TODAY, Seat

MONTH = date(2026, 10, 1)


def an_alert(home: Household, level: str = "red", rule: str = "E01", value: int = 700000) -> AlertHit:
    """A new alert about a household's head."""
    return AlertHit.objects.create(
        rule=rule, level=level, person=home.head, household=home, division_code=home.residence_code, month=MONTH,
        value=value, threshold=500000, data_date=date(2026, 10, 3),
    )  # fmt: skip


@pytest.fixture
def homes(db: None) -> list[Household]:
    """Two households with new alerts in one village, one in another."""
    with in_scope(EVERYTHING):
        found = [a_household(village=village) for village in (VILLAGE, VILLAGE, OTHER_VILLAGE)]
        for home in found:
            an_alert(home)
        an_alert(found[0], "yellow", "E03")
        VillagePoint.objects.create(code=VILLAGE, longitude=108.9, latitude=25.75, is_made_up=True)
    return found


def open_doors() -> list[int]:
    with in_scope(EVERYTHING):
        return list(VisitTask.objects.filter(status=TaskStatus.OPEN).order_by("id").values_list("household", flat=True))


def test_the_queue_shows_villages_their_worker_and_load(homes: list[Household]) -> None:
    worker = Seat(Role.VILLAGE_WORKER, VILLAGE)
    officer = Seat(Role.COUNTY_OFFICER)
    officer.post("/dispatch/", household=homes[1].pk)
    page = officer.get("/dispatch/")
    assert worker.user.name in page
    assert "no worker" in page  # nobody holds a post over the other village
    assert "1 door open" in page
    assert page.count('data-village="') == 1  # only one village has a place on the map
    assert re.search(r'<path class="county" d="M', page)
    with in_scope(EVERYTHING):
        waiting = {village.code: village for village in villages_waiting(EVERYTHING, TODAY)}
    assert {code: (village.alerts, village.level) for code, village in waiting.items()} == {
        VILLAGE: (2, "red"), OTHER_VILLAGE: (1, "red"),
    }  # fmt: skip


def test_a_whole_village_goes_out_once_a_household_with_one_entry_on_record(homes: list[Household]) -> None:
    page = Seat(Role.COUNTY_OFFICER).post("/dispatch/", village=VILLAGE)
    assert "Sent out." in page
    assert open_doors() == [homes[0].pk, homes[1].pk]
    with in_scope(EVERYTHING):
        assert AlertHit.objects.filter(status=AlertStatus.ISSUED, task__isnull=False).count() == 3
        assert AuditEntry.objects.filter(verb="issue_alerts").count() == 1
        assert {task.due_on for task in VisitTask.objects.all()} == {in_working_days(clock.today(), 5)}


def test_nothing_is_sent_twice_or_without_a_choice(homes: list[Household]) -> None:
    officer = Seat(Role.COUNTY_OFFICER)
    officer.post("/dispatch/", village=VILLAGE)
    assert "Nobody was sent" in officer.post("/dispatch/", village=VILLAGE)
    assert "Nobody was sent" in officer.post("/dispatch/")
    assert "Nobody was sent" in officer.post("/dispatch/", village="x", household="9" * 40)
    assert len(open_doors()) == 2


def test_only_the_own_places_are_seen_and_sent(homes: list[Household]) -> None:
    clerk = Seat(Role.TOWNSHIP_CLERK, OTHER_VILLAGE // 1000 * 1000)
    assert f'value="{VILLAGE}"' not in clerk.get("/dispatch/")
    clerk.post("/dispatch/", village=VILLAGE, household=[homes[0].pk, homes[2].pk])
    assert open_doors() == [homes[2].pk]
    Seat(Role.VILLAGE_WORKER, VILLAGE).post("/dispatch/", 403, village=VILLAGE)
    Seat(Role.AUDITOR).get("/dispatch/", 403)


def test_an_empty_queue_says_where_alerts_come_from(db: None) -> None:
    assert "No new alert waits" in Seat(Role.COUNTY_OFFICER).get("/dispatch/")


@pytest.mark.parametrize("number", [1, 6])
def test_the_queue_asks_the_same_however_long(db: None, number: int) -> None:
    with in_scope(EVERYTHING):
        for _ in range(number):
            an_alert(a_household())
    with in_scope(EVERYTHING), CaptureQueriesContext(connection) as asked:
        villages_waiting(Scope.of(522633), TODAY)
    assert len(asked) == 9


def test_a_visit_that_comes_again_is_a_door_until_its_days_of_grace_end(db: None) -> None:
    with in_scope(EVERYTHING):
        home = a_household()
        DueDuty.objects.create(
            duty="casework.visit_dibao", subject_id=home.pk, household_id=home.pk, division_code=VILLAGE,
            since=date(2026, 7, 20), due_on=date(2026, 10, 20), overdue_from=date(2026, 11, 5),
        )  # fmt: skip
        assert issue_due_visits(until=TODAY, actor=SYSTEM, date=TODAY) == 0
        assert issue_due_visits(until=TODAY + timedelta(days=30), actor=SYSTEM, date=TODAY) == 1
        assert issue_due_visits(until=TODAY + timedelta(days=30), actor=SYSTEM, date=TODAY) == 1
        assert [task.due_on for task in VisitTask.objects.all()] == [date(2026, 11, 4)]
