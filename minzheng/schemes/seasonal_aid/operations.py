"""`assistance.heating` and `assistance.grain`: aid of a season, in money or in kind."""

from enum import IntEnum
from typing import Any, Literal

from pydantic import Field

from minzheng.rulekit.facts import Facts
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, Kind, Parameter, choice, several
from minzheng.rulekit.money import Fen, scaled
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.reasons import Reason
from minzheng.rulekit.registry import Answer, CaseContext, operation
from minzheng.schemes.seasonal_aid.rules import Season, grain_grams, season_share

_HEATING, _GRAIN = "local-rules#heating", "local-rules#seasonal-grain"
KILOGRAMS = Kind(
    "weight",
    _("kg"),
    lambda w: scaled(w, 1000, _("%(value)s is not a weight in kilograms (at most 3 decimals)")),
    lambda v: f"{v / 1000:g}",
)


class Covered(IntEnum):
    """Classes a place may cover."""

    DIBAO = 0
    TEKUN = 1
    EDGE = 2
    RIGID = 3


class Given(IntEnum):
    """Money or coal."""

    MONEY = 0
    COAL = 1


declare(
    Parameter("heating.classes", several(Covered), "sc-2023-39#sec-4", _("Classes given heating")),
    Parameter("heating.given_as", choice(Given), _HEATING, _("Heating in money or coal")),
    Parameter("heating.amount", MONEY, _HEATING, _("Heating money per household and winter")),
    Parameter("heating.coal", COUNT, _HEATING, _("Coal per household and winter, kilograms")),
    Parameter("grain.ration", KILOGRAMS, _GRAIN, _("Grain per person and month")),
    Parameter("grain.months_most", COUNT, _GRAIN, _("Lean months at most")),
)
SENTENCES = {
    Season.GIVEN: _("The household is given its share of the season."),
    Season.CLASS_NOT_COVERED: _("The household is in no class that the place covers."),
    Season.ALREADY_GIVEN: _("The household has already been given its share this season."),
}


class HeatingFacts(Facts):
    """A household before the winter."""

    household_class: Literal["DIBAO", "TEKUN", "EDGE", "RIGID", "OTHER"]
    already_given: bool = False


class GrainFacts(Facts):
    """A household before the lean season."""

    persons: int = Field(ge=1, le=40)
    months_short: int = Field(ge=1, le=12)
    already_given: bool = False


@operation(
    "assistance.heating",
    label=_("Heating aid of a winter"),
    law=("sc-2023-39#sec-4", _HEATING),
    facts=HeatingFacts,
    parameters=("heating.",),
)
def heating(facts: HeatingFacts, context: CaseContext) -> Answer:
    """Money or coal, once a winter."""
    values = context.values
    named = facts.household_class in Covered.__members__
    covered = named and bool(values.get("heating.classes") >> Covered[facts.household_class] & 1)
    share = Season(season_share(covered, facts.already_given))
    outcome: dict[str, Any] = {"cls": "HEATING" if share == Season.GIVEN else "NONE", "one_off": Fen(0)}
    if share == Season.GIVEN and values.get("heating.given_as") == Given.COAL:
        outcome["goods"] = {"coal_kg": values.get("heating.coal")}
    elif share == Season.GIVEN:
        outcome["one_off"] = Fen(values.get("heating.amount"))
    return Answer(outcome, [Reason(share.name, SENTENCES[share])])


@operation(
    "assistance.grain",
    label=_("Grain for the lean months"),
    law=(_GRAIN,),
    facts=GrainFacts,
    parameters=("grain.",),
)
def grain(facts: GrainFacts, context: CaseContext) -> Answer:
    """Kilograms of grain: in kind, so never income."""
    share = Season(season_share(True, facts.already_given))
    months = min(facts.months_short, context.values.get("grain.months_most"))
    grams = grain_grams(facts.persons, months, context.values.get("grain.ration")) if share == Season.GIVEN else 0
    outcome = {"cls": "GRAIN" if grams else "NONE", "goods": {"grain_kg": grams / 1000}}
    return Answer(outcome, [Reason(share.name, SENTENCES[share])])
