"""`minzheng exchange`: departments' files beside the month."""

import click


@click.group()
def command() -> None:
    """Look after the files of other departments."""


@command.command("retain")
def retain_command() -> None:
    """Remove files and lines whose time is over by the contract of their data set.

    Can be killed at any point and run again; the month does the same as its last step but one.
    """
    from config.django import start

    start()
    from config import cycle
    from minzheng.kernel import clock
    from minzheng.kernel.jobs.runner import AlreadyRunning, only_one

    try:
        with only_one():
            counts = cycle.retention(clock.today())
    except AlreadyRunning as error:
        raise click.ClickException(str(error)) from None
    click.echo(", ".join(f"{count:,} {what}" for what, count in counts.items()))
