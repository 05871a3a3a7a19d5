"""Duties come again: planned as often as one likes, fulfilled by an act, counted by place."""

from datetime import date
from typing import Any

import pytest

from minzheng.casework.actions import issue_task
from minzheng.casework.choices import VisitVerdict
from minzheng.casework.duties import VISIT_DIBAO
from minzheng.kernel.access.actors import SYSTEM
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, Scope, in_scope
from minzheng.kernel.declare import Every, registry
from minzheng.kernel.duties.actions import plan
from minzheng.kernel.duties.fulfilling import fulfil
from minzheng.kernel.duties.models import DueDuty
from minzheng.kernel.duties.queries import by_village, done_duties, due_duties, duties_of, overdue_duties
from minzheng.kernel.duties.reckoning import after
from minzheng.monitoring.visits import finish_visit
from minzheng.payments.models import Award
from minzheng.registers.models import Household
from minzheng.rulekit import statutes
from minzheng.schemes.dibao.duties import RECHECK, recheck_level
from tests.unit.site.builders import OTHER_VILLAGE, VILLAGE, a_household, an_actor, an_award, findings

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def home() -> Household:
    household = a_household()
    an_award(household, MARCH)
    return household


def planned(month: date = MARCH, duty: Any = VISIT_DIBAO) -> dict[str, int]:
    return plan(duty=duty, month=month, actor=SYSTEM, date=month)


def visited(home: Household, on: date, verdict: VisitVerdict = VisitVerdict.NO_NEED) -> None:
    task = issue_task(household=home, level="yellow", working_days=5, actor=SYSTEM, date=on)
    finish_visit(
        task=task, verdict=verdict, findings=findings(home.head), second_surveyor="", person_present="",
        consent_to_check=False, note="", actor=an_actor(Role.VILLAGE_WORKER, VILLAGE), date=on,
    )  # fmt: skip


def decided_anew(home: Household, tier: str) -> None:
    """From April on the household draws by another decision, which rests on an assessment with a tier."""
    before = Award.objects.get()
    Award.objects.filter(pk=before.pk).update(months=(MARCH, APRIL))
    decision, asked = before.decision, before.decision.assessment
    asked.pk, asked.outcome = None, {"tier": tier}
    asked.save(force_insert=True)
    decision.pk, decision.assessment, decision.decided_on = None, asked, APRIL
    decision.save(force_insert=True)
    Award.objects.create(
        decision=decision, household=home, division_code=VILLAGE, scheme="dibao", monthly_fen=20000, payee=home.head,
        months=(APRIL, None),
    )  # fmt: skip


def test_planned_twice_it_is_there_once(home: Household) -> None:
    assert planned() == {"new": 1, "changed": 0, "ended": 0}
    assert planned() == planned(APRIL) == {"new": 0, "changed": 0, "ended": 0}
    row = DueDuty.objects.get()
    assert (row.due_on, row.overdue_from) == (date(2026, 6, 1), date(2026, 6, 17))


def test_a_visit_fulfils_it_and_opens_the_next(home: Household) -> None:
    planned()
    visited(home, date(2026, 5, 20))
    done, following = DueDuty.objects.order_by("id")
    assert (done.done_on, done.reference.split(":")[0]) == (date(2026, 5, 20), "visit")
    assert (following.since, following.due_on) == (date(2026, 5, 20), date(2026, 8, 20))
    assert planned(date(2026, 6, 1)) == {"new": 0, "changed": 0, "ended": 0}


def test_where_nobody_was_met_nothing_is_fulfilled(home: Household) -> None:
    planned()
    visited(home, date(2026, 5, 20), VisitVerdict.NOT_FOUND)
    assert DueDuty.objects.get().done_on is None


def test_the_same_act_told_twice_fulfils_once(home: Household) -> None:
    planned()
    told: dict[str, Any] = {"household_id": home.pk, "reference": "visit:1", "actor": SYSTEM, "on": date(2026, 5, 20)}
    assert len(fulfil("record_visit", **told)) == 1
    assert fulfil("record_visit", **told) == []
    assert fulfil("another_act", **told) == []
    assert DueDuty.objects.count() == 2


def test_overdue_after_the_days_of_grace(home: Household) -> None:
    planned()
    assert not due_duties(EVERYTHING, date(2026, 5, 31)).exists()
    assert due_duties(EVERYTHING, date(2026, 6, 1), Role.VILLAGE_WORKER).exists()
    assert not due_duties(EVERYTHING, date(2026, 6, 1), Role.TOWNSHIP_CLERK).exists()
    assert not overdue_duties(EVERYTHING, date(2026, 6, 16)).exists()
    assert overdue_duties(EVERYTHING, date(2026, 6, 17)).exists()
    assert by_village(EVERYTHING, date(2026, 6, 17)) == [{"division_code": VILLAGE, "due": 1, "overdue": 1}]
    visited(home, date(2026, 6, 17))
    assert done_duties(EVERYTHING, date(2026, 6, 1), date(2026, 6, 30)).count() == 1
    assert duties_of(home.pk).count() == 2


def test_whoever_draws_no_longer_owes_no_longer(home: Household) -> None:
    planned()
    Award.objects.update(months=(MARCH, date(2026, 5, 1)))
    assert planned(date(2026, 5, 1)) == {"new": 0, "changed": 0, "ended": 1}
    assert not due_duties(EVERYTHING, date(2027, 1, 1)).exists()
    assert planned(date(2026, 6, 1)) == {"new": 0, "changed": 0, "ended": 0}


def test_a_new_level_is_reckoned_anew(home: Household) -> None:
    assert planned(duty=RECHECK)["new"] == 1
    assert DueDuty.objects.get().due_on == date(2027, 3, 1)  # slow: a year
    decided_anew(home, tier="C")
    assert planned(APRIL, RECHECK)["changed"] == 1
    assert DueDuty.objects.get().due_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("more", "income", "tier", "level"),
    [
        ({}, "wage", "", "unstable"),
        ({}, "business", "", "unstable"),
        ({}, "transfer_in", "", "slow"),
        ({"birth": "1966-03-01"}, "wage", "", "slow"),  # sixty on that day
        ({"birth": "1966-03-02"}, "wage", "", "unstable"),
        ({"disability": ["limb", 2]}, "wage", "", "slow"),
        ({"disability": ["limb", 3]}, "wage", "", "unstable"),
        ({"student": "university"}, "wage", "", "slow"),
        ({}, "wage", "A", "A"),
    ],
)
def test_how_often_a_household_is_checked_again(more: dict[str, Any], income: str, tier: str, level: str) -> None:
    facts = {
        "members": [{"ref": "1", "birth": "1980-01-01", **more}],
        "income": [{"p": "1", "kind": income, "annual": 9000}],
    }
    assert recheck_level(facts, tier, MARCH) == level


def test_intervals() -> None:
    assert after(date(2026, 8, 31), Every(months=6)) == date(2027, 2, 28)
    assert after(date(2026, 8, 31), Every(days=7)) == date(2026, 9, 7)
    with pytest.raises(ValueError, match="one of the two"):
        Every()
    with pytest.raises(ValueError, match="one of the two"):
        Every(months=1, days=1)


def test_duties_of_other_places_are_not_seen(home: Household) -> None:
    planned()
    with in_scope(Scope.of(OTHER_VILLAGE)):
        assert not DueDuty.objects.exists()
    assert not due_duties(Scope.of(OTHER_VILLAGE), date(2027, 1, 1)).exists()


def test_every_duty_cites_an_article_that_is_kept() -> None:
    assert {duty.code for duty in registry.duties} >= {"dibao.recheck", "casework.visit_dibao"}
    assert all(statutes.article(duty.law).zh and str(duty.label) for duty in registry.duties)


@pytest.mark.parametrize("homes", [1, 6])
def test_planning_and_lists_ask_the_same_however_many(homes: int, django_assert_num_queries: Any) -> None:
    for _ in range(homes):
        an_award(a_household(), MARCH)
    with django_assert_num_queries(7):
        planned()
    with django_assert_num_queries(1):
        assert len(due_duties(EVERYTHING, date(2026, 12, 1))) == homes
