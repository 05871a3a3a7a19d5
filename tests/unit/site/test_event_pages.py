"""The pages of life events: a death is recorded and withdrawn there, and what failed is tried again."""

from datetime import date
from typing import Any

import pytest

from minzheng.eligibility.facts import DEATH_DATE, work_out
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.events.choices import State
from minzheng.kernel.events.drain import drain
from minzheng.kernel.events.models import EventEffect
from minzheng.monitoring.actions import raise_alerts
from minzheng.monitoring.choices import AlertStatus
from minzheng.monitoring.models import AlertHit
from minzheng.payments.actions import prepare_run
from minzheng.payments.choices import RunStatus
from minzheng.payments.models import Award
from minzheng.registers.models import Household, Person
from tests.unit.site.builders import COUNTY, VILLAGE, a_household, a_person, an_account, an_award
from tests.unit.site.department_files import a_death, take_in
from tests.unit.site.signing_in import signed_in

OCTOBER, TODAY = date(2026, 10, 1), date(2026, 10, 12)

pytestmark = pytest.mark.usefixtures("everything", "in_english")


@pytest.fixture
def home() -> Household:
    household = a_household(head=a_person())
    an_award(household, date(2026, 3, 1))
    return household


def recorded(home: Household) -> Any:
    officer = signed_in(Role.COUNTY_OFFICER, COUNTY)
    told = {"died_on": "2026-09-20", "source": "死亡证明", "reference": "D-1"}
    assert officer.post(f"/people/{home.head_id}/death/", told).status_code == 302
    return officer


def test_the_form_brings_the_reported_date_and_says_that_a_report_changes_nothing(home: Household) -> None:
    take_in("health_deaths", a_death(home.head, "2026-09-20"), month=OCTOBER, on=TODAY)
    work_out(OCTOBER, [DEATH_DATE])
    page = signed_in(Role.TOWNSHIP_CLERK, 522633100000).get(f"/people/{home.head_id}/death/").content.decode()
    assert 'value="2026-09-20"' in page
    assert "仅有报告不产生任何变动" in page
    assert home.head.name not in page  # no purpose was given


def test_the_alert_of_a_death_leads_to_the_form_and_the_household_shows_what_was_overpaid(home: Household) -> None:
    take_in("health_deaths", a_death(home.head, "2026-08-20"), month=OCTOBER, on=TODAY)
    work_out(OCTOBER, [DEATH_DATE])
    raise_alerts(month=OCTOBER, actor=SYSTEM, date=TODAY)
    hit = AlertHit.objects.get()
    an_account(home.head)
    run = prepare_run(month=date(2026, 9, 1), scheme="dibao", division_code=COUNTY, actor=SYSTEM, date=TODAY)
    run.lines.update(hold="")
    run.status = RunStatus.FILED
    run.save()
    officer = signed_in(Role.COUNTY_OFFICER, COUNTY)
    assert f"/people/{home.head_id}/death/" in officer.get(f"/alerts/{hit.pk}/why/").content.decode()
    officer.post(f"/people/{home.head_id}/death/", {"died_on": "2026-08-20", "source": "死亡证明"})
    with in_scope(EVERYTHING):
        drain(TODAY)
        assert AlertHit.objects.get().status == AlertStatus.CONFIRMED
    page = officer.get(f"/households/{home.pk}/").content.decode()
    assert "¥300.00" in page
    assert "2026-09" in page
    assert "不应发放" in page


def test_what_is_wrong_is_said_and_what_was_written_stays(home: Household) -> None:
    clerk = signed_in(Role.TOWNSHIP_CLERK, 522633100000)
    told = {"died_on": "2099-01-01", "source": "死亡证明", "reference": "D-1"}
    for wrong in (told, {**told, "died_on": "no day"}):
        answer = clerk.post(f"/people/{home.head_id}/death/", wrong)
        assert answer.status_code == 400
        assert "请核对日期" in answer.content.decode()
        assert 'value="D-1"' in answer.content.decode()
    with in_scope(EVERYTHING):
        assert Person.objects.get(pk=home.head_id).death_date is None


def test_recorded_carried_out_and_withdrawn(home: Household) -> None:
    officer = recorded(home)
    with in_scope(EVERYTHING):
        drain(TODAY)
        assert Award.objects.get().months.upper == OCTOBER
    page = officer.get(f"/people/{home.head_id}/death/").content.decode()
    assert "已办理" in page
    assert officer.post(f"/people/{home.head_id}/death/", {"withdraw": "1", "reason": ""}).status_code == 400
    officer.post(f"/people/{home.head_id}/death/", {"withdraw": "1", "reason": "同名"})
    with in_scope(EVERYTHING):
        drain(TODAY)
        assert Award.objects.get().months.upper is None


def test_what_failed_is_on_the_list_with_its_remedy_and_tried_again(home: Household) -> None:
    officer = recorded(home)
    with in_scope(EVERYTHING):
        row = EventEffect.objects.get(effect="payments.end_awards")
        EventEffect.objects.filter(pk=row.pk).update(state=State.FAILED, attempts=3, reason="银行系统无应答")
    page = officer.get("/effects/").content.decode()
    assert "银行系统无应答" in page
    assert "已尝试3次" in page
    assert "请暂缓发放该家庭的款项" in page
    officer.post(f"/effects/{row.pk}/again/")
    with in_scope(EVERYTHING):
        assert EventEffect.objects.get(pk=row.pk).state == State.PENDING
    assert signed_in(Role.AUDITOR, COUNTY).post(f"/effects/{row.pk}/again/").status_code == 403


def test_who_may_not_open_them(home: Household) -> None:
    worker = signed_in(Role.VILLAGE_WORKER, VILLAGE)
    assert worker.get(f"/people/{home.head_id}/death/").status_code == 403
    assert worker.get("/effects/").status_code == 403
    elsewhere = signed_in(Role.TOWNSHIP_CLERK, 510104001000)
    assert elsewhere.get(f"/people/{home.head_id}/death/").status_code == 403
