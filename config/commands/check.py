"""`minzheng check`: whether this installation is safe to serve."""

import click


@click.command()
def command() -> None:
    """Look for what would make it unsafe to serve, and say how to mend it."""
    from config.django import start

    start()
    from config.checks import findings

    found = findings()
    for finding in found:
        click.echo(str(finding))
    if found:
        raise click.ClickException(f"{len(found)} things to mend.")
    click.echo("Safe to serve.")
