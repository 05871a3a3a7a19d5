"""What the engines have in common: each lives in a process of its own and runs once for every line it is sent."""

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import numpy as np
import pyarrow as pa

from benchmarks.rules import setting

Figures = dict[str, float]
Results = dict[str, Any]  # an array of whole numbers for each output
Run = Callable[[Figures], Results]


@contextmanager
def timed(figures: Figures, name: str) -> Iterator[None]:
    """Add the seconds spent inside to a figure."""
    start = time.perf_counter()
    yield
    figures[name] = figures.get(name, 0.0) + time.perf_counter() - start


def command(ready: Callable[[pa.Table], Run]) -> click.Command:
    """`POPULATION RESULTS`: read the table, warm up on a few households, then answer every line with one of figures."""

    @click.command()
    @click.argument("population", type=click.Path(path_type=Path, exists=True))
    @click.argument("results", type=click.Path(path_type=Path))
    def main(population: Path, results: Path) -> None:
        table = setting.read(population)
        ready(table.slice(0, 1000))({})
        run = ready(table)
        for line in sys.stdin:
            gc.collect()  # a simulation of OpenFisca refers to itself and would otherwise outlive its run
            figures: Figures = {}
            found = run(figures)
            figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            if line.strip() == "keep":
                np.savez(results, **found)
            click.echo(json.dumps(figures))

    return main
