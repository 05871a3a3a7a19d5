"""When means are a sign that an allowance is no longer owed.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, Parameter
from minzheng.rulekit.money import Fen
from minzheng.rulekit.parameters import declare
from minzheng.rulekit.registry import CaseContext, operation
from minzheng.rulekit.rule import rule

MEANS = Parameter(
    key="monitoring.means_line",
    kind=MONEY,
    law="mca-2022-83#sec-1-3",
    label=_("Known monthly income per head above which the allowance may no longer be owed"),
)
CAPITAL = Parameter(
    key="monitoring.company_capital",
    kind=MONEY,
    law="mca-2022-83#sec-1-3",
    label=_("Capital subscribed in a company above which the allowance is looked at again"),
)
HOMES = Parameter(
    key="monitoring.homes",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Dwellings bought with which the allowance is looked at again"),
)
CARS = Parameter(
    key="monitoring.cars",
    kind=COUNT,
    law="mca-2022-83#sec-1-3",
    label=_("Cars that a household with an allowance may have"),
)
declare(MEANS, CAPITAL, HOMES, CARS)


@rule(law="mca-2022-83#sec-1-3", label=_("A pension above the line"))
def means_above_line(allowance: bool, known_income: int, line: int) -> bool:
    """Whether the known income per head reaches the line while an allowance is drawn."""
    return allowance and known_income >= line


class MeansAboveLine(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    known_income: Yuan


@operation(
    "alert.I02",
    label=_("A pension above the line"),
    law=("mca-2022-83#sec-1-3",),
    facts=MeansAboveLine,
    parameters=(MEANS.key,),
)
def i02(facts: MeansAboveLine, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and at which line."""
    line = context.values.get(MEANS.key)
    raised = means_above_line(facts.allowance, facts.known_income, line)
    return {"alert": raised, "line": Fen(line)}


@operation(
    "alert.I03",
    label=_("Insured work while an allowance is drawn"),
    law=("mca-2022-83#sec-1-3",),
    facts=MeansAboveLine,
    parameters=(MEANS.key,),
)
def i03(facts: MeansAboveLine, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and at which line."""
    line = context.values.get(MEANS.key)
    raised = means_above_line(facts.allowance, facts.known_income, line)
    return {"alert": raised, "line": Fen(line)}


@operation(
    "alert.I28",
    label=_("A public wage while an allowance is drawn"),
    law=("mca-2022-83#sec-1-3",),
    facts=MeansAboveLine,
    parameters=(MEANS.key,),
)
def i28(facts: MeansAboveLine, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and at which line."""
    line = context.values.get(MEANS.key)
    raised = means_above_line(facts.allowance, facts.known_income, line)
    return {"alert": raised, "line": Fen(line)}


@operation(
    "alert.I27",
    label=_("Declared income while an allowance is drawn"),
    law=("mca-2022-83#sec-1-3",),
    facts=MeansAboveLine,
    parameters=(MEANS.key,),
)
def i27(facts: MeansAboveLine, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and at which line."""
    line = context.values.get(MEANS.key)
    raised = means_above_line(facts.allowance, facts.known_income, line)
    return {"alert": raised, "line": Fen(line)}


@rule(law="mca-2022-83#sec-1-3", label=_("A part in a company"))
def part_in_company(allowance: bool, capital: int, line: int) -> bool:
    """Whether somebody has a part in a company of some capital while an allowance is drawn."""
    return allowance and capital > line


class PartInCompany(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    capital: Yuan


@operation(
    "alert.I04",
    label=_("A part in a company"),
    law=("mca-2022-83#sec-1-3",),
    facts=PartInCompany,
    parameters=(CAPITAL.key,),
)
def i04(facts: PartInCompany, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and at which line."""
    line = context.values.get(CAPITAL.key)
    raised = part_in_company(facts.allowance, facts.capital, line)
    return {"alert": raised, "line": Fen(line)}


@rule(law="mca-2022-83#sec-1-3", label=_("A car"))
def owns_car(allowance: bool, cars: int, line: int) -> bool:
    """Whether a car in use is registered while an allowance is drawn; the first is one too many."""
    return allowance and cars > line


class OwnsCar(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    cars: Annotated[int, Field(ge=0)]


@operation(
    "alert.I05",
    label=_("A car"),
    law=("mca-2022-83#sec-1-3",),
    facts=OwnsCar,
    parameters=(CARS.key,),
)
def i05(facts: OwnsCar, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and at which line."""
    line = context.values.get(CARS.key)
    raised = owns_car(facts.allowance, facts.cars, line)
    return {"alert": raised, "line": line}


@rule(law="mca-2022-83#sec-1-3", label=_("A dwelling bought"))
def bought_home(allowance: bool, homes: int, line: int) -> bool:
    """Whether so many dwellings were bought while an allowance is drawn."""
    return allowance and homes >= line


class BoughtHome(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    homes: Annotated[int, Field(ge=0)]


@operation(
    "alert.I06",
    label=_("A dwelling bought"),
    law=("mca-2022-83#sec-1-3",),
    facts=BoughtHome,
    parameters=(HOMES.key,),
)
def i06(facts: BoughtHome, context: CaseContext) -> dict[str, object]:
    """Whether the alert would be raised here, and at which line."""
    line = context.values.get(HOMES.key)
    raised = bought_home(facts.allowance, facts.homes, line)
    return {"alert": raised, "line": line}
