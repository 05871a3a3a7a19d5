"""Acts on the registers: entering and correcting a person, moving a household, recording what happens in a life.

A department's report changes nothing here.  Whoever records a death has seen a document or asked two people; what
follows from it elsewhere is declared by the rooms that own it.
"""

from collections.abc import Mapping
from datetime import date as Date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import registry
from minzheng.kernel.events.models import EventRecord
from minzheng.kernel.events.recording import is_recorded, record_event, withdraw_event
from minzheng.kernel.identity import disability_card
from minzheng.kernel.identity import resident_id as numbers
from minzheng.kernel.identity.division_code import DivisionLevel, level_of
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.screens.actions import told
from minzheng.kernel.search import indexing
from minzheng.registers.choices import Relation, Sex
from minzheng.registers.events import BIRTH, DEATH, DISABILITY_CARD, MARRIAGE, MOVE
from minzheng.registers.models import Household, Membership, Person, Transfer
from minzheng.registers.policies import RECORD_DEATH, RECORD_EVENT, TRANSFER, WITHDRAW_DEATH, WRITE_PEOPLE
from minzheng.registers.queries import household_of, living_in, memberships_on
from minzheng.registers.search import HOUSEHOLDS, PEOPLE

ADULT = 18


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
    if Person.objects.filter(resident_hash__in=keyring().keyed_hashes(whole)).exclude(pk=person.pk).exists():
        raise ValidationError({"resident_id": _("Somebody in the register has this number already.")})
    person.resident_id, person.resident_hash = whole, keyring().keyed_hash(whole)


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


@action(RECORD_DEATH)
def record_death(
    *, person: Person, died_on: Date, source: str, reference: str = "", actor: Actor, date: Date
) -> EventRecord:
    """Record that somebody died; told again with the same date, nothing is recorded twice.

    Raises ValidationError, in words, for a date that cannot be, without a source, or where another date stands.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.birth_date <= died_on <= date:
        raise ValidationError(_("A death lies between the birth and today. Look at the date again."))
    if not source.strip():
        raise ValidationError(_("Write what the death is known by: the certificate, or two people who confirm it."))
    if person.death_date not in (None, died_on):
        raise ValidationError(
            _("%(day)s is already recorded as the date of death. If it is wrong, withdraw it first.")
            % {"day": person.death_date.isoformat()}
        )
    known = is_recorded(DEATH.code, person.pk)
    if known is not None:
        record("record_death", person, actor=actor, date=date, new={"already recorded": known.pk})
        return known
    home, facts = household_of(person, died_on), _family_at(person, died_on)
    person.death_date = died_on
    person.save(update_fields=["death_date"])
    seat = _filed_at(person, actor)
    record("record_death", person, actor=actor, date=date, new={"died_on": died_on.isoformat(), "source": source},
           household_id=home.pk if home else None, division_code=seat)  # fmt: skip
    return record_event(
        DEATH.code, person_id=person.pk, household_id=home.pk if home else None, division_code=seat,
        happened_on=died_on, source=source.strip(), reference=reference.strip(), facts=facts, actor=actor, on=date,
    )  # fmt: skip


@action(WITHDRAW_DEATH)
def withdraw_death(*, person: Person, reason: str, actor: Actor, date: Date) -> EventRecord:
    """Withdraw a death that proved false: the person lives, and everything that followed is undone, the last first."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    event = is_recorded(DEATH.code, person.pk)
    if event is None:
        raise ValidationError(_("No death is recorded of this person, so there is nothing to withdraw."))
    before, person.death_date = person.death_date, None
    person.save(update_fields=["death_date"])
    record("withdraw_death", person, actor=actor, date=date, old={"died_on": str(before)}, new={"reason": reason},
           household_id=event.household_id, division_code=person.residence_code)  # fmt: skip
    return withdraw_event(event, reason=reason, actor=actor, on=date)


@action(RECORD_EVENT)
def record_birth(
    *, household: Household, name: str, born_on: Date, sex: Sex, source: str, resident_id: str | None = None,
    relation: Relation = Relation.CHILD, reference: str = "", actor: Actor, date: Date,
) -> Person:  # fmt: skip
    """Record a child born into a household; a number may come later.  The same number is nobody else's."""
    if born_on > date:
        raise ValidationError(_("A birth lies not in the future. Look at the date again."))
    if not (name.strip() and source.strip()):
        raise ValidationError(_("Write the child's name, and what the birth is known by."))
    same = memberships_on(born_on).filter(household=household, person__birth_date=born_on, person__name=name.strip())
    if same.exists():
        raise ValidationError(_("A child of this name, born on this day, already belongs to the household."))
    person = Person(
        name=name.strip(), birth_date=born_on, sex=sex, resident_id=resident_id,
        registration_code=household.registration_code, residence_code=household.residence_code,
    )  # fmt: skip
    _check_number(person)
    person.save()
    indexing.index(PEOPLE, person, set())
    Membership.objects.create(household=household, person=person, relation=relation, valid=(born_on, None))
    record("record_birth", person, actor=actor, date=date, new={"born_on": born_on.isoformat()},
           household_id=household.pk, division_code=household.residence_code)  # fmt: skip
    record_event(
        BIRTH.code, person_id=person.pk, household_id=household.pk, division_code=household.residence_code,
        happened_on=born_on, source=source.strip(), reference=reference.strip(), actor=actor, on=date,
    )  # fmt: skip
    return person


@action(RECORD_EVENT)
def record_marriage(
    *, one: Person, other: Person, married_on: Date, source: str, reference: str = "", actor: Actor, date: Date
) -> list[EventRecord]:
    """Record a marriage: an event of each of the two, with the other named in it."""
    if one.pk == other.pk:
        raise ValidationError(_("A marriage is between two people."))
    if married_on > date or any(p.death_date and p.death_date < married_on for p in (one, other)):
        raise ValidationError(_("Both have to be alive on the day of the marriage, and it lies not in the future."))
    if not source.strip():
        raise ValidationError(_("Write what the marriage is known by: the number of the certificate, or the office."))
    record("record_marriage", one, actor=actor, date=date, new={"with": other.pk, "on": married_on.isoformat()},
           division_code=one.residence_code)  # fmt: skip
    return [
        _event_of(MARRIAGE.code, person, married_on, source, reference, {"spouse_id": partner.pk}, actor, date)
        for person, partner in ((one, other), (other, one))
    ]


@action(RECORD_EVENT)
def move_household(
    *, household: Household, village: int, moved_on: Date, source: str, address: str = "", reference: str = "",
    actor: Actor, date: Date,
) -> EventRecord:  # fmt: skip
    """Record that a household lives in another village (its 12-digit code) from a day on, with everybody in it."""
    if level_of(village) != DivisionLevel.VILLAGE or not actor.scope.covers(village):
        raise ValidationError(_("Choose a village or community of your own places; a move elsewhere is a hand-over."))
    if moved_on > date:
        raise ValidationError(_("A move lies not in the future. Look at the date again."))
    household = Household.objects.select_for_update().get(pk=household.pk)
    before = household.residence_code
    if before == village:
        raise ValidationError(_("The household already lives there."))
    _seat(household, residence_code=village)
    if address.strip():
        household.address = address.strip()
        household.save(update_fields=["address"])
    record("move_household", household, actor=actor, date=date, old={"village": before}, new={"village": village},
           household_id=household.pk, division_code=village)  # fmt: skip
    return record_event(
        MOVE.code, person_id=None, household_id=household.pk, division_code=village, happened_on=moved_on,
        source=source.strip(), reference=reference.strip(), facts={"from": before, "to": village}, actor=actor, on=date,
    )  # fmt: skip


@action(RECORD_EVENT)
def record_disability_card(
    *, person: Person, number: str, issued_on: Date, low_income: bool, source: str, actor: Actor, date: Date
) -> EventRecord:
    """Record a disability card that was shown: its number tells category and level, and has to be the person's own."""
    try:
        card = disability_card.parse(number)
    except (disability_card.InvalidDisabilityCard, numbers.InvalidResidentId):
        raise ValidationError(
            _("This is no number of a disability card: it has twenty places, then perhaps B and a count.")
        ) from None
    if card.resident_id != person.resident_id:
        raise ValidationError(_("The card is another person's: its number begins with another resident ID number."))
    facts = {
        "grade": card.level, "category": int(card.category), "age": person.age_on(date), "low_income": low_income,
    }  # fmt: skip
    record("record_disability_card", person, actor=actor, date=date, new={"grade": card.level},
           division_code=person.residence_code)  # fmt: skip
    return _event_of(DISABILITY_CARD.code, person, issued_on, source, "", facts, actor, date)


def _event_of(
    kind: str, person: Person, day: Date, source: str, reference: str, facts: dict[str, Any], actor: Actor, on: Date
) -> EventRecord:
    home = household_of(person, on)
    return record_event(
        kind, person_id=person.pk, household_id=home.pk if home else None, division_code=_filed_at(person, actor),
        happened_on=day, source=source.strip(), reference=reference.strip(), facts=facts, actor=actor, on=on,
    )  # fmt: skip


def _filed_at(person: Person, actor: Actor) -> int:
    """Where an event about somebody is filed: where they live, or are registered if that is where the actor works."""
    return person.residence_code if actor.scope.covers(person.residence_code) else person.registration_code


def _family_at(person: Person, day: Date) -> dict[str, Any]:
    """What conditions of effects ask of a family: whether there is a spouse, and children under eighteen."""
    home = household_of(person, day)
    others = list(living_in(home.pk, day, without=person.pk)) if home else []
    own = Membership.objects.filter(person=person, valid__contains=day).values_list("relation", flat=True).first()
    couple = {Relation.SELF, Relation.SPOUSE}
    return {
        "age": person.age_on(day),
        "spouse": own in couple and any(member.relation in couple for member in others),
        "minor_children": any(member.person.age_on(day) < ADULT for member in others),
        "alone": not others,
    }
