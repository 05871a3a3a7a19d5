"""`minzheng rules`: what can be asked by name, with its facts, its law and the values in force at a place."""

import json
from datetime import date
from typing import Any

import click

from config import rulebook
from minzheng.rulekit import registry
from minzheng.rulekit.lint import problems
from minzheng.rulekit.showing import shown


@click.group()
def command() -> None:
    """Look into the rulebook."""
    try:
        rulebook.load()
    except ValueError as error:
        raise click.ClickException(str(error)) from None


@command.command("list")
def list_rules() -> None:
    """Print every name that can be asked."""
    for name in registry.names():
        click.echo(f"{name:34} {registry.get(name).about}")


@command.command("show")
@click.argument("name")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day the values are read for (default: today).")
@click.option("--division", default="000000", show_default=True, help="Six-digit code of the place.")
@click.option("--residence", type=click.Choice(["urban", "rural"]), default="rural", show_default=True)
def show(name: str, as_of: Any, division: str, residence: str) -> None:
    """Print the facts NAME asks for (JSON Schema), its law and the values in force, with their documents."""
    day = as_of.date() if as_of else date.today()  # noqa: DTZ011  the clerk's day, where the command runs
    try:
        told = shown(name, rulebook.load(), division, day, residence)
    except LookupError as error:
        raise click.ClickException(error.args[0]) from None
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@command.command("why")
@click.argument("key")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--division", default="000000", show_default=True)
def why(key: str, as_of: Any, division: str) -> None:
    """Print why the value KEY is what it is at a place on a day."""
    try:
        told = rulebook.load().why(key, division, as_of.date())
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    click.echo(json.dumps(told.as_json(), ensure_ascii=False, indent=2))


@command.command("compile")
def compile_rules() -> None:
    """Compile the rules that are simulated, once for each version of them, so that nobody waits for it on screen."""
    from minzheng.statistics.policy.models import models

    for model in models().values():
        model.compile()
        click.echo(f"{model.code}: compiled")


@command.command("lint")
def lint_rules() -> None:
    """Look for steps that fall, parameters nobody reads and parameters nobody sets."""
    found = problems(rulebook.load())
    for problem in found:
        click.echo(problem)
    if found:
        raise click.ClickException(f"{len(found)} problems in the rulebook")
    click.echo("no problem found")
