"""Double entry: posting a balanced transaction once, and reading balances."""

from datetime import date

from django.db.models import Sum

from minzheng.payments.choices import LedgerAccount
from minzheng.payments.models import LedgerLeg, LedgerTransaction


def post(
    reference: str, legs: dict[LedgerAccount, int], *, text: str, on: date, division_code: int
) -> LedgerTransaction:
    """Post legs in fen (debit positive, credit negative) that sum to zero.

    The same reference posts once: a second call returns the first transaction.  Raises ValueError for legs that do not
    balance; the database refuses them as well.
    """
    if sum(legs.values()) != 0:
        raise ValueError(f"The legs of {reference} sum to {sum(legs.values())} fen, not to zero")
    transaction, created = LedgerTransaction.objects.get_or_create(
        reference=reference, defaults={"posted_on": on, "text": text, "division_code": division_code}
    )
    if created:
        LedgerLeg.objects.bulk_create(
            LedgerLeg(transaction=transaction, account=account, amount_fen=fen) for account, fen in legs.items()
        )
    return transaction


def balance(account: LedgerAccount, until: date) -> int:
    """The balance of an account in fen at the end of a day, over the transactions in scope."""
    legs = LedgerLeg.objects.filter(account=account, transaction__posted_on__lte=until)
    return legs.aggregate(total=Sum("amount_fen"))["total"] or 0
