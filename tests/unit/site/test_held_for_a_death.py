"""A reported death holds the line of a dead payee and of nobody else, until a person has looked."""

from datetime import date

import pytest

from minzheng.casework.choices import VisitVerdict
from minzheng.casework.models import VisitTask
from minzheng.eligibility.facts import DEATH_DATE, work_out
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import in_scope
from minzheng.monitoring.actions import issue_tasks, raise_alerts
from minzheng.monitoring.visits import finish_visit
from minzheng.payments.actions import prepare_run
from minzheng.payments.models import Line
from minzheng.registers.models import Household, Person
from tests.unit.site.builders import (
    COUNTY,
    VILLAGE,
    a_household,
    a_person,
    an_account,
    an_actor,
    an_award,
    findings,
)
from tests.unit.site.department_files import a_death, take_in

OCTOBER, NOVEMBER, TODAY = date(2026, 10, 1), date(2026, 11, 1), date(2026, 10, 12)

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def spouse() -> Person:
    return a_person(name="吴老大")


@pytest.fixture
def home(spouse: Person) -> Household:
    household = a_household(("spouse", spouse), head=a_person())
    an_account(household.head)
    an_award(household, date(2026, 3, 1))
    return household


def reported(*rows: str, month: date = OCTOBER) -> None:
    take_in("health_deaths", *rows, month=month, on=TODAY)
    work_out(month, [DEATH_DATE])


def hold(month: date = OCTOBER) -> str:
    """Why the line of the month waits, once the month is prepared; '' for one that is paid."""
    prepare_run(month=month, scheme="dibao", division_code=COUNTY, actor=SYSTEM, date=TODAY)
    return Line.objects.get(month=month).hold


@pytest.mark.parametrize(
    ("died", "why"), [("2026-09-30", "payee_died"), ("2026-10-01", ""), ("2026-10-09", "")]
)  # fmt: skip
def test_the_line_of_a_month_after_the_death_is_held(home: Household, died: str, why: str) -> None:
    reported(a_death(home.head, died))
    assert hold() == why


def test_the_death_of_another_member_holds_nothing(home: Household, spouse: Person) -> None:
    reported(a_death(spouse, "2026-09-20"))
    assert hold() == ""


def test_a_death_under_another_name_holds_nothing(home: Household) -> None:
    reported(a_death(home.head, "2026-09-20", name="石老三"))
    assert hold() == ""


def test_the_register_is_not_written_by_a_report(home: Household) -> None:
    reported(a_death(home.head, "2026-09-20"))
    assert [hold(), hold()] == ["payee_died", "payee_died"]
    assert Person.objects.get(pk=home.head_id).death_date is None
    assert home.memberships.filter(valid__endswith=None).count() == 2


def test_a_line_prepared_before_the_report_is_held_when_the_run_is_looked_at_again(home: Household) -> None:
    assert hold() == ""
    reported(a_death(home.head, "2026-09-20"))
    assert hold() == "payee_died"


def test_a_report_taken_back_frees_the_line(home: Household) -> None:
    reported(a_death(home.head, "2026-09-20"))
    assert hold() == "payee_died"
    reported(a_death(home.head, "2026-09-20", state="撤销"), month=NOVEMBER)
    assert hold(NOVEMBER) == ""


def checked(home: Household, verdict: VisitVerdict) -> None:
    """Somebody is sent because of the report and comes back with a verdict; the month is worked out again."""
    raise_alerts(month=OCTOBER, actor=SYSTEM, date=TODAY)
    issue_tasks(actor=SYSTEM, date=TODAY)
    worker = an_actor(Role.VILLAGE_WORKER, VILLAGE)
    with in_scope(worker.scope):
        finish_visit(
            task=VisitTask.objects.get(), verdict=verdict, findings=findings(home.head), second_surveyor="",
            person_present="", consent_to_check=False, note="", actor=worker, date=TODAY,
        )  # fmt: skip
    work_out(OCTOBER, [DEATH_DATE])


@pytest.mark.parametrize(
    ("verdict", "why"), [(VisitVerdict.WRONG_DATA, ""), (VisitVerdict.NO_NEED, "payee_died")]
)  # fmt: skip
def test_whoever_finds_the_payee_alive_frees_the_line(home: Household, verdict: VisitVerdict, why: str) -> None:
    reported(a_death(home.head, "2026-09-20"))
    assert hold() == "payee_died"
    checked(home, verdict)
    assert hold() == why
    reported(a_death(home.head, "2026-09-20"), month=NOVEMBER)  # the same report again is no news
    assert hold(NOVEMBER) == why


def test_with_two_reasons_to_go_wrong_data_does_not_say_which(home: Household, spouse: Person) -> None:
    reported(a_death(home.head, "2026-09-20"), a_death(spouse, "2026-09-21"))
    checked(home, VisitVerdict.WRONG_DATA)
    assert hold() == "payee_died"
