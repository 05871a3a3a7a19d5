"""A scheme as the simulation sees it, and what its rules give a population under some values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from minzheng.eligibility.common.codes import HouseholdClass
from minzheng.rulekit.arrow import evaluate_table
from minzheng.rulekit.mass import SLICES, kernel
from minzheng.rulekit.outcomes import room_for
from minzheng.rulekit.parameters import ParameterView
from minzheng.rulekit.place import Place
from minzheng.rulekit.records import Layout
from minzheng.rulekit.rule import Rule

Column = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Model:
    """How a scheme is simulated.

    code, label      the scheme, and what it is called (English msgid).
    rule, outcome    what is evaluated for each household, and the named tuple it returns.
    place, layout    the record of values and the records of facts it reads.
    monthly          from the fields of the outcome to fen a month for each household.
    covered          from them to the members who are paid for, as bits of their index.
    household_class  from them to the class of each household, a HouseholdClass; None for what goes by people alone and
                     asks for no means.
    funding          who bears what is paid; None where no shares are set.
    """

    code: str
    label: str
    rule: Rule
    outcome: type[Any]
    place: Place
    layout: Layout
    monthly: Callable[[dict[str, Column]], Column]
    covered: Callable[[dict[str, Column]], Column]
    household_class: Callable[[dict[str, Column]], Column] | None = None
    funding: Place | None = None

    @property
    def asks_for_means(self) -> bool:
        """Whether income and assets count, so that a household nobody asked counts as receiving nothing."""
        return self.household_class is not None

    @property
    def keys(self) -> tuple[str, ...]:
        """The parameters whose values change what it gives."""
        return tuple(at.parameter.key for at in self.place.bound)

    def compile(self) -> None:
        """Have the compiled rules on disk before somebody waits for them; quick where they are there already."""
        records = (SLICES, self.layout.household, self.layout.member, self.layout.supporter, self.place)
        results = room_for(self.outcome, 0)
        kernel(self.rule, len(results))(*(record.array([]) for record in records), results, 0, 0, 0)


@dataclass(frozen=True)
class Paid:
    """What a scheme pays a population under some values: for each household fen a month, members as bits, its class."""

    monthly: Column
    covered: Column
    household_class: Column | None = None

    @cached_property
    def classes(self) -> dict[str, int]:
        """How many households are in each class; empty where the scheme knows no classes."""
        if self.household_class is None:
            return {}
        return {each.name: int(np.count_nonzero(self.household_class == each)) for each in HouseholdClass}

    @cached_property
    def households(self) -> int:
        """How many households are paid."""
        return int(np.count_nonzero(self.monthly))

    @cached_property
    def heads(self) -> int:
        """How many people are paid for."""
        return int(np.bitwise_count(self.covered).sum(dtype=np.int64))

    @cached_property
    def yearly(self) -> int:
        """What it costs a year, in fen, if nothing changes for twelve months."""
        return int(self.monthly.sum(dtype=np.int64)) * 12


def evaluate(model: Model, households: pa.Table, values: Sequence[ParameterView], *, threads: int = 2) -> Paid:
    """What is paid under these values: one view for each number in the column `place` of the table."""
    places = model.place.array([view.record(model.place) for view in values])
    found = evaluate_table(model.rule, households, model.layout, places, model.outcome, threads=threads)
    classes = model.household_class(found) if model.household_class else None
    return Paid(model.monthly(found), model.covered(found), classes)
