"""The unified social credit code of an organisation (统一社会信用代码, GB 32100-2015).

Eighteen places: registering department, kind, six of the division, nine of the body and a check character, from the
digits and the capital letters without I, O, S, V and Z.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.cn import uscc

_SHAPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)


class OrganisationKind(StrEnum):
    """What kind of body a code was given to, by its first two places."""

    ASSOCIATION = "association"
    SERVICE_INSTITUTION = "service_institution"
    FOUNDATION = "foundation"
    VILLAGE_COMMITTEE = "village_committee"
    RESIDENTS_COMMITTEE = "residents_committee"
    OTHER_CIVIL_AFFAIRS = "other"
    STATE_ORGAN = "state_organ"
    PUBLIC_INSTITUTION = "public_institution"
    ENTERPRISE = "enterprise"
    INDIVIDUAL_BUSINESS = "individual_business"
    FARMERS_COOPERATIVE = "farmers_cooperative"
    COLLECTIVE = "collective"
    UNKNOWN = "unknown"


_KINDS = {
    "51": OrganisationKind.ASSOCIATION,
    "52": OrganisationKind.SERVICE_INSTITUTION,
    "53": OrganisationKind.FOUNDATION,
    "54": OrganisationKind.VILLAGE_COMMITTEE,
    "55": OrganisationKind.RESIDENTS_COMMITTEE,
    "59": OrganisationKind.OTHER_CIVIL_AFFAIRS,
    "11": OrganisationKind.STATE_ORGAN,
    "12": OrganisationKind.PUBLIC_INSTITUTION,
    "91": OrganisationKind.ENTERPRISE,
    "92": OrganisationKind.INDIVIDUAL_BUSINESS,
    "93": OrganisationKind.FARMERS_COOPERATIVE,
    "N1": OrganisationKind.COLLECTIVE,
    "N2": OrganisationKind.COLLECTIVE,
    "N3": OrganisationKind.COLLECTIVE,
}


class CodeFault(StrEnum):
    """What is wrong with a code; the first that applies, in this order, is the one reported."""

    LENGTH = "LENGTH"
    CHARSET = "CHARSET"
    CHECK = "CHECK"
    TYPE_MISMATCH = "TYPE_MISMATCH"


class InvalidCreditCode(ValueError):
    """A code that cannot be a unified social credit code, or not one of the declared kind; `fault` says why."""

    def __init__(self, fault: CodeFault) -> None:
        super().__init__(f"not a unified social credit code: {fault}")
        self.fault = fault


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code that passed every check, with what can be read from it."""

    code: str
    kind: OrganisationKind
    division: str


def parse(code: str, declared: str | None = None) -> CreditCode:
    """Read a code; with `declared`, also require that it belongs to that kind of body.

    Raises InvalidCreditCode with the first fault found.
    """
    if len(code) != 18:
        raise InvalidCreditCode(CodeFault.LENGTH)
    if not _SHAPE.fullmatch(code):
        raise InvalidCreditCode(CodeFault.CHARSET)
    if uscc.calc_check_digit(code) != code[17]:
        raise InvalidCreditCode(CodeFault.CHECK)
    kind = _KINDS.get(code[:2], OrganisationKind.UNKNOWN)
    if declared is not None and declared != kind:
        raise InvalidCreditCode(CodeFault.TYPE_MISMATCH)
    return CreditCode(code, kind, code[2:8])


def check_character(first_seventeen: str) -> str:
    """The eighteenth place for the seventeen before it (weights 3^i mod 31)."""
    return uscc.calc_check_digit(first_seventeen)
