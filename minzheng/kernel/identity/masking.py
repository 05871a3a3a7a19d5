"""How much of a name or number may be shown, on screen and on public lists.

Public lists follow the practice of public notices (公示) for social assistance: the first character of an adult's name,
the whole name only with consent, never a child's name (Minors Protection Law), and a donor who did not consent under a
word of thanks (Charity Law, art. 82).
"""

from enum import StrEnum

HIDDEN_MINOR = "***"
UNNAMED_DONOR = "爱心人士"


class PublicRole(StrEnum):
    """As what a person appears on a public list."""

    ADULT = "adult"
    MINOR = "minor"
    DONOR = "donor"


def mask_name(name: str) -> str:
    """The first character and one star for each further one: 李小明 becomes 李**."""
    return name[:1] + "*" * (len(name) - 1)


def mask_resident_id(number: str) -> str:
    """The first four and the last two places: 5226************12."""
    return _keep(number, first=4, last=2)


def mask_phone(number: str) -> str:
    """The first three and the last four places: 199****0123."""
    return _keep(number, first=3, last=4)


def mask_account(number: str) -> str:
    """The last four places only."""
    return _keep(number, first=0, last=4)


def public_name(name: str, role: PublicRole, consent: bool = False) -> str:
    """The name a public list shows.  Consent that is not known counts as not given; a minor has none to give."""
    if role is PublicRole.MINOR:
        return HIDDEN_MINOR
    if consent:
        return name
    return UNNAMED_DONOR if role is PublicRole.DONOR else mask_name(name)


def _keep(text: str, first: int, last: int) -> str:
    """Hide all but both ends; a text too short for that is hidden whole, so that a stub never shows everything."""
    hidden = len(text) - first - last
    if hidden <= 0:
        return "*" * len(text)
    return text[:first] + "*" * hidden + text[len(text) - last :]
