"""`minzheng county`: build a made-up county to try the platform on, and tell what it is like."""

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import click

from minzheng.kernel.identity.division_code import DivisionLevel, ancestor
from minzheng.kernel.testing.county.build import CountyBuilt, build_county
from minzheng.kernel.testing.county.describe import describe
from minzheng.kernel.testing.county.plan import CountyPlan, VillageSeat
from minzheng.kernel.testing.county.points import scatter
from minzheng.registers.divisions.table import divisions, outline


def villages_of(plan: CountyPlan) -> list[VillageSeat]:
    """The villages of the plan's county on the last day of its run, by code.  Raises ValueError when there are none."""
    as_of, table = date.fromisoformat(str(plan.stop)), divisions()
    found = table.subtree(plan.county, as_of, DivisionLevel.VILLAGE)
    if not found:
        raise ValueError(f"no villages are known under {plan.county}; give the six-digit code of a county")
    towns = {town.code: town.name for town in table.subtree(plan.county, as_of, DivisionLevel.TOWNSHIP)}
    seats = [VillageSeat(v.code, v.name, towns[ancestor(v.code, DivisionLevel.TOWNSHIP)]) for v in found]
    shape = outline(plan.county)
    return scatter(seats, [polygon[0] for polygon in shape["coordinates"]]) if shape else seats


def build(plan: CountyPlan, out: Path, progress: Callable[[str, int, int], None] | None = None) -> CountyBuilt:
    """Build the county of a plan on the villages the divisions table names, or find it finished in `out`."""
    return build_county(plan, villages_of(plan), out, progress)


@click.group()
def command() -> None:
    """Build and describe a made-up county on real divisions."""


_FOLDER = click.Path(path_type=Path, file_okay=False)


def _of_a_run(function: Callable[..., None]) -> Callable[..., None]:
    """The options that a county and a province share."""
    options = [
        click.option("--months", default=12, show_default=True, help="How many months are run."),
        click.option("--end", default="2026-10", show_default=True, help="Last month of the run."),
        click.option("--seed", default=7, show_default=True, help="The same seed gives the same bytes."),
        click.option("--whole-lists", is_flag=True, help="Send lists of everyone each month too: a load to try."),
        click.option("--out", type=_FOLDER, required=True, help="Folder to build into."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@command.command("build")
@click.option("--county", default="522633", show_default=True, help="Six-digit code of a county.")
@click.option("--people", default=60_000, show_default=True, help="How many people live there at the start.")
@_of_a_run
def build_command(county: str, people: int, months: int, end: str, seed: int, whole_lists: bool, out: Path) -> None:
    """Build a county: registers, the files of departments month by month, and the truth apart."""
    try:
        plan = CountyPlan(county, people, months, end, seed, whole_lists=whole_lists)
        built = build(plan, out, lambda what, done, of: click.echo(f"{done:>3}/{of} {what}"))
    except (ValueError, FileExistsError) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(_told(built))


def plans_of_province(province: str, people: int, **run: Any) -> list[CountyPlan]:
    """One plan for each county with villages, people shared out by their number; each has its own block of numbers.

    Raises ValueError for a code without counties, or for more counties than there are blocks.
    """
    table = divisions()
    as_of = date.fromisoformat(f"{run['end']}-01")
    counties = table.subtree(province, as_of, DivisionLevel.COUNTY)
    villages = {c.code: len(table.subtree(c.code, as_of, DivisionLevel.VILLAGE)) for c in counties}
    villages = {code: count for code, count in villages.items() if count}
    if not 0 < len(villages) <= 100:
        raise ValueError(f"{province} has {len(villages)} counties with villages; 1 to 100 can be built together")
    whole = sum(villages.values())
    return [
        CountyPlan(str(code)[:6], max(200, people * count // whole), block=block, **run)
        for block, (code, count) in enumerate(villages.items())
    ]


@command.command("province")
@click.option("--province", default="52", show_default=True, help="Code of a province, or of a prefecture.")
@click.option("--people", default=4_000_000, show_default=True, help="How many people live there at the start.")
@click.option("--workers", default=os.cpu_count() or 1, show_default=True, help="How many counties at a time.")
@_of_a_run
def province_command(province: str, people: int, workers: int, out: Path, **run: Any) -> None:
    """Build every county of a province, each into its own folder; what is finished is not built again."""
    try:
        plans = plans_of_province(province, people, **run)
    except ValueError as problem:
        raise click.ClickException(str(problem)) from problem
    with ProcessPoolExecutor(workers) as pool:
        for number, built in enumerate(pool.map(build, plans, [out / plan.county for plan in plans]), 1):
            click.echo(f"{number:>3}/{len(plans)} {_told(built)}")


def _told(built: CountyBuilt) -> str:
    found = "found finished" if built.reused else "built"
    return f"{built.folder}: {built.people} people in {built.households} households, {found}"


@command.command("describe")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON document.")
def describe_command(folder: Path, as_json: bool) -> None:
    """Tell what a built county is like, beside published figures, and what was planted in it."""
    try:
        found = describe(folder)
    except FileNotFoundError as missing:
        raise click.ClickException(f"{folder} holds no finished county; build one with `county build`") from missing
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(found)))


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['people']} people in {found['households']} households, {found['months'][0]} to {found['months'][-1]}"
    widest = max(max(band["men"], band["women"]) for band in found["pyramid"])
    for band in reversed(found["pyramid"]):
        men, women = ("#" * round(24 * band[sex] / widest) for sex in ("men", "women"))
        yield f"{band['men']:>6} {men:>24} {band['ages']:^7} {women:<24} {band['women']:>6}"
    yield "household sizes, percent: " + ", ".join(
        f"{size}: {share}" for size, share in found["household_sizes"].items()
    )
    yield "income per head and year, yuan: " + ", ".join(f"p{p} {v}" for p, v in found["income_per_head_yuan"].items())
    yield f"{'':40}{'here':>10}{'published':>10}"
    for row in found["beside_published"]:
        label = f"{row['label']}, {row['unit']}"
        yield f"{label:40}{row['here']:>10}{row['value']:>10}  {row['place']} {row['year']}, {row['source']}"
    yield f"{len(found['datasets'])} data sets of departments, with the months in which a file came:"
    for name, sent in found["datasets"].items():
        yield f"  {name:36} {sent['months']:>3} {sent['bytes'] / 1e6:>8.1f} MB"
    yield "planted, and decoys (the platform must not read this):"
    for kind, roles in found["planted"].items():
        for role, varieties in roles.items():
            yield f"  {kind:18} {role:8} " + ", ".join(f"{name} {count}" for name, count in varieties.items())
