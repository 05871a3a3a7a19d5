"""How people, households and bodies are found by what somebody types."""

from django.db.models import Q

from minzheng.kernel.identity import resident_id as numbers
from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.search import tokens
from minzheng.registers.models import Household, Organization, Person

PEOPLE, HOUSEHOLDS, ORGANIZATIONS = "people", "households", "organizations"
_LENGTHS = (15, 18)


def person_tokens(person: Person) -> set[int]:
    """The tokens of a person: name by pieces and sound, parts of the identity number; the birth date in any case."""
    found = tokens.name_tokens(PEOPLE, person.name) | {tokens.token(PEOPLE, "birth", f"{person.birth_date:%Y%m%d}")}
    return found | (tokens.number_tokens(PEOPLE, str(person.resident_id)) if person.resident_id else set())


def household_tokens(household: Household) -> set[int]:
    """The tokens of a household: its address.  Its members are found as people."""
    return tokens.text_tokens(HOUSEHOLDS, household.address)


def organization_tokens(body: Organization) -> set[int]:
    """The tokens of a body: name by pieces and sound, and address."""
    found = tokens.name_tokens(ORGANIZATIONS, body.name) if len(body.name) <= 12 else set()
    return found | tokens.text_tokens(ORGANIZATIONS, f"{body.name} {body.address}")


def number_hashes(text: str) -> list[bytes]:
    """The keyed hashes of what looks like a whole identity number, old ones made new; none for anything else.

    There are several while the index key is being changed.
    """
    number = numbers.clean(text)
    if len(number) not in _LENGTHS:
        return []
    try:
        whole = numbers.upgrade(number) if len(number) == _LENGTHS[0] else numbers.parse(number).number
    except numbers.InvalidResidentId:
        return []
    return keyring().keyed_hashes(whole)


def person_by_number(text: str) -> Q | None:
    """The condition for a whole identity number."""
    hashes = number_hashes(text)
    return Q(resident_hash__in=hashes) if hashes else None


def household_by_number(text: str) -> Q | None:
    """The condition for a household number, or for the whole identity number of a member."""
    hashes = number_hashes(text)
    if hashes:
        return Q(pk__in=Household.objects.filter(memberships__person__resident_hash__in=hashes).values("pk"))
    known = Household.objects.filter(number=text).exists() if any(c.isdigit() for c in text) else False
    return Q(number=text) if known else None


def organization_by_code(text: str) -> Q | None:
    """The condition for a whole credit code."""
    return Q(uscc=text.upper()) if len(text) == 18 and text.isalnum() and text.isascii() else None
