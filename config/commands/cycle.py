"""`minzheng cycle 2026-10`: run a month from the departments' files to the bank's file."""

from datetime import date

import click


@click.command()
@click.argument("month", metavar="YYYY-MM")
def command(month: str) -> None:
    """Run the month: take files in, match, work out facts, raise alerts, prepare payments, count.

    Can be killed at any point and run again; nothing is done twice.
    """
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise click.BadParameter(f"“{month}” is not a month; write it as 2026-10") from None
    from config.django import start

    start()
    from config import cycle
    from minzheng.kernel.jobs.runner import AlreadyRunning

    try:
        cycle.run(first, tell)
    except AlreadyRunning as error:
        raise click.ClickException(str(error)) from None


def tell(stage: str, counts: dict[str, int]) -> None:
    """Show one finished stage."""
    click.echo(f"  {stage:<28} " + ", ".join(f"{count:,} {what}" for what, count in counts.items()))
