"""`minzheng rules`: what can be asked by name, with its facts, its law and the values in force at a place."""

import json
from datetime import date
from typing import Any

import click

from config import rulebook
from minzheng.rulekit import registry, statutes
from minzheng.rulekit.errors import ParameterMissing
from minzheng.rulekit.lint import problems
from minzheng.rulekit.parameters import Parameters
from minzheng.rulekit.rule import digest


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
    try:
        asked = registry.get(name)
    except LookupError as error:
        raise click.ClickException(error.args[0]) from None
    day = as_of.date() if as_of else date.today()  # noqa: DTZ011  the clerk's day, where the command runs
    told = {
        "name": asked.name,
        "label": asked.about,
        "law": [_law(reference) for reference in asked.law],
        "facts": asked.facts.model_json_schema() if asked.facts else None,
        "parameters": _values(rulebook.load(), asked.parameters, division, day, residence),
        "rules_digest": digest(asked.function),
    }
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


@command.command("lint")
def lint_rules() -> None:
    """Look for steps that fall, parameters nobody reads and parameters nobody sets."""
    found = problems(rulebook.load())
    for problem in found:
        click.echo(problem)
    if found:
        raise click.ClickException(f"{len(found)} problems in the rulebook")
    click.echo("no problem found")


def _law(reference: str) -> dict[str, Any]:
    article = statutes.article(reference)
    return {
        "id": article.id, "law": article.law.title, "number": article.law.number, "article": article.number,
        "gist": article.zh, "gist_en": article.en, "in_force": article.law.in_force.isoformat(),
    }  # fmt: skip


def _values(
    parameters: Parameters, keys: tuple[str, ...], division: str, day: date, residence: str
) -> list[dict[str, Any]]:
    told = []
    for key in keys:
        key = key.replace("{residence}", residence)
        family = [k for k in parameters.keys(division) if k.startswith(key)] if key.endswith(".") else [key]
        for each in family:
            try:
                told.append(parameters.why(each, division, day).as_json())
            except ParameterMissing as error:
                told.append({"key": each, "value": None, "missing": str(error)})
    return told
