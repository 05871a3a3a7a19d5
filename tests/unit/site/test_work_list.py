"""The work list over all kinds of work, narrowed by chips; what changed beside it."""

import re
from datetime import date, timedelta

import pytest

from minzheng.casework.actions import issue_task
from minzheng.casework.choices import VisitVerdict
from minzheng.kernel import clock
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.declare import registry
from minzheng.kernel.duties.models import DueDuty
from minzheng.monitoring.visits import finish_visit
from tests.unit.site.builders import VILLAGE, a_household, a_person, an_actor, findings
from tests.unit.site.screens import Seat
from tests.unit.site.test_sending_out import an_alert


@pytest.fixture
def work(db: None) -> None:
    """A door that should have been seen, an overdue duty, a new alert."""
    today = clock.today()
    with in_scope(EVERYTHING):
        issue_task(household=a_household(), level="red", working_days=2, actor=SYSTEM, date=today - timedelta(days=40))
        home = a_household()
        DueDuty.objects.create(
            duty="dibao.recheck", subject_id=home.pk, household_id=home.pk, division_code=VILLAGE,
            since=today - timedelta(days=400), due_on=today - timedelta(days=35), overdue_from=today,
        )  # fmt: skip
        an_alert(a_household())


def chips(page: str) -> dict[str, int]:
    """The chips of a work list with their numbers."""
    found = re.findall(r'<a class="chip[^>]*>([^<]+?) <span class="fig">(\d+)</span></a>', page)
    return {label: int(number) for label, number in found}


def test_an_officer_sees_what_is_late_and_what_is_new(work: None) -> None:
    officer = Seat(Role.COUNTY_OFFICER)
    page = officer.get("/work/")
    awaited = sum(feed.months > 0 for feed in registry.feeds)  # the others come only where they are asked for
    assert chips(page) == {
        "All": 3 + awaited, "Visits": 1, "New alerts": 1, "Duties": 1, "Department data": awaited,
    }  # fmt: skip
    narrowed = officer.get("/work/", kind="duty")
    assert "Re-check of the minimum living allowance" in narrowed
    assert "Send out</a>" not in narrowed
    assert officer.get("/work/", kind="no-such-kind").count("data-act") == chips(page)["All"]


def test_a_clerk_works_and_an_overseer_looks(work: None) -> None:
    assert chips(Seat(Role.TOWNSHIP_CLERK).get("/work/")) == {"All": 3, "Visits": 1, "New alerts": 1, "Duties": 1}
    leader = Seat(Role.BUREAU_LEADER).get("/work/")
    assert chips(leader) == {"All": 2, "Visits": 1, "Duties": 1}
    assert "/tasks/" not in leader


def test_a_village_worker_sees_doors_alone(work: None) -> None:
    doors = Seat(Role.VILLAGE_WORKER, VILLAGE).get("/work/")
    assert doors.count('class="door"') == 1


def test_what_changed_since_yesterday_is_marked(db: None) -> None:
    officer = Seat(Role.COUNTY_OFFICER)
    assert "Nothing has changed in your places within a week." in officer.get("/work/")
    with in_scope(EVERYTHING):
        person = a_person()
        task = issue_task(
            household=a_household(head=person), level="red", working_days=9, actor=SYSTEM, date=clock.today()
        )
        finish_visit(
            task=task, verdict=VisitVerdict.NO_NEED, findings=findings(person), second_surveyor="", person_present="",
            consent_to_check=False, note="", actor=an_actor(Role.VILLAGE_WORKER, VILLAGE), date=clock.today(),
        )  # fmt: skip
    page = officer.get("/work/")
    assert re.search(rf'<li class="new"><time>{clock.today():%Y-%m-%d}</time>', page)
    assert "household was visited: true, but no need of help" in page


def test_a_household_at_a_glance(db: None) -> None:
    with in_scope(EVERYTHING):
        old, child = a_person(birth=date(1941, 1, 1)), a_person(birth=date(clock.today().year - 9, 1, 1))
        home = a_household(("grandchild", child), head=old)
        task = issue_task(household=home, level="red", working_days=5, actor=SYSTEM, date=clock.today())
    page = Seat(Role.COUNTY_OFFICER).get(f"/households/{home.pk}/")
    members = page.partition('class="members"')[2].partition("</div>")[0]
    assert f"{old.age_on(clock.today())} years" in members
    assert f"{child.age_on(clock.today())} years" in members
    assert str(task.due_on) in page
