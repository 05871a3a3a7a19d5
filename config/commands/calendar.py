"""`minzheng calendar`: the working days of the years, and a newly published one."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click


@click.group()
def command() -> None:
    """Show which years are known; load one that was published."""


@command.command()
def show() -> None:
    """List the years whose holidays are known."""
    from config.django import start

    start(database=False)
    from minzheng.rulekit.workdays import official_calendar

    known = official_calendar()
    for year in sorted(known.published_years or ()):
        off = sum(day.year == year for day in known.holidays)
        work = sum(day.year == year for day in known.makeup_workdays)
        click.echo(f"{year}: {off} days off, {work} make-up working days")
    click.echo("Any other year is counted by its weekends and New Year's Day, and said to be provisional.")


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Load FILE, a YAML file of published years, and reckon anew every clock that had to suppose them.

    \b
    2027:
      holidays: [2027-01-01, ...]
      makeup_workdays: [2027-02-20, ...]
    """
    from minzheng.rulekit.workdays import read_years

    try:
        years = read_years(file)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    from config.django import start

    start()
    from django.conf import settings

    settings.CALENDARS.mkdir(parents=True, exist_ok=True)
    for year, lists in years.items():
        _keep(settings.CALENDARS / f"{year}.yaml", year, lists)
        click.echo(f"{year}: {len(lists['holidays'])} days off, {len(lists.get('makeup_workdays', []))} make-up days")
    from minzheng.kernel import clock
    from minzheng.kernel.access.actors import SYSTEM
    from minzheng.kernel.access.scope import EVERYTHING, in_scope
    from minzheng.kernel.deadlines.actions import reckon_anew

    with in_scope(EVERYTHING):
        moved = reckon_anew(actor=SYSTEM, date=clock.today())
    click.echo(f"{moved} clocks have another last day.")


def _keep(path: Path, year: int, lists: Mapping[str, list[date]]) -> None:
    """Write one year down; a crash leaves the file as it was before."""
    import yaml

    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(yaml.safe_dump({year: lists}, allow_unicode=True), encoding="utf-8")
    draft.rename(path)
