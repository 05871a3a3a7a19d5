"""Acts of payment: giving an award, preparing a month, approving it, making the bank's file."""

from datetime import date as Date

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext as _

from minzheng.eligibility.facts import DEATH_DATE
from minzheng.eligibility.models import Decision
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import registry
from minzheng.kernel.documents import vault
from minzheng.payments.bank_file import BankLine, render
from minzheng.payments.choices import Hold, LedgerAccount, RunStatus
from minzheng.payments.ledger import post
from minzheng.payments.models import Award, BankFile, Line, Run
from minzheng.payments.owed import NEWEST_ACCOUNT, add_owed
from minzheng.payments.policies import APPROVE, AWARD, MAKE_FILE, PREPARE
from minzheng.payments.queries import has_awards
from minzheng.registers.models import Person
from minzheng.rulekit.months import add_months


@action(AWARD)
def give_award(*, decision: Decision, actor: Actor, date: Date, person: Person | None = None) -> Award:
    """Turn a granting decision into an award from its first month: one member's, or the household's, paid to its head.

    The newest decision holds: an award of the same that still runs ends where the new one begins, and one that was to
    begin then never begins.  A month that was approved under the older one stays as it was paid, and the new one begins
    after it.
    """
    if decision.first_month is None:
        raise ValidationError(_("A decision that grants nothing gives no award."))
    running = Award.objects.filter(
        household_id=decision.household_id, scheme=decision.scheme, person=person,
        months__overlap=DateRange(decision.first_month, None),
    )  # fmt: skip
    held = list(running.select_for_update())
    first = _first_free_month(held, decision.first_month)
    for older in held:
        _make_way(older, first)
    award = Award.objects.create(
        decision=decision,
        household_id=decision.household_id,
        division_code=decision.division_code,
        scheme=decision.scheme,
        monthly_fen=decision.monthly_fen,
        person=person,
        payee_id=person.pk if person else decision.household.head_id,
        months=(first, None),
    )
    record("give_award", award, actor=actor, date=date, new={"monthly_fen": award.monthly_fen, "from": str(first)})
    return award


def _first_free_month(held: list[Award], first: Date) -> Date:
    """The first month, from one on, for which nothing was approved under awards that are still held."""
    if not held:
        return first
    paid = Line.objects.filter(award__in=held, month__gte=first).exclude(run__status=RunStatus.PREPARED)
    last: Date | None = paid.aggregate(last=Max("month"))["last"]
    return add_months(last, 1) if last else first


def _make_way(older: Award, first: Date) -> None:
    """End an award where a newer one begins, with its lines that nobody has approved yet."""
    Line.objects.filter(award=older, month__gte=first).delete()
    begun = older.months.lower < first
    older.months = DateRange(older.months.lower, first) if begun else DateRange(empty=True)
    older.save(update_fields=["months"])


@action(PREPARE)
def prepare_run(*, month: Date, scheme: str, division_code: int, actor: Actor, date: Date) -> Run:
    """Prepare the payments of a scheme for a month (its first day): a line for every award that holds in it.

    Safe to repeat until the run is approved: lines already there stay, missing ones are added, holds are looked at
    again.  A line without an account, or whose payee is reported dead, is held until somebody looks.  What is still
    owed of earlier months (see `owed`) goes with it once there is an account to pay it to.
    """
    if month > add_months(date.replace(day=1), 1):
        raise ValidationError(_("A month can be prepared from the month before it on, not earlier."))
    if not has_awards(scheme, month):
        raise ValidationError(_("No household draws this benefit in that month, so there is nothing to prepare."))
    run, created = Run.objects.get_or_create(
        month=month, scheme=scheme, division_code=division_code,
        defaults={"prepared_on": date, "prepared_by": actor.name},
    )  # fmt: skip
    if run.status == RunStatus.PREPARED:
        added = _add_lines(run) + add_owed(run)
        _look_at_holds(run)
        if created or added:
            record("prepare_run", run, actor=actor, date=date, new={"lines added": added})
            return run
    record("look_at_run", run, actor=actor, date=date)
    return run


@action(APPROVE)
def approve_run(*, run: Run, actor: Actor, date: Date) -> Run:
    """Approve the payments of a month and post them: spent as assistance, owed until the bank has the file."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.status != RunStatus.PREPARED:
        raise ValidationError(_("This run was already approved."))
    if run.prepared_by == actor.name:
        raise ValidationError(_("You prepared this run yourself. A second person has to approve it."))
    total = _total(payable_lines(run))
    if not total:
        raise ValidationError(_("No line can be paid. Look at the lines that are held."))
    new = _total(payable_lines(run).filter(again=None))  # what came back was spent, and is owed, since its own month
    run.status, run.approved_by_id, run.approved_on = RunStatus.APPROVED, actor.person, date
    run.save(update_fields=["status", "approved_by", "approved_on"])
    if new:
        post(
            f"run:{run.pk}:approved", {LedgerAccount.ASSISTANCE: new, LedgerAccount.PAYABLE: -new},
            text=f"{run.scheme} {run.month:%Y-%m}", on=date, division_code=run.division_code,
        )  # fmt: skip
    record("approve_run", run, actor=actor, date=date, new={"total_fen": total})
    return run


@action(MAKE_FILE)
def make_bank_file(*, run: Run, actor: Actor, date: Date) -> BankFile:
    """Make the bank's file of an approved run, once: a second call returns the file that was made."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    made = BankFile.objects.filter(run=run).first()
    if made is not None:
        record("look_at_bank_file", made, actor=actor, date=date)
        return made
    if run.status != RunStatus.APPROVED:
        raise ValidationError(_("The run has to be approved by a second person before the bank gets a file."))
    lines = list(payable_lines(run))
    total = sum(line.amount_fen for line in lines)
    digest = vault.keep(render(_bank_line(line) for line in lines))
    bank_file = BankFile.objects.create(
        run=run, division_code=run.division_code, digest=digest, lines=len(lines), total_fen=total, made_on=date,
        file_name=f"{run.scheme}-{str(run.division_code)[:6]}-{run.month:%Y%m}.csv",
    )  # fmt: skip
    run.status = RunStatus.FILED
    run.save(update_fields=["status"])
    post(
        f"run:{run.pk}:filed", {LedgerAccount.PAYABLE: total, LedgerAccount.TREASURY: -total},
        text=f"{run.scheme} {run.month:%Y-%m}", on=date, division_code=run.division_code,
    )  # fmt: skip
    record("make_bank_file", bank_file, actor=actor, date=date, new={"lines": len(lines), "total_fen": total})
    return bank_file


def payable_lines(run: Run) -> QuerySet[Line]:
    """The lines of a run that are not held, in the order of the file."""
    return run.lines.filter(hold=Hold.NONE).select_related("account__person", "run").order_by("division_code", "id")


def _total(lines: QuerySet[Line]) -> int:
    return lines.aggregate(total=Sum("amount_fen"))["total"] or 0


def _bank_line(line: Line) -> BankLine:
    account = line.account
    if account is None:
        raise ValueError(f"payment line {line.pk} has no account and should have been held")
    remark = f"{registry.schemes[line.run.scheme].remark}{line.month:%Y%m}"
    return BankLine(account.person.name, str(account.number), account.bank, line.amount_fen, remark)


def _add_lines(run: Run) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO payments_line
                   (run_id, award_id, household_id, division_code, month, amount_fen, account_id, hold)
            SELECT %s, award.id, award.household_id, award.division_code, %s, award.monthly_fen, account.id, ''
              FROM payments_award award LEFT JOIN LATERAL ("""
            + NEWEST_ACCOUNT
            + """) account ON true
             WHERE award.scheme = %s AND award.months @> %s::date
             ORDER BY award.id
            ON CONFLICT (award_id, month) WHERE again_id IS NULL DO NOTHING
            """,
            [run.pk, run.month, run.scheme, run.month],
        )
        return cursor.rowcount


def _look_at_holds(run: Run) -> None:
    """Hold the lines without an account, and those of a payee who died before the month.

    A department's report of the death is enough for that, though it changes nothing in the register.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE payments_line line
               SET hold = CASE WHEN LEAST(payee.death_date, (
                                    SELECT reported.data_date FROM eligibility_factvalue reported
                                     WHERE reported.fact = %s AND reported.person_id = payee.id
                                       AND reported.since <= line.month
                                       AND (reported.until IS NULL OR reported.until > line.month)))
                               < line.month THEN 'payee_died'
                               WHEN line.account_id IS NULL THEN 'no_account' ELSE '' END
              FROM payments_award award JOIN registers_person payee ON payee.id = award.payee_id
             WHERE line.run_id = %s AND award.id = line.award_id
            """,
            [DEATH_DATE.code, run.pk],
        )
