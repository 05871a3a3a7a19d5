"""`minzheng decide`: ask the rulebook by name, for one set of facts or for a file of cases.  Needs no database."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from config import rulebook
from minzheng.rulekit import statutes
from minzheng.rulekit.decision import Decision, decide
from minzheng.rulekit.errors import RulebookError
from minzheng.rulekit.parameters import NATIONAL
from minzheng.rulekit.workdays import Holidays


@click.command()
@click.argument("name", required=False)
@click.option("--facts", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON file of the facts.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day the law is read for (default: today).")
@click.option("--division", default=NATIONAL, show_default=True, help="Six-digit code of the place.")
@click.option("--residence", type=click.Choice(["urban", "rural"]), default="rural", show_default=True)
@click.option("--explain", is_flag=True, help="Also print the trace, the values used and their documents.")
@click.option("--cases", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of worked cases.")
def command(
    name: str | None, facts: Path | None, as_of: Any, division: str, residence: str, explain: bool, cases: Path | None
) -> None:
    """Decide NAME for the facts in a file, or run a file of worked cases, one JSON line per case."""
    if cases:
        rulebook.load()
        for line in decide_cases(_json(cases)):
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    if not name or not facts:
        raise click.UsageError("give NAME with --facts FILE, or --cases FILE")
    day = as_of.date() if as_of else date.today()  # noqa: DTZ011  the clerk's day, where the command runs
    try:
        rulebook.load()
        decision = decide(name, _json(facts), as_of=day, division=division, residence=residence, explain=explain)
    except (ValueError, LookupError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(json.dumps(_told(decision, explain), ensure_ascii=False, indent=2))


def decide_cases(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run every case of a file; a case that cannot be run gives a line with its error and the others go on."""
    holidays = next((Holidays.read(v) for k, v in content.items() if k.startswith("holidays") and v), None)
    return [_decide_case(case, content.get("profiles", {}), holidays) for case in content["cases"]]


def _decide_case(case: Mapping[str, Any], profiles: Mapping[str, Any], holidays: Holidays | None) -> dict[str, Any]:
    line: dict[str, Any] = {"id": case.get("id"), "outcome": None, "reasons": [], "error": None}
    try:
        profile = case.get("profile")
        if profile is not None and profile not in profiles:
            raise KeyError(f"the file has no profile {profile!r}")
        decision = decide(
            case["op"],
            case.get("input", {}),
            as_of=date.fromisoformat(case["as_of"]) if case.get("as_of") else None,
            division=case.get("division") or NATIONAL,
            residence=case.get("residence") or "rural",
            profile=profiles[profile] if profile else None,
            holidays=holidays,
        )
    except RulebookError:
        raise
    except Exception as error:  # whatever one case does, the file goes on
        line["error"] = f"{type(error).__name__}: {error.args[0] if error.args else error}"
        return line
    line["outcome"] = decision.outcome
    line["reasons"] = [reason.as_json() for reason in decision.reasons]
    return line


def _told(decision: Decision, explain: bool) -> dict[str, Any]:
    told = {
        "outcome": decision.outcome,
        "reasons": [reason.as_json() for reason in decision.reasons],
        "unknown": decision.unknown,
    }
    if explain:
        laws = sorted(_laws(decision.trace))
        told["trace"] = decision.trace
        told["laws"] = {law: statutes.article(law).short for law in laws}
        told["parameters"] = decision.parameters
        told["rules_digest"] = decision.rules_digest
    return told


def _laws(lines: list[dict[str, Any]]) -> set[str]:
    return {line["law"] for line in lines}.union(*(_laws(line["lines"]) for line in lines))


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise click.ClickException(f"{path}:{error.lineno}: not JSON: {error.msg}") from None
