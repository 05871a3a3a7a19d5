"""The tax and benefit system, and a simulation of it filled from an Arrow table."""

import inspect
from typing import Any

import numpy as np
import pyarrow as pa
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from benchmarks.rules.openfisca_rules import entities, households, parameters, people

OUTPUTS = {
    "household_class": "household_class", "counted": "counted", "number": "number", "countable": "countable",
    "before_deductions": "before_deductions", "spending": "spending", "dibao": "dibao", "edge": "edge",
    "rigid": "rigid", "dibao_bars": "dibao_bars", "missing": "household_missing", "gap": "gap", "top_up": "top_up",
    "tier": "tier", "household_monthly": "household_monthly", "singles": "singles",
    "singles_monthly": "singles_monthly",
}  # fmt: skip


def system(rural: Any, urban: Any) -> TaxBenefitSystem:
    """Every variable and the values in force for rural and urban residents."""
    made = TaxBenefitSystem([entities.Person, entities.Household])
    made.parameters = parameters.tree(rural, urban)
    for variable in entities.facts():
        made.add_variable(variable)
    for module in (people, households):
        bases = (entities.OfPerson, entities.OfHousehold)
        for _name, variable in inspect.getmembers(module, inspect.isclass):
            if issubclass(variable, bases) and variable not in bases:
                made.add_variable(variable)
    return made


def simulation(made: TaxBenefitSystem, table: pa.Table, period: str) -> Simulation:
    """The households of a table with all their facts, by the way OpenFisca documents for survey data."""
    members = table["members"].combine_chunks()
    offsets = members.offsets.to_numpy()
    sizes = np.diff(offsets)
    builder = SimulationBuilder()
    builder.create_entities(made)
    builder.declare_person_entity("person", np.arange(sizes.sum()))
    group = builder.declare_entity("household", np.arange(table.num_rows))
    builder.join_with_persons(group, np.repeat(group.ids, sizes), roles=np.zeros(sizes.sum(), np.int8))
    made_of = builder.build(made)
    structs = members.values.slice(offsets[0], offsets[-1] - offsets[0])
    for name in entities.PERSON_FACTS:
        made_of.set_input(name, period, structs.field(name).to_numpy())
    for name in ("place", *entities.HOUSEHOLD.fields):
        column = table[name].combine_chunks().to_numpy()
        made_of.set_input("missing_facts" if name == "missing" else name, period, column)
    _set_supporters(made_of, table["supporters"].combine_chunks(), period)
    return made_of


def _set_supporters(made_of: Simulation, supporters: pa.ListArray, period: str) -> None:
    offsets = supporters.offsets.to_numpy()
    sizes = np.diff(offsets)
    assert sizes.max(initial=0) <= entities.MOST_SUPPORTERS
    for relative in range(entities.MOST_SUPPORTERS):
        there = sizes > relative
        for fact in entities.SUPPORTER_FACTS:
            column = np.zeros(len(sizes), np.int32)
            column[there] = supporters.values.field(fact).to_numpy()[offsets[:-1][there] + relative]
            made_of.set_input(f"supporter_{relative + 1}_{fact}", period, column)
