"""`minzheng monitoring`: how well the alerts find what a made-up county really holds."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click


@click.group()
def command() -> None:
    """Measure the alerts against the truth of a made-up county."""


@command.command("evaluate")
@click.option("--seed", type=int, help="Build a county of this seed in a scratch database, judge it, and drop it.")
@click.option("--county", default="522633", show_default=True, help="With --seed: six-digit code of the county.")
@click.option("--people", default=12_000, show_default=True, help="With --seed: how many people to make up.")
@click.option("--months", default=12, show_default=True, help="With --seed: how many months to run.")
@click.option("--end", default="2026-10", show_default=True, help="With --seed: the newest month.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def evaluate_command(seed: int | None, county: str, people: int, months: int, end: str, as_json: bool) -> None:
    """Print recall and precision by rule, of red rules and of all: of this demonstration, or of a scratch county."""
    if seed is None:
        found = _judge()
    else:
        from config.evaluation.scratch import evaluate_scratch

        try:
            found = evaluate_scratch(county, people, months, end, seed)
        except RuntimeError as problem:
            raise click.ClickException(str(problem)) from None
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _tell(found)


@command.command("run-and-judge", hidden=True)
def run_and_judge() -> None:
    """Build and load the county of the plan in this home, run its months up to the alerts, and print the figures."""
    from config.django import start
    from config.home import DEMO_MARK

    start()
    plan = json.loads(DEMO_MARK.read_text(encoding="utf-8"))
    _run(plan)
    click.echo(json.dumps(_judge(), ensure_ascii=False))


def _run(plan: dict[str, Any]) -> None:
    from config import cycle
    from config.commands.county import build
    from config.demo.load import load_county
    from config.demo.people import FILES_DAY
    from config.evaluation.scratch import STAGES
    from minzheng.kernel import clock
    from minzheng.kernel.jobs.runner import run_month
    from minzheng.kernel.testing.county.plan import CountyPlan
    from minzheng.rulekit.months import add_months

    county, people, months, end, seed = plan["plan"]
    folder, last = Path(plan["county"]), date.fromisoformat(f"{end}-01")
    build(CountyPlan(county=county, people=people, months=months, end=end, seed=seed), folder)
    load_county(folder, add_months(last, 1 - months))
    steps = [step for step in cycle.STEPS if step.name in STAGES]
    for number in range(months):
        month = add_months(last, number + 1 - months)
        clock.move_to(month.replace(day=FILES_DAY))
        run_month(month, steps, lambda stage, counts: None)


def _judge() -> dict[str, Any]:
    from config.django import start
    from config.home import DEMO_MARK

    if not DEMO_MARK.exists():
        raise click.ClickException("There is no demonstration here. Give --seed to judge a scratch county.")
    start()
    from config.evaluation.judging import evaluate
    from config.evaluation.truth import Truth

    return evaluate(Truth(Path(json.loads(DEMO_MARK.read_text(encoding="utf-8"))["county"])))


def _tell(found: dict[str, Any]) -> None:
    for name in ("recall_red", "recall_red_of_all", "precision_red", "precision_all"):
        click.echo(f"{name:18} {_shown(found[name])}")
    click.echo(f"\n{'rule':6}{'level':8}{'alerts':>8}{'right':>8}{'precision':>11}")
    for code, rule in found["rules"].items():
        click.echo(f"{code:6}{rule['level']:8}{rule['alerts']:>8}{rule['right']:>8}{_shown(rule['precision']):>11}")
    click.echo(f"\n{'hardship':20}{'planted':>8}{'reached':>8}{'found':>8}{'recall':>8}  by")
    for kind, of in found["hardships"].items():
        figures = f"{of['planted']:>8}{of['reached']:>8}{of['found']:>8}{_shown(of['recall']):>8}"
        click.echo(f"{kind:20}{figures}  {', '.join(of['rules'])}")


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
