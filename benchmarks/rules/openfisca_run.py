"""OpenFisca's run: from Arrow tables to a filled simulation, then every output calculated."""

import pyarrow as pa

from benchmarks.rules import setting
from benchmarks.rules.engine import Figures, Results, Run, command, timed
from benchmarks.rules.openfisca_rules.system import OUTPUTS, simulation, system

PERIOD = f"{setting.DAY:%Y-%m}"
SYSTEM = system(*setting.places())


def ready(table: pa.Table) -> Run:
    """`calculate`: the facts are set in a simulation.  `total`: from the Arrow table on."""

    def run(figures: Figures) -> Results:
        with timed(figures, "total"):
            filled = simulation(SYSTEM, table, PERIOD)
            with timed(figures, "calculate"):
                return {ours: filled.calculate(theirs, PERIOD) for ours, theirs in OUTPUTS.items()}

    return run


if __name__ == "__main__":
    command(ready)()
