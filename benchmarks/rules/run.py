"""`make bench-rules`: both engines in turn over one population; their answers compared, their medians printed.

Each engine is a process of its own, so that its memory can be told; it reads the Arrow table, builds its rules (ours
from the compiled code on disk), works a thousand households to warm up, and then runs whenever it is its turn, alone.
The last line is JSON:

    ours_s                  evaluation with the facts in memory as records, two threads
    ours_total_s            from the Arrow table to arrays of results, every fact range-checked
    openfisca_calculate_s   all outputs calculated, the facts set in a simulation
    openfisca_total_s       from the Arrow table on: simulation built, inputs set, outputs calculated
    scan_s                  a bare sum of every column the rules read, two threads
    trace_ms                one decision from its JSON with the whole trace
    ours_peak_mb, openfisca_peak_mb    the most memory a process held, the Arrow table included
    equal                   all outputs of all households agree, amounts to the fen
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import numpy as np

from benchmarks.rules import generate, setting

ENGINES = ("ours", "openfisca_run", "alone")


@click.command()
@click.option("--households", default=1_000_000, show_default=True)
@click.option("--seed", default=7, show_default=True)
@click.option("--rounds", default=5, show_default=True)
def main(households: int, seed: int, rounds: int) -> None:
    """Generate the population, run the engines in turn, compare and tell."""
    with tempfile.TemporaryDirectory() as folder:
        population = Path(folder) / "population.arrow"
        people = _generate(households, seed, population)
        click.echo(f"{households:,} households with {people:,} members, values of {setting.DIVISION} on {setting.DAY}")
        engines = [Engine(name, population) for name in ENGINES]
        for number in range(1, rounds + 1):
            for engine in engines:
                click.echo(f"round {number}, {engine.name:14}" + _told(engine.run("keep" if number == rounds else "")))
        for engine in engines:
            engine.stop()
        differences = _differences(population)
    _tell(households, {engine.name: engine.medians() for engine in engines}, differences)


class Engine:
    """One engine in its process, and the figures of its runs so far."""

    def __init__(self, name: str, population: Path) -> None:
        self.name, self.runs = name, list[dict[str, float]]()
        results = population.with_name(f"{name}.npz")
        command = [sys.executable, "-m", f"benchmarks.rules.{name}", str(population), str(results)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, order: str) -> dict[str, float]:
        """One run; "keep" makes it write its results down."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(order, file=self.process.stdin, flush=True)
        self.runs.append(json.loads(self.process.stdout.readline()))
        return self.runs[-1]

    def stop(self) -> None:
        """Let it end by itself."""
        self.process.communicate()

    def medians(self) -> dict[str, float]:
        """The median of each figure."""
        return {name: statistics.median(run[name] for run in self.runs) for name in self.runs[0]}


def _generate(households: int, seed: int, file: Path) -> int:
    table = generate.households(households, seed)
    setting.write(table, file)
    return sum(len(chunk.values) for chunk in table["members"].chunks)


def _differences(population: Path) -> dict[str, int]:
    """By output, for how many households the answers differ."""
    ours, theirs = (np.load(population.with_name(f"{engine}.npz")) for engine in ENGINES[:2])
    assert set(ours.files) == set(theirs.files), "not the same outputs"
    return {name: int((ours[name] != theirs[name]).sum()) for name in ours.files}


def _told(figures: dict[str, float]) -> str:
    return "".join(f"  {name} {value:.3f}" for name, value in figures.items())


def _tell(households: int, medians: dict[str, dict[str, float]], differences: dict[str, int]) -> None:
    ours, theirs, alone = (medians[engine] for engine in ENGINES)
    for name, count in differences.items():
        click.echo(f"{name:20} {'equal' if not count else f'differs for {count:,} households'}")
    calculate, total = theirs["calculate"] / ours["calculate"], theirs["total"] / ours["total"]
    click.echo(f"facts in memory: {calculate:.1f} times as fast as OpenFisca's calculate (aim 10)")
    click.echo(f"from Arrow tables: {total:.1f} times as fast (aim 5)")
    click.echo(f"peak memory: {ours['peak_mb'] / theirs['peak_mb']:.2f} of OpenFisca's (aim: no more)")
    click.echo(f"a bare sum over the same columns takes a {ours['calculate'] / alone['scan']:.1f}th of it (aim 4)")
    click.echo(f"one decision with its trace: {alone['trace_ms']:.2f} ms (aim 1)")
    line = {
        "households": households,
        "ours_s": ours["calculate"], "ours_total_s": ours["total"],
        "openfisca_calculate_s": theirs["calculate"], "openfisca_total_s": theirs["total"],
        "scan_s": alone["scan"], "trace_ms": alone["trace_ms"],
        "ours_peak_mb": ours["peak_mb"], "openfisca_peak_mb": theirs["peak_mb"],
        "equal": not any(differences.values()),
    }  # fmt: skip
    click.echo(json.dumps({name: round(v, 4) if isinstance(v, float) else v for name, v in line.items()}))
    sys.exit(0 if line["equal"] else 1)


if __name__ == "__main__":
    main()
