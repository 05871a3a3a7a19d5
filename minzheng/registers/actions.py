"""Acts on the registers: entering and correcting a person, moving a household from one place to another."""

from collections.abc import Mapping
from datetime import date as Date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import registry
from minzheng.kernel.identity import resident_id as numbers
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.screens.actions import told
from minzheng.kernel.search import indexing
from minzheng.registers.models import Household, Membership, Person, Transfer
from minzheng.registers.policies import TRANSFER, WRITE_PEOPLE
from minzheng.registers.search import HOUSEHOLDS, PEOPLE


@action(WRITE_PEOPLE)
def save_person(*, row: Person | None, values: Mapping[str, Any], actor: Actor, date: Date) -> Person:
    """Enter a person, or correct what the register says of them.

    Raises ValidationError, in words, for a number that cannot be, that another bears, or that does not go with the
    date of birth; and for a place outside the actor's own.
    """
    person = row or Person()
    old = told(person, values) if row else None
    before = _triples(person) if row else set()
    for name, value in values.items():
        setattr(person, name, value)
    _check_number(person)
    if not any(actor.scope.covers(code) for code in (person.residence_code, person.registration_code)):
        raise ValidationError(_("A person is entered by the place where they live or are registered."))
    person.full_clean(exclude=["resident_hash"])
    person.save()
    indexing.index(PEOPLE, person, before)
    record("change" if row else "create", person, actor=actor, date=date, old=old, new=told(person, values),
           division_code=person.residence_code)  # fmt: skip
    return person


def _check_number(person: Person) -> None:
    """Bring the number into its plain form and its keyed hash beside it."""
    number = numbers.clean(str(person.resident_id or ""))
    if not number:
        person.resident_id, person.resident_hash = None, None
        return
    try:
        whole = numbers.upgrade(number) if len(number) == 15 else numbers.parse(number).number
    except numbers.InvalidResidentId as invalid:
        raise ValidationError({"resident_id": _NUMBER_FAULTS[invalid.fault]()}) from None
    if person.birth_date and numbers.parse(whole).birth != person.birth_date:
        raise ValidationError({"resident_id": _("The number says another date of birth than is written here.")})
    hashed = keyring().keyed_hash(whole)
    if Person.objects.filter(resident_hash=hashed).exclude(pk=person.pk).exists():
        raise ValidationError({"resident_id": _("Somebody in the register has this number already.")})
    person.resident_id, person.resident_hash = whole, hashed


_NUMBER_FAULTS = {
    numbers.IdFault.LENGTH: lambda: _("A resident ID number has 18 places, 15 in old records."),
    numbers.IdFault.CHARSET: lambda: _("The number has a character that is neither a digit nor a final X."),
    numbers.IdFault.CHECK: lambda: _("The check digit does not agree: one place is mistyped, or two are swapped."),
    numbers.IdFault.DATE: lambda: _("Places 7 to 14 are not a date of birth."),
}


@action(TRANSFER)
def open_transfer(*, household: Household, to_code: int, reason: str, actor: Actor, date: Date) -> Transfer:
    """Let another place take a household over: from now on both see it, and nothing it draws is interrupted.

    Raises ValidationError, in words, where a transfer runs already or leads nowhere.
    """
    if Transfer.objects.filter(household=household, ended_on=None).exists():
        raise ValidationError(_("A transfer of this household is under way already. End it first."))
    if to_code == household.residence_code:
        raise ValidationError(_("The household lives there already."))
    transfer = Transfer.objects.create(
        household=household, from_code=household.residence_code, to_code=to_code, opened_on=date, reason=reason.strip()
    )
    _seat(household, transfer_code=to_code)
    record("open_transfer", transfer, actor=actor, date=date, division_code=transfer.from_code,
           new={"to": to_code, "reason": transfer.reason})  # fmt: skip
    return transfer


@action(TRANSFER)
def end_transfer(*, transfer: Transfer, taken_over: bool, actor: Actor, date: Date) -> Transfer:
    """End a transfer: the new place has taken the household over, or it stays where it was.  Only one sees it then.

    Raises ValidationError where the one who ends it is not of the place that takes over.
    """
    if transfer.ended_on is not None:
        raise ValidationError(_("This transfer has ended already."))
    if taken_over and not actor.scope.covers(transfer.to_code):
        raise ValidationError(_("The place that takes over says so itself; ask it to end the transfer."))
    transfer.ended_on, transfer.taken_over = date, taken_over
    transfer.save(update_fields=["ended_on", "taken_over"])
    side = next(code for code in (transfer.from_code, transfer.to_code) if actor.scope.covers(code))
    record("end_transfer", transfer, actor=actor, date=date, new={"taken_over": taken_over}, division_code=side)
    household = transfer.household
    if taken_over:
        _seat(household, residence_code=transfer.to_code, transfer_code=None)
    else:
        _seat(household, transfer_code=None)
    return transfer


def _seat(household: Household, **codes: int | None) -> None:
    """Write where a household and its people are seen from, with their tokens."""
    members = Membership.objects.filter(household=household, valid__endswith=None).select_related("person")
    seated: list[tuple[str, Household | Person]] = [(HOUSEHOLDS, household), *((PEOPLE, m.person) for m in members)]
    for register, row in seated:
        before = indexing.triples(registry.registers[register], row)
        for name, code in codes.items():
            setattr(row, name, code)
        indexing.index(register, row, before)
    for _register, row in reversed(seated):
        row.save(update_fields=list(codes))


def _triples(person: Person) -> set[tuple[int, int, int]]:
    return indexing.triples(registry.registers[PEOPLE], person)
