"""`make bench-linkage`: rows of departments matched by us and by Splink's starting settings, in turn; last line JSON.

people, rows            how many there are in the register and to be matched
precision               the share of links that must be right
ours_recall, splink_recall    of the rows that mean somebody in the register, the share linked at that precision
ours_s, splink_s        medians, from the rows as they came to the scores
"""

import json
import os
import statistics
import time
from pathlib import Path

import click
import pyarrow as pa

HOME = Path(__file__).resolve().parents[2] / "var" / "bench-linkage"


@click.command()
@click.option("--people", default=60_000, show_default=True)
@click.option("--rows", default=24_000, show_default=True)
@click.option("--seed", default=11, show_default=True)
@click.option("--rounds", default=5, show_default=True)
@click.option("--precision", default=0.999, show_default=True)
def main(people: int, rows: int, seed: int, rounds: int, precision: float) -> None:
    """Make the rows, match them in turn, compare and tell."""
    os.environ["MINZHENG_HOME"] = str(HOME)
    from config.django import start

    start()
    from benchmarks.linkage import default, ours
    from benchmarks.linkage.judging import recall_at
    from benchmarks.linkage.labelled import labelled

    given = labelled(people, rows, seed)
    times: dict[str, list[float]] = {"ours": [], "splink": []}
    found: dict[str, pa.Table] = {}
    for number in range(rounds):
        for name, engine in (("ours", ours), ("splink", default)):
            started = time.perf_counter()
            found[name] = engine.run(given)
            times[name].append(time.perf_counter() - started)
            click.echo(f"round {number + 1}, {name:7} {times[name][-1]:6.2f} s, {found[name].num_rows:,} pairs")
    told: dict[str, float] = {"people": given.people.num_rows, "rows": rows}
    told |= {f"{name}_recall": round(recall_at(table, given.truth, precision), 4) for name, table in found.items()}
    told |= {f"{name}_s": round(statistics.median(taken), 2) for name, taken in times.items()}
    click.echo(json.dumps(told | {"precision": precision}))


if __name__ == "__main__":
    main()
