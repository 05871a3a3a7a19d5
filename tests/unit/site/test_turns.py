"""Who goes first and who waits; a rule that is wrong too often sends nobody once an officer has confirmed it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from minzheng.casework.models import VisitTask
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.monitoring.actions import issue_tasks, set_standing
from minzheng.monitoring.choices import AlertStatus, Level
from minzheng.monitoring.models import AlertHit, RuleStanding
from minzheng.monitoring.queries import new_alerts
from minzheng.monitoring.turns import Part, sent_in
from minzheng.monitoring.waiting import villages_waiting
from minzheng.registers.models import Household
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, a_person, an_actor
from tests.unit.site.screens import Seat
from tests.unit.site.test_policy_values import a_value, confirmed, proposed

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)


def an_alert(rule: str = "I05", level: str = Level.ORANGE, home: Household | None = None, **more: object) -> AlertHit:
    """A new alert about a household."""
    home = home or a_household(head=a_person(village=VILLAGE))
    return AlertHit.objects.create(
        **{"rule": rule, "level": level, "person": home.head, "household": home, "division_code": home.residence_code,
           "month": OCTOBER, "value": 1, "threshold": 1, "data_date": OCTOBER, **more}
    )  # fmt: skip


@pytest.fixture
def one_visit(everything: None, counted: None) -> None:
    """A county that has set one visit a month, by two people."""
    row = a_value("monitoring.visits_a_month", 1, valid_from=OCTOBER)
    confirmed(proposed(an_actor(Role.COUNTY_OFFICER), row), an_actor(Role.COUNTY_FINANCE))


def sent() -> set[int]:
    return set(VisitTask.objects.values_list("household_id", flat=True))


@pytest.mark.usefixtures("one_visit")
def test_what_a_worker_cannot_do_this_month_stays_in_the_queue() -> None:
    first, second = an_alert(level=Level.YELLOW), an_alert()
    assert issue_tasks(actor=SYSTEM, date=TODAY) == 1
    assert sent() == {second.household_id}
    first.refresh_from_db()
    assert first.status == AlertStatus.NEW
    ((home,),) = [village.households for village in villages_waiting(EVERYTHING, TODAY)]
    assert home.waits
    assert issue_tasks(actor=SYSTEM, date=TODAY) == 0
    assert issue_tasks(actor=SYSTEM, date=date(2026, 11, 2)) == 1


@pytest.mark.usefixtures("one_visit")
def test_a_red_alert_never_waits_and_another_village_has_its_own_visits() -> None:
    reds = [an_alert("E01", Level.RED) for _ in range(3)]
    elsewhere = an_alert(home=a_household(head=a_person(village=OTHER_VILLAGE), village=OTHER_VILLAGE))
    an_alert()
    issue_tasks(actor=SYSTEM, date=TODAY)
    assert sent() == {hit.household_id for hit in (*reds, elsewhere)}


@pytest.mark.usefixtures("one_visit")
def test_a_household_that_somebody_goes_to_already_costs_nothing_more() -> None:
    hit = an_alert()
    issue_tasks(actor=SYSTEM, date=TODAY)
    more = an_alert("I06", home=hit.household)
    issue_tasks(actor=SYSTEM, date=TODAY)
    more.refresh_from_db()
    assert more.status == AlertStatus.ISSUED
    assert sent_in([VILLAGE], TODAY) == {VILLAGE: 1}


@pytest.mark.usefixtures("everything")
def test_the_score_is_the_sum_of_its_parts_and_knows_which_rule_is_right() -> None:
    right, wrong = an_alert("I05"), an_alert("I06")
    for rule, status in (("I05", AlertStatus.CONFIRMED), ("I06", AlertStatus.NO_NEED)):
        for _ in range(2):
            an_alert(rule, status=status)
    (village,) = villages_waiting(EVERYTHING, TODAY)
    assert [home.household.pk for home in village.households] == [right.household_id, wrong.household_id]
    best, worst = (home.score for home in village.households)
    assert best.parts == (Part("I05", 20, 750),)
    assert (best.tenths, worst.tenths) == (150, 50)


@pytest.mark.usefixtures("everything")
def test_a_watched_rule_sends_nobody_and_is_still_counted() -> None:
    hit, officer = an_alert(), an_actor(Role.COUNTY_OFFICER)
    set_standing(rule="I05", division="522633", watch=True, reason="十次九错", actor=officer, date=TODAY)
    assert not new_alerts().exists()
    assert issue_tasks(actor=SYSTEM, date=TODAY) == 0
    hit.refresh_from_db()
    assert hit.status == AlertStatus.NEW
    set_standing(rule="I05", division="522633", watch=False, reason="数据改好了", actor=officer, date=TODAY)
    assert issue_tasks(actor=SYSTEM, date=TODAY) == 1


@pytest.mark.usefixtures("everything", "in_english")
def test_a_standing_needs_a_reason_a_change_and_the_own_county() -> None:
    officer = an_actor(Role.COUNTY_OFFICER)
    for division, watch, reason, words in (
        ("522633", True, " ", "reason"), ("522633", False, "x", "already"), ("520111", True, "x", "not yours"),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match=words):
            set_standing(rule="I05", division=division, watch=watch, reason=reason, actor=officer, date=TODAY)
    set_standing(rule="I05", division="522633", watch=True, reason="x", actor=officer, date=TODAY)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        RuleStanding.objects.update(watched=False)


def test_an_officer_confirms_on_screen_what_the_figures_propose(db: None) -> None:
    with in_scope(EVERYTHING):
        for _ in range(20):
            an_alert("I05", status=AlertStatus.NO_NEED)
    officer = Seat(Role.COUNTY_OFFICER)
    assert "proposed: watch only" in officer.get("/alert-rules/")
    assert "Wrong too often for certain" in officer.get("/alert-rules/I05/")
    page = officer.post("/alert-rules/I05/standing/", watch="1", reason="二十次全错")
    assert "watched only" in page
    assert RuleStanding.objects.get().figures == {"alerts": 20, "looked_at": 20, "confirmed": 0}
    assert "watched only" in officer.get("/alert-rules/")
    Seat(Role.TOWNSHIP_CLERK, 522633100).post("/alert-rules/I05/standing/", 403, watch="1", reason="x")
