"""From bills to a door: facts with their dates, alerts once, one visit for all reasons, verdicts that answer them."""

from datetime import date

import pytest

from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import VisitTask
from minzheng.eligibility.facts import SELF_PAID_MEDICAL, window, work_out
from minzheng.eligibility.models import FactValue
from minzheng.exchange.actions import receive_file
from minzheng.exchange.linking import link_records
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.monitoring.actions import issue_tasks, raise_alerts
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.monitoring.visits import finish_visit
from tests.unit.site.builders import VILLAGE, a_household, a_person, an_actor, findings
from tests.unit.site.test_receiving import FEED, bill, csv

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)

pytestmark = pytest.mark.usefixtures("everything")


def october(*rows: list[str], month: date = OCTOBER) -> None:
    """Take the rows in as a month's file and run the machine's part up to the visits."""
    actor = an_actor(Role.DATA_OFFICER)
    receive_file(feed=FEED, month=month, file_name="f.csv", content=csv(list(rows)), actor=actor, date=TODAY)
    link_records()
    work_out(month, [SELF_PAID_MEDICAL])
    raise_alerts(month=month, actor=SYSTEM, date=TODAY)
    issue_tasks(actor=SYSTEM, date=TODAY)


def test_a_window_of_twelve_months_ends_with_the_month() -> None:
    assert window(SELF_PAID_MEDICAL, SELF_PAID_MEDICAL.how, OCTOBER) == (date(2025, 10, 31), date(2026, 10, 31))


def test_the_fact_counts_twelve_months_nets_reversals_and_leaves_out_other_names() -> None:
    person = a_person()
    a_household(head=person)
    reversal = bill(person, "A2", paid="-1000.00")
    reversal[3] = "-9000.00"
    old = bill(person, "A9", "2025-10-31", paid="7000.00")
    october(bill(person, "A1"), bill(person, "A2", paid="1000.00"), reversal, old, bill(person, "A3", name="石老三"))
    value = FactValue.objects.get()
    assert (value.value, value.records, value.data_date) == (300000, 3, date(2026, 10, 3))


def test_the_line_of_the_county_is_reached_not_nearly_reached() -> None:
    below, at = a_person(name="吴老大"), a_person(name="吴老二")
    a_household(head=below)
    a_household(head=at)
    october(bill(below, "A1", paid="4999.99"), bill(at, "A2", paid="5000.00"))
    hit = AlertHit.objects.get()
    assert (hit.person_id, hit.value, hit.threshold, hit.status) == (at.pk, 500000, 500000, AlertStatus.ISSUED)


def test_two_reasons_in_one_household_are_one_visit() -> None:
    wife, husband = a_person(), a_person(name="吴老大")
    a_household(("spouse", wife), head=husband)
    october(bill(wife, "A1", paid="6000.00"), bill(husband, "A2", paid="8000.00"))
    assert VisitTask.objects.count() == 1
    assert VisitTask.objects.get().alerts.count() == 2


def test_run_again_nothing_is_raised_or_issued_twice() -> None:
    person = a_person()
    a_household(head=person)
    rows = [bill(person, paid="6000.00")]
    october(*rows)
    october(*rows)
    assert (AlertHit.objects.count(), VisitTask.objects.count(), FactValue.objects.count()) == (1, 1, 1)


def test_the_next_month_is_no_news_unless_the_costs_grew_by_half() -> None:
    person = a_person()
    a_household(head=person)
    october(bill(person, "A1", "2026-09-03", paid="6000.00"), month=date(2026, 9, 1))
    october(bill(person, "A2", paid="2999.99"))
    assert AlertHit.objects.count() == 1
    october(bill(person, "A3", "2026-11-03", paid="100.00"), month=date(2026, 11, 1))
    assert AlertHit.objects.filter(month=date(2026, 11, 1)).exists()


def test_the_dead_and_those_without_a_household_raise_nothing() -> None:
    dead, alone = a_person(death_date=date(2026, 10, 5)), a_person(name="吴老二")
    a_household(head=dead)
    october(bill(dead, "A1", paid="9000.00"), bill(alone, "A2", paid="9000.00"))
    assert not AlertHit.objects.exists()


@pytest.mark.parametrize(
    ("verdict", "status"),
    [(VisitVerdict.NO_NEED, AlertStatus.NO_NEED), (VisitVerdict.WRONG_DATA, AlertStatus.WRONG),
     (VisitVerdict.NOT_FOUND, AlertStatus.NEW),
     (VisitVerdict.NEEDS_REFERRAL, AlertStatus.CONFIRMED)],
)  # fmt: skip
def test_what_was_found_answers_the_alert(verdict: VisitVerdict, status: AlertStatus) -> None:
    person = a_person()
    a_household(head=person)
    october(bill(person, paid="6000.00"))
    finish_visit(
        task=VisitTask.objects.get(), verdict=verdict, findings=findings(person), second_surveyor="",
        person_present="", consent_to_check=False, note="", actor=an_actor(Role.VILLAGE_WORKER, VILLAGE), date=TODAY,
    )  # fmt: skip
    assert AlertHit.objects.get().status == status
