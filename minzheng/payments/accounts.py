"""Where a person's money goes: recording an account, and what waited for one."""

import re
from datetime import date as Date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.identity.fields import keyring
from minzheng.payments.choices import Hold, RunStatus
from minzheng.payments.models import BankAccount, Line
from minzheng.payments.policies import RECORD_ACCOUNT
from minzheng.registers.models import Person

_NUMBER = re.compile(r"[0-9]{10,22}")
_TAIL = 4


@action(RECORD_ACCOUNT)
def record_account(*, person: Person, bank: str, number: str, actor: Actor, date: Date) -> BankAccount:
    """Record the account to which a person's money goes from now on, also in months that nobody has approved yet.

    The account recorded last counts; the one in use, checked and recorded again, says that it was right.  Raises
    ValidationError, in words, for what is no account number, and for an account of somebody else.
    """
    number = re.sub(r"\s", "", number)
    if not _NUMBER.fullmatch(number):
        raise ValidationError(_("An account number has 10 to 22 digits and nothing else. Copy it from the card."))
    account = BankAccount.objects.filter(number_hash__in=keyring().keyed_hashes(number)).first()
    if account is None:
        hashed = keyring().keyed_hash(number)
        account = BankAccount(person=person, number=number, number_hash=hashed, tail=number[-_TAIL:])
    elif account.person_id != person.pk:
        raise _somebody_elses()
    account.bank, account.recorded_on = bank.strip(), date
    account.full_clean(exclude=["number_hash"])
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:  # of somebody in a place that the actor does not see
        raise _somebody_elses() from None
    waiting = Line.objects.filter(award__payee=person, run__status=RunStatus.PREPARED)
    waiting.filter(hold=Hold.NO_ACCOUNT).update(hold=Hold.NONE)
    waiting.update(account=account)
    record("record_account", account, actor=actor, date=date, new={"bank": account.bank, "tail": account.tail},
           division_code=person.residence_code)  # fmt: skip
    return account


def _somebody_elses() -> ValidationError:
    return ValidationError(_("This account is recorded for somebody else. Check whose it is and the number."))
