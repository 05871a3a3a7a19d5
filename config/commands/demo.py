"""`minzheng demo`: a made-up county with its months run, and a login for every role."""

import json
import os
import time
from datetime import date
from pathlib import Path

import click


@click.command()
@click.option("--county", default="522633", show_default=True, help="Six-digit code of a real county.")
@click.option("--people", default=60_000, show_default=True, help="How many people to make up.")
@click.option("--months", default=12, show_default=True, help="How many months to run.")
@click.option("--end", default="2026-10", show_default=True, help="The newest month.")
@click.option("--seed", default=7, show_default=True, help="The same seed makes the same county.")
@click.option("--county-only", is_flag=True, help="Build the county and no more; it needs no database.")
def command(county: str, people: int, months: int, end: str, seed: int, county_only: bool) -> None:
    """Make the demonstration ready: build the county, load it, run its months.  What is done is not done again."""
    os.environ["MINZHENG_DEMO"] = "1"  # before the settings are read: the mark is only written below
    from config.home import DEMO_MARK, HOME

    plan = {"county": str(HOME / "county"), "newest_month": f"{end}-01", "plan": [county, people, months, end, seed]}
    if DEMO_MARK.exists() and json.loads(DEMO_MARK.read_text(encoding="utf-8")) != plan:
        raise click.ClickException(
            f"Another demonstration is here already ({DEMO_MARK}). Remove its folder, {HOME}, to make a new one."
        )
    DEMO_MARK.parent.mkdir(parents=True, exist_ok=True)
    DEMO_MARK.write_text(json.dumps(plan), encoding="utf-8")
    began = time.monotonic()
    _build(plan)
    if county_only:
        return
    _make(plan)
    click.echo(f"Ready in {time.monotonic() - began:.0f} s.")


def _build(plan: dict) -> None:
    from config.commands.county import build
    from minzheng.kernel.testing.county.plan import CountyPlan

    county, people, months, end, seed = plan["plan"]
    build(CountyPlan(county=county, people=people, months=months, end=end, seed=seed), Path(plan["county"]))


def _make(plan: dict) -> None:
    from config.commands.cycle import tell
    from config.django import start

    start()
    from config import cycle
    from config.demo.load import load_county
    from config.demo.logins import offer_logins
    from config.demo.people import take_over
    from minzheng.kernel.access.models import User
    from minzheng.kernel.jobs.models import Cycle
    from minzheng.rulekit.months import add_months

    _county, _people, months, _end, _seed = plan["plan"]
    folder, last = Path(plan["county"]), date.fromisoformat(plan["newest_month"])
    first = add_months(last, 1 - months)
    if not User.objects.filter(username="demo-officer").exists():
        click.echo("Loading the county " + ", ".join(f"{n:,} {what}" for what, n in load_county(folder, first).items()))
    if not Cycle.objects.filter(month=first).exists():
        click.echo("Before the first month, what was there already")
        tell("take-over (demonstration)", take_over(first))
    for number in range(months):
        month = add_months(first, number)
        if not Cycle.objects.filter(month=month, finished_at__isnull=False).exists():
            click.echo(f"{month:%Y-%m} ({number + 1} of {months})")
            cycle.run(month, tell)
    offer_logins()
    _tell_logins()


def _tell_logins() -> None:
    from minzheng.kernel.access.queries import demo_logins
    from minzheng.kernel.access.sessions import DEMO_PASSWORD

    click.echo(f"Logins, all with the password {DEMO_PASSWORD}:")
    for post in demo_logins():
        click.echo(f"  {post.user.username:<16} {post.get_role_display()}")
