"""From a visit to the bank's file: each step by whom the law says, nothing twice, two people for what binds."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.db.utils import DatabaseError, IntegrityError

from minzheng.casework.actions import assess_case, decide_case, issue_task, propose, return_case
from minzheng.casework.choices import CaseStatus, VisitVerdict
from minzheng.casework.models import Case, CaseStep
from minzheng.casework.queries import public_notices
from minzheng.casework.workflow import advance
from minzheng.eligibility.explaining import decided_again
from minzheng.eligibility.models import Decision
from minzheng.kernel.access.actors import SYSTEM, Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import NOTHING
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.documents import vault
from minzheng.monitoring.visits import finish_visit
from minzheng.payments.actions import approve_run, give_award, make_bank_file, prepare_run
from minzheng.payments.choices import LedgerAccount, RunStatus
from minzheng.payments.ledger import balance, post
from minzheng.payments.models import Award, BankFile, LedgerLeg, Line
from minzheng.payments.policies import PREPARE
from minzheng.registers.models import Household
from minzheng.rulekit.months import add_months
from tests.unit.site.builders import COUNTY, VILLAGE, a_household, a_person, an_account, an_actor, findings

VISIT_DAY, OPINION_DAY = date(2026, 10, 15), date(2026, 10, 16)
DECISION_DAY = OPINION_DAY + timedelta(days=8)

pytestmark = pytest.mark.usefixtures("everything")


@pytest.fixture
def worker() -> Actor:
    return an_actor(Role.VILLAGE_WORKER, VILLAGE)


@pytest.fixture
def clerk() -> Actor:
    return an_actor(Role.TOWNSHIP_CLERK)


@pytest.fixture
def officer() -> Actor:
    return an_actor(Role.COUNTY_OFFICER)


@pytest.fixture
def finance() -> Actor:
    return an_actor(Role.COUNTY_FINANCE)


def visited(home: Household, worker: Actor, *, consent: bool = True, second: str = "王协理", **found: int) -> Case:
    task = issue_task(household=home, level="red", working_days=5, actor=SYSTEM, date=VISIT_DAY)
    finish_visit(
        task=task, verdict=VisitVerdict.NEEDS_SCHEME, findings=findings(home.head, **found), second_surveyor=second,
        person_present="本人", consent_to_check=consent, note="", actor=worker, date=VISIT_DAY,
    )  # fmt: skip
    return Case.objects.get(household=home)


def opinion(case: Case, clerk: Actor) -> Case:
    assess_case(case=case, actor=clerk, date=OPINION_DAY)
    return propose(case=case, actor=clerk, date=OPINION_DAY)


@pytest.fixture
def poor() -> Household:
    """A couple of one: a widow of 76 with 1,200 yuan a year from her field, and a bank account."""
    home = a_household(head=a_person(birth=date(1950, 3, 1)))
    an_account(home.head)
    return home


@pytest.fixture
def granted(poor: Household, worker: Actor, clerk: Actor, officer: Actor) -> Decision:
    case = opinion(visited(poor, worker, business=120000), clerk)
    return decide_case(case=case, actor=officer, date=DECISION_DAY)


def test_the_widow_gets_what_the_law_owes_her_from_the_month_after_the_decision(granted: Decision) -> None:
    # 7,226 a year is 602.1667 a month; less 1,200 / 12 = 100; plus 10% of the line for her age: 562.38, rounded up.
    assert granted.monthly_fen == 56300
    assert granted.first_month == date(2026, 11, 1)
    award = Award.objects.get()
    assert (award.monthly_fen, award.months.lower, award.months.upper) == (56300, date(2026, 11, 1), None)


def test_a_decision_can_be_taken_again_from_what_was_kept(granted: Decision) -> None:
    kept = granted.assessment
    assert decided_again(kept).outcome == {key: value for key, value in kept.outcome.items() if key != "fen"}


def test_every_figure_that_went_in_has_a_source_and_a_date(granted: Decision) -> None:
    sources = granted.assessment.sources
    assert {source["fact"] for source in sources} >= {"member", "business"}
    assert all(source["source"] and source["as_of"] for source in sources)


def test_two_surveyors_and_consent_are_asked_for(poor: Household, worker: Actor) -> None:
    with pytest.raises(ValidationError, match=r"surveyor|调查"), transaction.atomic():
        visited(poor, worker, second="")
    with pytest.raises(ValidationError), transaction.atomic():
        visited(poor, worker, consent=False)


def test_a_decision_waits_for_the_end_of_the_notice(
    poor: Household, worker: Actor, clerk: Actor, officer: Actor
) -> None:
    case = opinion(visited(poor, worker), clerk)
    assert case.notice_until == OPINION_DAY + timedelta(days=7)
    with pytest.raises(ValidationError), transaction.atomic():
        decide_case(case=case, actor=officer, date=case.notice_until)
    assert not Decision.objects.exists()


def test_nobody_decides_what_they_proposed(poor: Household, worker: Actor, clerk: Actor, granted: Decision) -> None:
    both = Actor(clerk.user_id, clerk.name, Role.COUNTY_OFFICER, clerk.scope, clerk.division)
    home = a_household(head=a_person())
    case = opinion(visited(home, worker), clerk)
    with pytest.raises(ValidationError), transaction.atomic():
        decide_case(case=case, actor=both, date=DECISION_DAY)
    with pytest.raises(IntegrityError, match="decision_by_a_second_person"), transaction.atomic():
        Decision.objects.create(
            assessment=granted.assessment, household=poor, division_code=VILLAGE, scheme="dibao", verdict="grant",
            monthly_fen=1, decided_on=DECISION_DAY, proposed_by_id=clerk.person, decided_by_id=clerk.person,
        )  # fmt: skip


def test_a_household_above_the_line_is_refused_with_reasons(worker: Actor, clerk: Actor, officer: Actor) -> None:
    case = opinion(visited(a_household(), worker, wage=60_000_00), clerk)
    assert case.status == CaseStatus.REFUSAL_PROPOSED
    decision = decide_case(case=case, actor=officer, date=DECISION_DAY)
    assert (decision.verdict, decision.monthly_fen, Award.objects.count()) == ("refuse", 0, 0)
    assert decision.assessment.reasons


def test_a_case_returned_needs_a_reason_and_comes_back(
    poor: Household, worker: Actor, clerk: Actor, officer: Actor
) -> None:
    case = opinion(visited(poor, worker), clerk)
    with pytest.raises(ValidationError), transaction.atomic():
        return_case(case=case, reason=" ", actor=officer, date=OPINION_DAY)
    return_case(case=case, reason="请补充耕地收入", actor=officer, date=OPINION_DAY)
    assert opinion(case, clerk).status == CaseStatus.NOTICE
    assert list(CaseStep.objects.order_by("id").values_list("step", flat=True)) == [
        "accept", "propose_grant", "return", "propose_grant"
    ]  # fmt: skip


def test_a_step_starts_only_where_the_table_says(granted: Decision, officer: Actor) -> None:
    case = Case.objects.get()
    with pytest.raises(ValidationError):
        advance(case, "grant", actor=officer, on=DECISION_DAY)


def test_a_role_may_do_its_own_steps_only(poor: Household, worker: Actor, clerk: Actor, finance: Actor) -> None:
    case = visited(poor, worker)
    with pytest.raises(PermissionDenied):
        assess_case(case=case, actor=worker, date=OPINION_DAY)
    with pytest.raises(PermissionDenied):
        decide_case(case=opinion(case, clerk), actor=finance, date=DECISION_DAY)


def test_an_act_without_a_record_is_a_fault(finance: Actor) -> None:
    @action(PREPARE)
    def forgetful(*, actor: Actor, date: date) -> None:
        """Does something and tells nobody."""

    with pytest.raises(AssertionError, match="no audit entry"):
        forgetful(actor=finance, date=DECISION_DAY)


def test_an_act_whose_part_failed_keeps_nothing_and_cannot_go_on(finance: Actor) -> None:
    @action(PREPARE)
    def part(*, actor: Actor, date: date) -> None:
        record("prepare_run", "payments.run", actor=actor, date=date)
        raise ValidationError("no")

    @action(PREPARE)
    def whole(*, actor: Actor, date: date) -> None:
        record("prepare_run", "payments.run", actor=actor, date=date)
        with suppress(ValidationError):
            part(actor=actor, date=date)
        AuditEntry.objects.count()

    before = AuditEntry.objects.count()
    with pytest.raises(TransactionManagementError):
        whole(actor=finance, date=DECISION_DAY)
    with pytest.raises(ValidationError):
        part(actor=finance, date=DECISION_DAY)  # alone, it undoes itself, and the transaction around it goes on
    assert AuditEntry.objects.count() == before


def test_every_act_of_the_way_is_on_record(granted: Decision) -> None:
    verbs = set(AuditEntry.objects.filter(household_id=granted.household_id).values_list("verb", flat=True))
    assert verbs >= {"issue_task", "record_visit", "open_case", "assess", "propose", "decide", "give_award"}


NOVEMBER = date(2026, 11, 1)


def november(actor: Actor, day: date = date(2026, 11, 5)):
    return prepare_run(month=NOVEMBER, scheme="dibao", division_code=COUNTY, actor=actor, date=day)


def test_a_month_prepared_twice_has_each_line_once(granted: Decision, finance: Actor) -> None:
    first, second = november(finance), november(finance)
    assert first.pk == second.pk
    assert list(Line.objects.values_list("amount_fen", "hold")) == [(56300, "")]


def test_a_month_is_not_prepared_long_before_it_comes(finance: Actor) -> None:
    with pytest.raises(ValidationError):
        november(finance, date(2026, 9, 30))


def test_the_bank_gets_one_file_and_the_ledger_balances(granted: Decision, finance: Actor, officer: Actor) -> None:
    run = november(finance)
    with pytest.raises(ValidationError), transaction.atomic():
        make_bank_file(run=run, actor=finance, date=NOVEMBER)
    approve_run(run=run, actor=officer, date=date(2026, 11, 6))
    made = make_bank_file(run=run, actor=finance, date=date(2026, 11, 7))
    assert make_bank_file(run=run, actor=finance, date=date(2026, 11, 8)).pk == made.pk
    text = vault.fetch(made.digest).decode("gb18030")
    assert text.count("\r\n") == 3
    assert ",563.00," in text
    assert text.rstrip().endswith("合计,1,,,563.00,")
    assert balance(LedgerAccount.ASSISTANCE, date(2026, 11, 30)) == 56300
    assert balance(LedgerAccount.PAYABLE, date(2026, 11, 30)) == 0
    assert balance(LedgerAccount.TREASURY, date(2026, 11, 30)) == -56300
    run.refresh_from_db()
    assert (run.status, BankFile.objects.count()) == (RunStatus.FILED, 1)


def test_whoever_prepared_a_run_does_not_approve_it(granted: Decision, finance: Actor) -> None:
    run = november(finance)
    both = Actor(finance.user_id, finance.name, Role.COUNTY_OFFICER, finance.scope, finance.division)
    with pytest.raises(ValidationError):
        approve_run(run=run, actor=both, date=NOVEMBER)


def test_a_line_without_account_or_with_a_dead_payee_is_held(granted: Decision, worker: Actor, clerk: Actor,
                                                             officer: Actor, finance: Actor) -> None:  # fmt: skip
    without = a_household(head=a_person(name="石老三"))
    decide_case(case=opinion(visited(without, worker), clerk), actor=officer, date=DECISION_DAY)
    payee = granted.household.head
    payee.death_date = date(2026, 10, 20)
    payee.save()
    run = november(finance)
    assert set(run.lines.values_list("household_id", "hold")) == {
        (granted.household_id, "payee_died"), (without.pk, "no_account")
    }  # fmt: skip
    with pytest.raises(ValidationError):
        approve_run(run=run, actor=officer, date=NOVEMBER)


def test_a_household_draws_a_benefit_once_at_a_time(granted: Decision) -> None:
    award = Award.objects.get()
    with pytest.raises(IntegrityError, match="award_one_at_a_time"), transaction.atomic():
        Award.objects.create(
            decision=Decision.objects.create(**_like(granted)), household=award.household, payee=award.payee,
            division_code=VILLAGE, scheme="dibao", monthly_fen=1, months=(date(2027, 1, 1), None),
        )  # fmt: skip


def test_a_new_decision_ends_the_award_before_it(granted: Decision, officer: Actor) -> None:
    later = Decision.objects.create(**_like(granted) | {"monthly_fen": 60000, "first_month": date(2027, 1, 1)})
    give_award(decision=later, actor=officer, date=date(2026, 12, 20))
    months = [(a.months.lower, a.months.upper) for a in Award.objects.order_by("id")]
    assert months == [(date(2026, 11, 1), date(2027, 1, 1)), (date(2027, 1, 1), None)]


def test_an_award_that_was_to_begin_with_a_newer_one_never_begins_and_pays_nothing(
    granted: Decision, officer: Actor
) -> None:
    month = granted.first_month
    assert month is not None
    run = prepare_run(month=month, scheme="dibao", division_code=COUNTY, actor=SYSTEM, date=NOVEMBER)
    assert run.lines.count() == 1
    again = Decision.objects.create(**_like(granted) | {"monthly_fen": 60000})
    newer = give_award(decision=again, actor=officer, date=NOVEMBER)
    assert [a.months.isempty for a in Award.objects.order_by("id")] == [True, False]
    prepare_run(month=month, scheme="dibao", division_code=COUNTY, actor=SYSTEM, date=NOVEMBER)
    assert [line.award_id for line in run.lines.all()] == [newer.pk], "the month is paid once, by the newer decision"


def test_a_month_that_was_approved_stays_and_the_newer_award_begins_after_it(granted: Decision, officer: Actor) -> None:
    month = granted.first_month
    assert month is not None
    an_account(granted.household.head)
    run = prepare_run(month=month, scheme="dibao", division_code=COUNTY, actor=SYSTEM, date=NOVEMBER)
    approve_run(run=run, actor=officer, date=NOVEMBER)
    again = Decision.objects.create(**_like(granted) | {"monthly_fen": 60000})
    give_award(decision=again, actor=officer, date=NOVEMBER)
    older, newer = Award.objects.order_by("id")
    after = add_months(month, 1)
    assert (older.months.lower, older.months.upper, newer.months.lower) == (month, after, after)


def _like(decision: Decision) -> dict:
    names = ("assessment_id", "household_id", "division_code", "scheme", "verdict", "monthly_fen", "first_month",
             "decided_on", "proposed_by_id", "decided_by_id")  # fmt: skip
    return {name: getattr(decision, name) for name in names}


def test_legs_that_do_not_balance_are_refused_by_us_and_by_the_database() -> None:
    with pytest.raises(ValueError, match="sum to 1 fen"):
        post("t1", {LedgerAccount.PAYABLE: 1}, text="", on=NOVEMBER, division_code=COUNTY)
    transaction_ = post("t2", {}, text="", on=NOVEMBER, division_code=COUNTY)
    with pytest.raises(DatabaseError, match="do not sum to zero"), transaction.atomic():
        LedgerLeg.objects.create(transaction=transaction_, account=LedgerAccount.PAYABLE, amount_fen=5)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM payments_ledgerleg")
        assert cursor.fetchone() == (0,)


def test_the_public_reads_a_masked_name_and_no_more_and_only_while_the_notice_runs(
    poor: Household, worker: Actor, clerk: Actor
) -> None:
    case = opinion(visited(poor, worker, business=120000), clerk)
    NOTHING.apply()
    notice = public_notices(OPINION_DAY)[0]
    assert (notice.name, notice.members, notice.monthly_fen, notice.until) == ("杨**", 1, 56300, case.notice_until)
    assert set(vars(notice)) == {"name", "division_code", "scheme", "members", "monthly_fen", "until"}
    assert not public_notices(notice.until + timedelta(days=1))
    assert not Case.objects.exists()  # the reader's own scope is as it was: nothing
