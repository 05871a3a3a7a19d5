"""What somebody tells of a household is an alert at once, in the same queue, and no news a month later."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from config.cycle import facts
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.monitoring.actions import issue_tasks, raise_alerts, take_tip
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit, Tip
from minzheng.registers.models import Household
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, a_person, an_actor
from tests.unit.site.screens import Seat

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)


@pytest.fixture
def home(db: None) -> Household:
    with in_scope(EVERYTHING):
        return a_household(head=a_person())


def told(home: Household, day: date = TODAY, words: str = "老人独居，断粮") -> AlertHit:
    clerk = an_actor(Role.TOWNSHIP_CLERK)
    return take_tip(
        household=home, person_id=home.head_id, source="hotline", words=words, actor=clerk, date=day
    )  # fmt: skip


def test_a_tip_is_an_alert_that_sends_somebody(home: Household) -> None:
    with in_scope(EVERYTHING):
        hit = told(home)
        assert (hit.rule, hit.status, hit.threshold, hit.shown_value) == ("T01", AlertStatus.NEW, 60, "2026-10-12")
        assert issue_tasks(actor=SYSTEM, date=TODAY) == 1


def test_the_monthly_run_raises_it_no_second_time(home: Household) -> None:
    with in_scope(EVERYTHING):
        told(home)
        for month, on in ((OCTOBER, date(2026, 11, 12)), (date(2026, 11, 1), date(2026, 12, 12))):
            facts(month)
            assert raise_alerts(month=month, actor=SYSTEM, date=on) == 0


@pytest.mark.parametrize(
    ("status", "then"),
    [(AlertStatus.NO_NEED, AlertStatus.NEW), (AlertStatus.ISSUED, AlertStatus.ISSUED)],
)
def test_a_second_tip_of_the_month_makes_it_wait_anew_unless_somebody_goes(
    home: Household, status: AlertStatus, then: AlertStatus
) -> None:
    with in_scope(EVERYTHING):
        AlertHit.objects.filter(pk=told(home).pk).update(status=status)
        told(home, date(2026, 10, 20), "又有人反映")
        assert AlertHit.objects.get().status == then
        assert Tip.objects.count() == 2


@pytest.mark.usefixtures("in_english")
def test_a_tip_needs_words_a_way_and_somebody_of_the_household(home: Household) -> None:
    clerk = an_actor(Role.TOWNSHIP_CLERK)
    with in_scope(EVERYTHING):
        stranger = a_person()
        for person, source, words, said in (
            (home.head_id, "hotline", " ", "what was told"), (home.head_id, "rumour", "x", "how it came"),
            (stranger.pk, "hotline", "x", "of this household"),
        ):  # fmt: skip
            with pytest.raises(ValidationError, match=said):
                take_tip(household=home, person_id=person, source=source, words=words, actor=clerk, date=TODAY)
        told(home)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Tip.objects.update(words="x")


def test_a_village_worker_writes_it_down_on_screen_and_another_village_cannot(home: Household) -> None:
    worker, page = Seat(Role.VILLAGE_WORKER, VILLAGE), f"/households/{home.pk}/tip/"
    assert page in worker.get(f"/households/{home.pk}/")
    assert "Write what was told" in worker.post(page, 422, source="worker", person=home.head_id, words="")
    assert "A tip about hardship" in worker.post(page, source="worker", person=home.head_id, words="灶台是冷的")
    assert "灶台是冷的" in worker.get(page)
    with in_scope(EVERYTHING):
        hit = AlertHit.objects.get()
    assert "灶台是冷的" in worker.get(f"/alerts/{hit.pk}/why/")
    Seat(Role.VILLAGE_WORKER, OTHER_VILLAGE).get(page, 403)
    assert page not in Seat(Role.COUNTY_INSPECTOR).get(f"/households/{home.pk}/")
