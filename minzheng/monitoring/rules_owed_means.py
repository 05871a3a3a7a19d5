"""When means are a sign that an allowance is no longer owed.  They see figures, no people and no database."""

from typing import Annotated

from pydantic import Field

from minzheng.monitoring.asking import answers
from minzheng.rulekit.facts import Facts, Yuan
from minzheng.rulekit.i18n import _
from minzheng.rulekit.kinds import COUNT, MONEY, Parameter
from minzheng.rulekit.parameters import declare
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


answers("I02", _("A pension above the line"), means_above_line, MeansAboveLine, line=MEANS)
answers("I03", _("Insured work while an allowance is drawn"), means_above_line, MeansAboveLine, line=MEANS)
answers("I28", _("A public wage while an allowance is drawn"), means_above_line, MeansAboveLine, line=MEANS)
answers("I27", _("Declared income while an allowance is drawn"), means_above_line, MeansAboveLine, line=MEANS)


@rule(law="mca-2022-83#sec-1-3", label=_("A part in a company"))
def part_in_company(allowance: bool, capital: int, line: int) -> bool:
    """Whether somebody has a part in a company of some capital while an allowance is drawn."""
    return allowance and capital > line


class PartInCompany(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    capital: Yuan


answers("I04", _("A part in a company"), part_in_company, PartInCompany, line=CAPITAL)


@rule(law="mca-2022-83#sec-1-3", label=_("A car"))
def owns_car(allowance: bool, cars: int, line: int) -> bool:
    """Whether a car in use is registered while an allowance is drawn; the first is one too many."""
    return allowance and cars > line


class OwnsCar(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    cars: Annotated[int, Field(ge=0)]


answers("I05", _("A car"), owns_car, OwnsCar, line=CARS)


@rule(law="mca-2022-83#sec-1-3", label=_("A dwelling bought"))
def bought_home(allowance: bool, homes: int, line: int) -> bool:
    """Whether so many dwellings were bought while an allowance is drawn."""
    return allowance and homes >= line


class BoughtHome(Facts):
    """What the rule sees, amounts by month and in yuan."""

    allowance: bool
    homes: Annotated[int, Field(ge=0)]


answers("I06", _("A dwelling bought"), bought_home, BoughtHome, line=HOMES)
