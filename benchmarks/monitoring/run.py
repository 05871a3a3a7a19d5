"""`make bench-monitoring`: a province's month at a quarter, a half and the whole, last a line of JSON."""

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

HOME = Path(__file__).resolve().parents[2] / "var" / "bench-monitoring"


@click.command()
@click.option("--people", default=4_000_000, show_default=True)
@click.option("--seed", default=7, show_default=True)
@click.option("--whole-only", is_flag=True, help="Leave out the quarter and the half: no slope is told.")
def main(people: int, seed: int, whole_only: bool) -> None:
    """Run the month of each size in a home of its own, and print what its stages took."""
    sizes = [people] if whole_only else [people // 4, people // 2, people]
    found = [_run(size, seed) for size in sizes]
    whole = found[-1]
    for each in found:
        stages = ", ".join(f"{stage} {seconds} s" for stage, seconds in each["stages"].items())
        click.echo(f"{each['people']:>9,} people, {each['rows']:>10,} rows: {each['total_s']} s ({stages})")
    ratio = whole["match_s"] / whole["duckdb_join_s"] if whole["duckdb_join_s"] else 0
    click.echo(f"matching took {ratio:.2f} times DuckDB's bare join of the same files")
    click.echo(f"the second run, 1% changed, took {100 * whole['second_run_s'] / whole['total_s']:.1f}% of the first")
    slope = None
    if len(found) > 1:  # 1 is a time that grows as the people do
        slope = round(math.log(whole["total_s"] / found[0]["total_s"]) / math.log(sizes[-1] / sizes[0]), 2)
    click.echo(json.dumps({**{k: v for k, v in whole.items() if k != "stages"}, "slope": slope}))


def _run(people: int, seed: int) -> dict[str, Any]:
    home = HOME / str(people)
    shutil.rmtree(home, ignore_errors=True)
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"MINZHENG_HOME": str(home)}
    click.echo(f"{people:,} people")
    try:
        subprocess.run([sys.executable, "-m", "config.cli", "migrate"], env=environment, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        size = [sys.executable, "-m", "benchmarks.monitoring.month", str(people), str(seed)]
        done = subprocess.run(size, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        return dict(json.loads(done.stdout.splitlines()[-1]))
    finally:
        subprocess.run([sys.executable, "-m", "config.cli", "db", "stop"], env=environment, check=False,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
