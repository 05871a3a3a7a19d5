"""A reform: some values from a day on, held beside those in force, over the households of a county."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from minzheng.eligibility.common.funding import split
from minzheng.eligibility.simulation.groups import Moved, moved
from minzheng.eligibility.simulation.model import Model, Paid, evaluate
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.parameters import Parameters, ParameterView
from minzheng.statistics.policy.models import model_reading
from minzheng.statistics.policy.population import Population, population_of

#: The order of the column `place` of a population.
RESIDENCES = ("rural", "urban")


@dataclass(frozen=True)
class Side:
    """What one set of values gives: households, people, fen a year, and who bears them."""

    paid: Paid
    by_level: Mapping[str, int]  # empty where no shares are set


@dataclass(frozen=True)
class Reform:
    """Both sides of a reform over one population."""

    model: Model
    population: Population
    before: Side
    after: Side

    @property
    def cost(self) -> int:
        """What the reform costs more a year, in fen; less than nothing where it saves."""
        return self.after.paid.yearly - self.before.paid.yearly

    @cached_property
    def groups(self) -> dict[str, list[Moved]]:
        """Who gains and who loses, by township, age, sex, ethnic group and disability."""
        return moved(self.before.paid, self.after.paid, self.population.table)

    @cached_property
    def gaining(self) -> int:
        """How many households receive more."""
        return int((self.after.paid.monthly > self.before.paid.monthly).sum())

    @cached_property
    def losing(self) -> int:
        """How many households receive less."""
        return int((self.after.paid.monthly < self.before.paid.monthly).sum())

    def as_json(self) -> dict[str, Any]:
        """The short form that is kept with a proposed value."""
        return {
            "households": self.population.households,
            "asked": self.population.asked,
            "cost_year_fen": self.cost,
            "before": {"households": self.before.paid.households, "year_fen": self.before.paid.yearly},
            "after": {"households": self.after.paid.households, "year_fen": self.after.paid.yearly},
            "gaining": self.gaining,
            "losing": self.losing,
        }


def reform(
    model: Model, population: Population, division: str, day: date, before: Parameters, after: Parameters,
    over: Mapping[str, Any] | None = None,
) -> Reform:  # fmt: skip
    """What a scheme gives under two sets of dated values on a day; `over` are values laid over the second.

    ParameterMissing where a value that the rules need is not set in the place.
    """
    now = _side(model, population, views(before, division, day))
    then = _side(model, population, [view.over(over or {}) for view in views(after, division, day)])
    return Reform(model, population, now, then)


def views(parameters: Parameters, division: str, day: date) -> list[ParameterView]:
    """The values for rural and for urban residents."""
    return [parameters.view(division, day, residence) for residence in RESIDENCES]


def _side(model: Model, population: Population, values: list[ParameterView]) -> Side:
    paid = evaluate(model, population.table, values)
    return Side(paid, split(paid.yearly, values[0].record(model.funding)) if model.funding else {})


def reform_by_value(key: str, division: str, day: date, after: Parameters, today: date) -> Reform | None:
    """What a value set for a county from a day on would cost and whom it would reach.

    None where no scheme that can be simulated reads it, where the place is no county, or where no household is known.
    """
    model = model_reading(key)
    if model is None or division.endswith("00"):
        return None
    population = population_of(int(division) * 10**6, today)
    return reform(model, population, division, day, parameters(), after) if population.households else None
