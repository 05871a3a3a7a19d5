"""Making a list for a department, having it leave the house, and taking its receipt."""

from collections.abc import Iterable
from datetime import date as Date
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from minzheng.exchange.outbound import outbox, writing
from minzheng.exchange.outbound.choices import Outcome, Way
from minzheng.exchange.outbound.models import Delivery, Push, Receipt, ReceiptRow, SentPerson
from minzheng.exchange.outbound.policies import ANSWER, FETCH, SEND
from minzheng.exchange.outbound.queries import answers_of, files_of, newest_version, people_in
from minzheng.exchange.outbound.receipts import Answers, read_receipt
from minzheng.kernel import bulk
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.scope import subtree
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Outbound, OutboundRow, registry
from minzheng.kernel.documents import vault
from minzheng.kernel.identity.signing import current_key, sign
from minzheng.kernel.tables.problems import FileRefused, file_sentence

Laid = list[tuple[OutboundRow, list[str]]]


@action(SEND)
def send(*, outbound: str, month: Date, division: int, actor: Actor, date: Date) -> Push | None:
    """Make the list of a month (its first day) for a county (12 digits): kept, signed, entered in the ledger.

    It does not leave the house yet: `deliver` has it do that.  Where the list is as it was, the one that was made is
    returned; where it has changed, a new version is made, which names the one it replaces.  None where nobody is on it
    and no list of the month was made before.

    Raises PermissionDenied for another's county, KeyError for a list that is not declared.
    """
    contract = registry.outbounds[outbound]
    _check_place(actor, division)
    _one_at_a_time(outbound, division)
    before, laid = newest_version(outbound, division, month), _rows(contract, month, division)
    content = writing.table(contract, (cells for _row, cells in laid))
    if (before is None and not laid) or (before is not None and before.digest == vault.digest_of(content)):
        told = {"list": outbound, "month": f"{month:%Y-%m}", "rows": len(laid)}
        record("look_at_list", "exchange.push", actor=actor, date=date, new=told, division_code=division)
        return before
    return _enter(contract, Push(month=month, division_code=division, replaces=before), laid, content, actor, date)


@action(SEND)
def send_refused(*, push: Push, actor: Actor, date: Date) -> Push:
    """Make a list of the rows of another that were refused, as they are now that they were mended.

    Whoever is not on the list any more is left out.  Asked again while nothing has changed, the same list is returned.
    Raises ValidationError, in words, where nothing was refused or nobody of it is left.
    """
    contract = registry.outbounds[push.outbound]
    _check_place(actor, push.division_code)
    _one_at_a_time(push.outbound, push.division_code)
    refused = [row for row, answer in answers_of(push.pk).items() if answer.outcome == Outcome.REFUSED]
    people = set(people_in(push.pk, refused))
    laid = [one for one in _rows(contract, push.month, push.division_code) if one[0].person in people]
    if not laid:
        raise ValidationError(_("No row of this list was refused, or nobody of those refused is on the list any more."))
    content = writing.table(contract, (cells for _row, cells in laid))
    before = Push.objects.filter(resends=push, digest=vault.digest_of(content)).first()
    if before is not None:
        record("look_at_list", before, actor=actor, date=date)
        return before
    new = Push(month=push.month, division_code=push.division_code, resends=push)
    return _enter(contract, new, laid, content, actor, date)


@action(SEND)
def deliver(*, push: Push, actor: Actor, date: Date, again: bool = False) -> Delivery:
    """Put the files of a list into the outbox, once; `again` puts the same bytes there another time.

    Raises ValidationError, in words, for a list that a later version has replaced.
    """
    _check_place(actor, push.division_code)
    if Push.objects.filter(replaces=push).exists():
        raise ValidationError(_("A later version has replaced this list. Send that one."))
    before = Delivery.objects.filter(push=push, way__in=(Way.OUTBOX, Way.AGAIN)).order_by("-pk").first()
    if before is not None and not again:
        record("look_at_list", push, actor=actor, date=date)
        return before
    outbox.put(push.department, push.reference, files_of(push))
    return _left(push, Way.AGAIN if before else Way.OUTBOX, actor, date)


@action(SEND)
def deliver_again(*, push: Push, actor: Actor, date: Date) -> Delivery:
    """Put the same bytes into the outbox another time: the receiver has lost them."""
    return deliver(push=push, actor=actor, date=date, again=True)


@action(FETCH)
def hand_out(*, push: Push, way: str, actor: Actor, date: Date) -> dict[str, bytes]:
    """The files of a list by name, to whoever fetches them: a delivery like any other.

    Raises PermissionDenied for another department's, and ValidationError for a list that was not delivered yet to
    somebody of the receiver.
    """
    _check_receiver(actor, push)
    _left(push, way, actor, date)
    return files_of(push)


@action(ANSWER)
def take_receipt(*, push: Push, file_name: str, content: bytes, actor: Actor, date: Date) -> Receipt:
    """Take the receiver's answer to a list: the rows that can be read count, the others are told.

    Raises ValidationError, in words, for a file that cannot be taken: no table, another list's, taken before.
    """
    _check_receiver(actor, push)
    _one_at_a_time(push.outbound, push.division_code)
    digest = vault.digest_of(content)
    before = Receipt.objects.filter(push=push, digest=digest).first()
    if before is not None:
        raise ValidationError(file_sentence("already_loaded", {"date": f"{before.received_on:%Y-%m-%d}"}))
    try:
        answers = read_receipt(content, push.reference, push.rows)
    except FileRefused as refusal:
        raise ValidationError(str(refusal)) from None
    receipt = _keep(push, answers, Receipt(push=push, file_name=file_name[:200], digest=digest), actor, date)
    vault.keep(content)
    new = {"accepted": receipt.accepted, "refused": receipt.refused, "faulty": len(receipt.faults)}
    record("take_receipt", push, actor=actor, date=date, new=new)
    return receipt


def _keep(push: Push, answers: Answers, receipt: Receipt, actor: Actor, date: Date) -> Receipt:
    """Write a receipt down, with how the whole list stands after it."""
    standing = {row: answer.outcome for row, answer in answers_of(push.pk).items()}
    standing |= {row: answer.outcome for row, answer in answers.rows.items()}
    receipt.rows = len(answers.rows) + len(answers.faults)
    receipt.accepted = sum(outcome == Outcome.ACCEPTED for outcome in standing.values())
    receipt.refused = len(standing) - receipt.accepted
    receipt.faults = [[number, problem.code, problem.detail] for number, problem in answers.faults[:1000]]
    receipt.received_on, receipt.received_by = date, actor.name
    receipt.save()
    bulk.create(
        ReceiptRow(
            receipt=receipt, push=push, row=row, outcome=said.outcome, reason=said.reason, words=said.words
        )
        for row, said in sorted(answers.rows.items())
    )  # fmt: skip
    return receipt


def _rows(contract: Outbound, month: Date, division: int) -> Laid:
    """The rows of a list.  Raises ValueError where one is of another place: such a list must not leave."""
    low, high = subtree(division)
    laid = writing.lay_out(contract, contract.rows(month, division))
    if any(not low <= row.division < high for row, _cells in laid):
        raise ValueError(f"{contract.code} has rows from outside {division}")
    return laid


def _enter(contract: Outbound, push: Push, laid: Laid, content: bytes, actor: Actor, date: Date) -> Push:
    """Keep the files of a new version, sign them, and enter it in the ledger with everybody who is in it."""
    among = Push.objects.filter(outbound=contract.code, division_code=push.division_code, month=push.month)
    push.version = (among.aggregate(Max("version"))["version__max"] or 0) + 1
    push.outbound, push.department, push.rows = contract.code, contract.department, len(laid)
    push.reference = f"{contract.code}-{str(push.division_code)[:6]}-{push.month:%Y%m}-{push.version}"
    with translation.override(settings.LANGUAGE_CODE):  # what the receiver reads, whoever presses the button
        push.purpose, push.legal_basis = str(contract.purpose)[:200], str(contract.legal_basis)[:200]
    push.sent_on, push.sent_by = date, actor.name
    push.answer_by = date + timedelta(days=contract.answer_within)
    push.keep_until = date + timedelta(days=contract.retention_days)
    push.digest = vault.keep(content)
    _sign(push)
    push.save()
    _enter_people(push, (row for row, _cells in laid))
    new = {"reference": push.reference, "rows": push.rows, "digest": push.digest}
    record("send_list", push, actor=actor, date=date, new=new)
    return push


def _sign(push: Push) -> None:
    key = current_key(settings.KEYS)
    push.key_number, push.public_key = key.number, key.public
    note = writing.note(push)
    push.manifest, push.signature = vault.keep(note), sign(key, note)


def _enter_people(push: Push, rows: Iterable[OutboundRow]) -> None:
    bulk.create(
        SentPerson(
            push=push, row=number, person_id=row.person, household_id=row.household, division_code=row.division,
            outbound=push.outbound,
        )
        for number, row in enumerate(rows, start=1)
    )  # fmt: skip


def _left(push: Push, way: str, actor: Actor, date: Date) -> Delivery:
    made = Delivery.objects.create(push=push, way=way, delivered_on=date, delivered_by=actor.name)
    record("deliver_list", push, actor=actor, date=date, new={"way": way})
    return made


def _check_place(actor: Actor, division: int) -> None:
    if not actor.scope.covers(division):
        raise PermissionDenied(_("This list is of a place that you do not work for."))


def _check_receiver(actor: Actor, push: Push) -> None:
    if actor.scope.covers(push.division_code):
        return
    if push.department not in actor.scope.departments:
        raise PermissionDenied(_("This list is for another department."))
    if not Delivery.objects.filter(push=push, way__in=(Way.OUTBOX, Way.AGAIN)).exists():
        raise ValidationError(_("This list was not sent yet."))


def _one_at_a_time(outbound: str, division: int) -> None:
    """Of one list of one county, versions and receipts come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"outbound.{outbound}.{division}"])
