"""Trying a threshold on the months on file: the same alerts as were raised, and those that a change would raise."""

import re
from datetime import date

import pytest

from config.cycle import facts
from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import VisitTask
from minzheng.eligibility.models import ValueProposal
from minzheng.exchange.actions import receive_file
from minzheng.exchange.linking import link_records
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.declare import registry
from minzheng.kernel.jobs.queue import run_job
from minzheng.monitoring.actions import issue_tasks, raise_alerts
from minzheng.monitoring.alerts import HIGH_MEDICAL_COST
from minzheng.monitoring.backtest import BackTest, Change, back_test
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.precision import rule_records, wilson
from minzheng.monitoring.visits import finish_visit
from minzheng.registers.models import Household
from tests.unit.site.builders import VILLAGE, a_household, a_person, an_actor, findings
from tests.unit.site.screens import Seat
from tests.unit.site.test_receiving import FEED, bill, csv

SEPTEMBER, OCTOBER, TODAY = date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 12)
LINE = "monitoring.high_medical_cost"


def trial(value: int | None, county: str = "522633") -> BackTest:
    return back_test(Change(HIGH_MEDICAL_COST, LINE, county, value), TODAY)


def october(*rows: list[str], month: date = OCTOBER) -> None:
    """Take the rows in as a month's file, work every fact out, raise the alerts and send somebody."""
    actor = an_actor(Role.DATA_OFFICER)
    receive_file(feed=FEED, month=month, file_name="f.csv", content=csv(list(rows)), actor=actor, date=TODAY)
    link_records()
    facts(month)
    raise_alerts(month=month, actor=SYSTEM, date=TODAY)
    issue_tasks(actor=SYSTEM, date=TODAY)


def paid(*amounts: int) -> list[Household]:
    """Households of one person each, of whom somebody paid so many yuan in October."""
    people = [a_person(name=f"吴老{n}") for n, _amount in enumerate(amounts)]
    homes = [a_household(head=person) for person in people]
    october(*(bill(p, f"A{p.pk}", paid=f"{amount}.00") for p, amount in zip(people, amounts, strict=True)))
    return homes


def visit(home: Household, verdict: VisitVerdict) -> None:
    finish_visit(
        task=VisitTask.objects.get(household=home), verdict=verdict, findings=findings(home.head), second_surveyor="",
        person_present="", consent_to_check=False, note="", actor=an_actor(Role.VILLAGE_WORKER, VILLAGE), date=TODAY,
    )  # fmt: skip


@pytest.mark.usefixtures("everything")
def test_as_it_is_a_trial_finds_what_was_raised() -> None:
    paid(3000, 6000, 9000)
    same = trial(500000)
    assert {h.person_id for h in same.now.homes.values()} == set(AlertHit.objects.values_list("person_id", flat=True))
    assert (same.now.alerts, same.then.alerts, same.found, same.lost) == (2, 2, [], [])


@pytest.mark.usefixtures("everything")
def test_a_lower_line_finds_more_and_tells_where_somebody_has_to_go() -> None:
    low, _middle, _high = paid(3000, 6000, 9000)
    lower = trial(300000)
    assert [hit.household_id for hit in lower.found] == [low.pk]
    assert (lower.then.trips, lower.by_township()) == (3, [(522633100000, 2, 3)])
    assert lower.lost == []


@pytest.mark.usefixtures("everything")
def test_a_higher_line_tells_whom_it_would_have_missed() -> None:
    helped, idle, _high = paid(6000, 7000, 9000)
    visit(helped, VisitVerdict.NEEDS_REFERRAL)
    visit(idle, VisitVerdict.NO_NEED)
    higher = trial(800000)
    assert ({hit.household_id for hit in higher.lost}, higher.missed) == ({helped.pk, idle.pk}, 1)
    assert (higher.now.known, higher.now.confirmed, higher.then.known) == (2, 1, 0)
    figures = higher.as_json()
    assert (figures["lost"], figures["missed"], figures["months"]) == (2, 1, ["2026-10"])


@pytest.mark.usefixtures("everything")
def test_without_the_rule_everybody_is_lost_and_another_county_is_left_alone() -> None:
    paid(6000)
    assert len(trial(None).lost) == 1
    assert trial(9999900, county="520111").now.alerts == 0


@pytest.mark.usefixtures("everything")
def test_each_side_remembers_what_it_showed_the_month_before() -> None:
    """With a line of 3,000 the first month shows 4,000, so that 5,900 is no news; as it is, 5,900 is the first sign."""
    person = a_person()
    a_household(head=person)
    october(bill(person, "A1", "2026-09-03", paid="4000.00"), month=SEPTEMBER)
    october(bill(person, "A2", paid="1900.00"))
    both = trial(300000)
    assert [(side.alerts, next(iter(side.homes.values())).month) for side in (both.now, both.then)] == [
        (1, OCTOBER), (1, SEPTEMBER),
    ]  # fmt: skip


@pytest.mark.usefixtures("everything")
def test_a_trial_writes_nothing() -> None:
    paid(3000, 6000)
    before = AlertHit.objects.count()
    trial(100000)
    assert AlertHit.objects.count() == before


@pytest.mark.parametrize(
    ("right", "tried", "between"), [(0, 0, None), (0, 10, (0, 278)), (5, 10, (237, 763)), (10, 10, (722, 1000))]
)
def test_the_interval_of_a_share(right: int, tried: int, between: tuple[int, int] | None) -> None:
    """Against the table of Wilson intervals in Brown, Cai and DasGupta 2001, Statistical Science 16, 101-133."""
    assert wilson(right, tried) == between


@pytest.mark.usefixtures("everything")
def test_what_became_of_a_rules_alerts_is_counted() -> None:
    helped, idle, _waits = paid(6000, 7000, 9000)
    visit(helped, VisitVerdict.NEEDS_REFERRAL)
    visit(idle, VisitVerdict.WRONG_DATA)
    record = next(r for r in rule_records(EVERYTHING, OCTOBER) if r.alert.code == "E01")
    assert (record.alerts, record.confirmed, record.wrong, record.waiting) == (3, 1, 1, 1)
    assert (record.right, record.visits_per_help) == (500, 20)
    assert not record.is_weak(900, 3)
    assert record.is_weak(960, 2)


def test_a_value_is_tried_on_screen_and_put_before_a_second_person(db: None) -> None:
    with in_scope(EVERYTHING):
        home = paid(3000, 6000)[0]
    officer = Seat(Role.COUNTY_OFFICER)
    page = officer.get("/alert-rules/E01/", value="3000")
    assert f"/households/{home.pk}/" in page
    assert "Households newly found" in page
    form = {"key": LINE, "value": "3000", "valid_from": "2026-11-01", "issued_on": "2026-10-01", "title": "通知",
            "number": "从民〔2026〕1号", "reason": "多发现困难家庭"}  # fmt: skip
    page = officer.post("/alert-rules/E01/propose/", **form)
    assert "With the change" in page
    with in_scope(EVERYTHING):
        kept = ValueProposal.objects.get()
    assert (kept.key, kept.written, kept.estimate["back_test"]["found"]) == (LINE, 3000, 1)
    assert "give a date" in officer.post("/alert-rules/E01/propose/", 422, **{**form, "valid_from": ""})


def test_a_large_trial_is_the_workers_and_its_result_is_shown_and_kept(db: None, monkeypatch) -> None:
    monkeypatch.setattr("minzheng.web.desk.rule_views.MANY", -1)
    with in_scope(EVERYTHING):
        home = paid(3000, 6000)[0]
    officer = Seat(Role.COUNTY_OFFICER)
    waiting = officer.get("/alert-rules/E01/", value="3000")
    number = re.search(r"job=(\d+)", waiting)
    assert number
    assert "The page goes on by itself" in waiting
    run_job.call(int(number[1]))
    page = officer.get("/alert-rules/E01/", value="3000", job=number[1])
    assert f"/households/{home.pk}/" in page
    assert f'name="job" value="{number[1]}"' in page
    other = Seat(Role.COUNTY_OFFICER).get("/alert-rules/E01/", value="3000", job=number[1])
    assert f"/households/{home.pk}/" not in other, "another's job"


def test_what_is_no_number_is_told_beside_the_field(db: None) -> None:
    officer = Seat(Role.COUNTY_OFFICER)
    assert 'class="error"' in officer.get("/alert-rules/E01/", value="viel")
    assert 'class="error"' not in officer.get("/alert-rules/E01/", value="3000")
    officer.get("/alert-rules/X99/", 403)
    Seat(Role.VILLAGE_WORKER, VILLAGE).get("/alert-rules/", 403)


@pytest.mark.parametrize("code", [alert.code for alert in registry.alerts])
def test_every_rule_has_a_page_and_can_be_tried(db: None, code: str) -> None:
    assert "With the change" in Seat(Role.COUNTY_OFFICER).get(f"/alert-rules/{code}/", value="7")
