"""Persons and the households they live in, and their facts."""

from collections.abc import Iterable

from openfisca_core.entities import Entity, GroupEntity, build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from minzheng.eligibility.common.records import HOUSEHOLD, MEMBER

Person: Entity = build_entity("person", "persons", "A person", is_person=True)
Household: GroupEntity = build_entity("household", "households", "A household", roles=[{"key": "member"}])

MOST_SUPPORTERS = 2
SUPPORTER_FACTS = ("size", "income_monthly", "agreed_monthly")
PERSON_FACTS = tuple(name for name in MEMBER.fields if name != "index")
HOUSEHOLD_FACTS = (
    "place",
    "missing_facts",  # a name is given once to all entities, and persons have `missing`
    *(name for name in HOUSEHOLD.fields if name != "missing"),
    *(f"supporter_{number}_{fact}" for number in range(1, MOST_SUPPORTERS + 1) for fact in SUPPORTER_FACTS),
)


class _WholeNumber(Variable):
    """OpenFisca reads the attributes a class has itself, not those it inherits: each subclass is given them."""

    def __init_subclass__(cls) -> None:
        for name, value in (("value_type", int), ("definition_period", DateUnit.MONTH), ("entity", cls.entity)):
            if name not in cls.__dict__:
                setattr(cls, name, value)


class OfPerson(_WholeNumber):
    """A whole number (fen where it is money) for every person in a month."""

    entity = Person


class OfHousehold(_WholeNumber):
    """A whole number (fen where it is money) for every household in a month."""

    entity = Household


def facts() -> Iterable[type[Variable]]:
    """A variable without a formula for every fact."""
    for name in PERSON_FACTS:
        yield type(name, (OfPerson,), {})
    for name in HOUSEHOLD_FACTS:
        yield type(name, (OfHousehold,), {})
