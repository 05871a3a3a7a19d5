"""`assistance.price`: the supplement for one month's indices."""

from typing import Literal

from pydantic import Field

from minzheng.rulekit.facts import Facts, Percent
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import INDEX, MONEY, STANDARD, Parameter
from minzheng.rulekit.money import Fen
from minzheng.rulekit.place import At, Place
from minzheng.rulekit.reasons import Reason
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.price_supplement.rules import amount_per_person, starts

_TRIGGER, _AMOUNT = "ndrc-2021-1553#trigger", "ndrc-2021-1553#amount"
PLACE = Place(
    At("standard_year", Parameter("standard.{residence}", STANDARD, "sc-2014-649#art-10", _("Dibao standard a year"))),
    At("consumer_trigger", Parameter("price.cpi_trigger", INDEX, _TRIGGER, _("Starts at a rise of consumer prices"))),
    At("food_trigger", Parameter("price.food_trigger", INDEX, _TRIGGER, _("Starts at a rise of food prices"))),
    At("floor", Parameter("price.floor", MONEY, _AMOUNT, _("Not less per person than"))),
)
NOT_STARTED = _("Neither consumer prices nor food prices rose enough for the mechanism to start.")


class PriceFacts(Facts):
    """A month's rises against the year before, in percent, and the persons, each counted once."""

    kind: Literal["price"] = "price"
    cpi: Percent
    food: Percent = 0
    persons: int = Field(default=1, ge=0, le=2_000_000_000)


@operation(
    "assistance.price",
    label=_("Price-linked supplement"),
    law=(_TRIGGER, _AMOUNT),
    facts=PriceFacts,
    parameters=tuple(at.parameter.key for at in PLACE.bound),
)
def price(facts: PriceFacts, context: CaseContext) -> Answer:
    """Whether the mechanism starts and what is paid in all."""
    place = context.place(PLACE)
    if not starts(facts.cpi, facts.food, place):
        return Answer({"cls": "PRICE", "started": False, "one_off": Fen(0)}, [Reason("NOT_STARTED", NOT_STARTED)])
    each = amount_per_person(facts.cpi, place)
    return Answer({"cls": "PRICE", "started": True, "per_person": Fen(each), "one_off": Fen(each * facts.persons)})
