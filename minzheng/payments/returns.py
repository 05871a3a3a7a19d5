"""Taking in what the bank sends back of a file."""

from datetime import date as Date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.documents import vault
from minzheng.payments.actions import payable_lines
from minzheng.payments.bank_return import Failure, failures
from minzheng.payments.choices import LedgerAccount, RunStatus
from minzheng.payments.ledger import post
from minzheng.payments.models import Line, ReturnedPayment, Run
from minzheng.payments.policies import TAKE_RETURN


@action(TAKE_RETURN)
def take_return(*, run: Run, content: bytes, actor: Actor, date: Date) -> int:
    """Take in the bank's return of a run's file, and return how many payments came back that were not known to have.

    Their money lies with the treasury again and is owed to the households.  The same file may come twice.  Raises
    ValidationError, in words, before a file was made, and for a line that is not of it: then nothing is taken in.
    """
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.status != RunStatus.FILED:
        raise ValidationError(_("No file was made for the bank yet, so it can return nothing."))
    sent = {str(number): line for number, line in enumerate(payable_lines(run), start=1)}
    found = [(_line(sent, failure), failure.reason) for failure in failures(content)]
    known = set(ReturnedPayment.objects.filter(line__run=run).values_list("line", flat=True))
    digest = vault.keep(content)
    new = [_returned(line, reason, digest, date) for line, reason in found if line.pk not in known]
    ReturnedPayment.objects.bulk_create(new)
    if total := sum(one.amount_fen for one in new):
        post(
            f"run:{run.pk}:returned:{digest[:24]}", {LedgerAccount.TREASURY: total, LedgerAccount.PAYABLE: -total},
            text=f"{run.scheme} {run.month:%Y-%m}", on=date, division_code=run.division_code,
        )  # fmt: skip
    record("take_bank_return", run, actor=actor, date=date, new={"lines": len(new), "total_fen": total})
    return len(new)


def _line(sent: dict[str, Line], failure: Failure) -> Line:
    """The line that was sent under a number, if it went to that account."""
    line = sent.get(failure.number)
    if line is None or line.account is None or str(line.account.number) != failure.account:
        words = _("Line %(number)s is not as it was sent to the bank. Check that this is the return of this month.")
        raise ValidationError(words % {"number": failure.number})
    return line


def _returned(line: Line, reason: str, digest: str, date: Date) -> ReturnedPayment:
    return ReturnedPayment(
        line=line, household_id=line.household_id, division_code=line.division_code, amount_fen=line.amount_fen,
        reason=reason, digest=digest, returned_on=date,
    )  # fmt: skip
