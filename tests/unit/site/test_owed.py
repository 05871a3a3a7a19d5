"""What could not be paid is owed until it is: to another account, with the next month, once."""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import Scope, in_scope
from minzheng.kernel.declare import registry
from minzheng.kernel.documents import vault
from minzheng.payments.accounts import record_account
from minzheng.payments.actions import approve_run, make_bank_file, prepare_run
from minzheng.payments.choices import LedgerAccount
from minzheng.payments.ledger import balance
from minzheng.payments.models import Award, BankAccount, Line, Run
from minzheng.payments.queries import Difference, difference, returned_in, waiting_for_account
from minzheng.payments.returns import take_return
from minzheng.registers.models import Household
from tests.unit.site.builders import (
    COUNTY,
    OTHER_VILLAGE,
    VILLAGE,
    a_household,
    a_person,
    an_account,
    an_actor,
    an_award,
)

pytestmark = pytest.mark.usefixtures("everything", "in_english")

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
AMOUNT = 30000


@pytest.fixture
def finance() -> Actor:
    return an_actor(Role.COUNTY_FINANCE)


@pytest.fixture
def clerk() -> Actor:
    return an_actor(Role.TOWNSHIP_CLERK)


def drawing(name: str, *, account: bool = True) -> Household:
    """A household that draws an allowance from November on."""
    home = a_household(head=a_person(name=name))
    an_award(home, NOVEMBER)
    if account:
        an_account(home.head)
    return home


def pay(month: date, finance: Actor) -> Run:
    """Prepare, approve and file a month."""
    run = prepare_run(month=month, scheme="dibao", division_code=COUNTY, actor=finance, date=month)
    approve_run(run=run, actor=an_actor(Role.COUNTY_OFFICER), date=month)
    make_bank_file(run=run, actor=finance, date=month)
    run.refresh_from_db()
    return run


def send_back(run: Run, number: int, finance: Actor) -> None:
    """The bank's answer: it could not pay one line of the run."""
    sent = list(csv.reader(io.StringIO(vault.fetch(run.bank_file.digest).decode("gb18030"))))
    answer = io.StringIO()
    results = [["失败", "账户已销户"] if line[0] == str(number) else ["成功", ""] for line in sent[1:]]
    csv.writer(answer).writerows(
        [[*sent[0], "处理结果", "失败原因"], *([*a, *b] for a, b in zip(sent[1:], results, strict=True))]
    )
    take_return(run=run, content=answer.getvalue().encode("gb18030"), actor=finance, date=date(2026, 11, 20))


def ledger() -> tuple[int, ...]:
    """Spent, owed, and with the treasury, at the end of the year."""
    accounts = (LedgerAccount.ASSISTANCE, LedgerAccount.PAYABLE, LedgerAccount.TREASURY)
    return tuple(balance(account, date(2026, 12, 31)) for account in accounts)


def test_what_came_back_is_paid_with_the_next_month_once_there_is_another_account(finance: Actor, clerk: Actor) -> None:
    home, _other = drawing("杨秀英"), drawing("石老三")
    november = pay(NOVEMBER, finance)
    send_back(november, 1, finance)
    assert [line.household_id for line in waiting_for_account(clerk.scope)] == [home.pk]
    assert ledger() == (2 * AMOUNT, -AMOUNT, -AMOUNT)

    new = record_account(person=home.head, bank="农商行", number="6217 0000 0000 0000 017", actor=clerk, date=DECEMBER)
    assert not waiting_for_account(clerk.scope).exists()
    assert returned_in(finance.scope).exists(), "finance sees it until it is paid"
    december = pay(DECEMBER, finance)
    paid = december.lines.order_by("month", "household_id").values_list("month", "account", "amount_fen")
    assert set(paid) == {
        (NOVEMBER, new.pk, AMOUNT), (DECEMBER, new.pk, AMOUNT),
        (DECEMBER, BankAccount.objects.get(person__name="石老三").pk, AMOUNT),
    }  # fmt: skip
    assert ledger() == (4 * AMOUNT, 0, -4 * AMOUNT)
    assert not returned_in(finance.scope).exists()
    assert difference(december) == Difference(came=0, went=0, changed=0, before_fen=2 * AMOUNT)


def test_nothing_is_paid_again_before_somebody_looked_at_the_account(finance: Actor, clerk: Actor) -> None:
    home = drawing("杨秀英")
    send_back(pay(NOVEMBER, finance), 1, finance)
    run = prepare_run(month=DECEMBER, scheme="dibao", division_code=COUNTY, actor=finance, date=DECEMBER)
    assert run.lines.count() == 1
    old = BankAccount.objects.get(person=home.head)
    assert record_account(person=home.head, bank="农商行", number=str(old.number), actor=clerk, date=DECEMBER) == old
    for _twice in range(2):
        prepare_run(month=DECEMBER, scheme="dibao", division_code=COUNTY, actor=finance, date=DECEMBER)
        assert set(run.lines.values_list("month", flat=True)) == {NOVEMBER, DECEMBER}
        assert run.lines.count() == 2


def test_a_payment_that_comes_back_twice_is_paid_in_the_end(finance: Actor, clerk: Actor) -> None:
    home = drawing("杨秀英")
    send_back(pay(NOVEMBER, finance), 1, finance)
    record_account(person=home.head, bank="农商行", number="6217000000000000017", actor=clerk, date=DECEMBER)
    december = pay(DECEMBER, finance)
    first_sent = december.lines.order_by("division_code", "id").first()
    send_back(december, 1, finance)
    record_account(person=home.head, bank="农商行", number="6217000000000000025", actor=clerk, date=date(2026, 12, 9))
    january = pay(date(2027, 1, 1), finance)
    assert january.lines.filter(again=first_sent, month=first_sent.month).count() == 1
    assert balance(LedgerAccount.PAYABLE, date(2027, 1, 31)) == 0


def test_a_line_that_had_no_account_goes_with_the_next_month(finance: Actor, clerk: Actor) -> None:
    drawing("石老三")
    home = drawing("杨秀英", account=False)
    pay(NOVEMBER, finance)
    assert [line.household_id for line in waiting_for_account(clerk.scope)] == [home.pk]
    record_account(person=home.head, bank="农商行", number="6217000000000000017", actor=clerk, date=DECEMBER)
    december = pay(DECEMBER, finance)
    assert set(december.lines.filter(household=home).values_list("month", "hold")) == {(NOVEMBER, ""), (DECEMBER, "")}
    assert ledger() == (4 * AMOUNT, 0, -4 * AMOUNT)


def test_an_account_counts_at_once_where_nobody_has_approved(finance: Actor, clerk: Actor) -> None:
    home = drawing("杨秀英", account=False)
    run = prepare_run(month=NOVEMBER, scheme="dibao", division_code=COUNTY, actor=finance, date=NOVEMBER)
    assert run.lines.get().hold == "no_account"
    account = record_account(person=home.head, bank="农商行", number="6217000000000000017", actor=clerk, date=NOVEMBER)
    assert (run.lines.get().hold, run.lines.get().account) == ("", account)


def test_the_figures_count_what_arrived_and_each_month_once(finance: Actor, clerk: Actor) -> None:
    measure = registry.measures["dibao_households_paid"]
    home = drawing("杨秀英")
    send_back(pay(NOVEMBER, finance), 1, finance)
    assert measure.value(measure.rows(NOVEMBER)) == 0
    record_account(person=home.head, bank="农商行", number="6217000000000000017", actor=clerk, date=DECEMBER)
    pay(DECEMBER, finance)
    assert [measure.value(measure.rows(month)) for month in (NOVEMBER, DECEMBER)] == [1, 1]


@pytest.mark.parametrize("number", ["", "62170000", "6217-0000-0000-0000", "六二一七000000000000", "6" * 23])
def test_what_is_no_account_number_is_refused_in_words(clerk: Actor, number: str) -> None:
    with pytest.raises(ValidationError, match="10 to 22 digits"):
        record_account(person=a_person(), bank="农商行", number=number, actor=clerk, date=NOVEMBER)
    assert not BankAccount.objects.exists()


def test_what_is_owed_no_more_is_not_paid_again(finance: Actor, clerk: Actor) -> None:
    home = drawing("杨秀英")
    drawing("石老三")
    send_back(pay(NOVEMBER, finance), 1, finance)
    Award.objects.filter(household=home).update(months=(OCTOBER, NOVEMBER))
    record_account(person=home.head, bank="农商行", number="6217000000000000017", actor=clerk, date=DECEMBER)
    assert not pay(DECEMBER, finance).lines.filter(household=home).exists()


def test_money_does_not_go_to_somebody_elses_account(clerk: Actor) -> None:
    here, theirs = a_person(), an_account(a_person())
    elsewhere = an_account(a_person(village=OTHER_VILLAGE))
    for taken in (theirs, elsewhere):
        number = str(taken.number)
        with in_scope(Scope.of(VILLAGE)), pytest.raises(ValidationError, match="somebody else"):
            record_account(person=here, bank="农商行", number=number, actor=clerk, date=NOVEMBER)
    assert not Line.objects.exists()
