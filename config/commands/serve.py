"""`minzheng serve`: the site."""

import os
import sys

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="How many processes serve.")
def command(host: str, port: int, workers: int) -> None:
    """Serve the site, if the database is safe to serve from (see `minzheng check`)."""
    from config.django import start

    start()
    from config.checks import findings
    from config.settings.places import DEMO

    if DEMO and host not in ("127.0.0.1", "localhost", "::1"):
        raise click.ClickException(
            f"A demonstration has known passwords, so it is served on this machine only, not on {host}."
        )
    found = findings()
    for finding in found:
        click.echo(str(finding), err=True)
    if found:
        raise click.ClickException("The site is not served until this is mended.")
    click.echo(f"http://{host}:{port}/")
    arguments = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    quiet = ["--no-access-log", "--log-level", "warning"]
    os.execv(sys.executable, [sys.executable, "-m", "granian", *arguments, *quiet, "config.wsgi:application"])
