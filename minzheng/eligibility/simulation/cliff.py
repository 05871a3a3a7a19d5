"""The cliff chart: what a household has to live on as one member earns more, and where one more yuan leaves less."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from minzheng.eligibility.simulation.model import Model
from minzheng.rulekit.mass import SLICES, Population, check_totals
from minzheng.rulekit.mass import evaluate as evaluate_population
from minzheng.rulekit.money import FEN_PER_YUAN, MONTHS
from minzheng.rulekit.parameters import ParameterView


@dataclass(frozen=True)
class Point:
    """What is earned and what is then paid, both in fen a month."""

    income: int
    benefit: int

    @property
    def together(self) -> int:
        """What there is to live on."""
        return self.income + self.benefit


@dataclass(frozen=True)
class Cliff:
    """Earning one yuan a month more than `income` takes away `loss` in benefits; both in fen a month."""

    income: int
    loss: int


@dataclass(frozen=True)
class Chart:
    """The points of the line, one a step, and every cliff on the way."""

    points: list[Point]
    cliffs: list[Cliff]


def chart(
    model: Model, household: Any, members: list[Any], supporters: list[Any], values: ParameterView, *,
    of: int = 0, source: str = "wage", most: int = 3_000, step: int = 50,
) -> Chart:  # fmt: skip
    """Every whole yuan a month is tried, so that no cliff lies between two steps.

    household, members, supporters    the records of one household.
    of, source    whose income rises, and which: a yearly amount of the member ("wage", "property", "business").
    most, step    up to how many yuan a month, and how many between two points.
    """
    population = _earning(model, household, members, supporters, values, of, source, most)
    check_totals(population.slices, population.members, *model.layout.totals)
    benefit = model.monthly(evaluate_population(model.rule, population, model.outcome, threads=1)).tolist()
    points = [Point(yuan * FEN_PER_YUAN, benefit[yuan]) for yuan in range(0, most + 1, step)]
    losses = [now - then for now, then in pairwise(benefit)]
    cliffs = [Cliff(yuan * FEN_PER_YUAN, loss) for yuan, loss in enumerate(losses) if loss > FEN_PER_YUAN]
    return Chart(points, cliffs)


def _earning(
    model: Model, household: Any, members: list[Any], supporters: list[Any], values: ParameterView, of: int,
    source: str, most: int,
) -> Population:  # fmt: skip
    """The household once for every yuan; a wage is earned in every month."""
    layout, number = model.layout, most + 1
    every = np.arange(number)
    people = np.tile(layout.member.array(members), number)
    earned = {source: every * (MONTHS * FEN_PER_YUAN)}
    if source == "wage":
        earned["wage_months"] = np.where(every > 0, MONTHS, 0)
    checked = layout.member.check(earned)
    for name in earned:
        people[name][of :: len(members)] = checked[name]
    slices = SLICES.check(
        {
            "first_member": every * len(members), "members": np.full(number, len(members)),
            "first_supporter": every * 0, "supporters": np.full(number, len(supporters)),
        }
    )  # fmt: skip
    return Population(
        slices, np.tile(layout.household.array([household]), number), people,
        layout.supporter.array(supporters), model.place.array([values.record(model.place)]),
    )  # fmt: skip
