"""`minzheng serve`: the site."""

import socket
import sys

import click

#: Each thread may hold a database connection, so there are no more of them than a small server can wait for.
THREADS = ("--blocking-threads", "8")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="How many processes serve.")
@click.option("--no-worker", is_flag=True, help="Do no background work here (see minzheng worker).")
def command(host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve the site, and do its background work, if the database is safe to serve from (see `minzheng check`)."""
    from config.home import DEMO

    if DEMO and host not in ("127.0.0.1", "localhost", "::1"):
        raise click.ClickException(
            f"A demonstration has known passwords, so it is served on this machine only, not on {host}."
        )
    from config.django import start

    start()
    from config.checks import findings

    found = findings()
    for finding in found:
        click.echo(str(finding), err=True)
    if found:
        raise click.ClickException("The site is not served until this is mended.")
    _check_free(host, port)
    click.echo(f"http://{host}:{port}/")
    arguments = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers), *THREADS]
    quiet = ["--no-access-log", "--log-level", "warning"]
    server = [sys.executable, "-m", "granian", *arguments, *quiet, "config.wsgi:application"]
    from config.supervise import WORKER, supervise

    sys.exit(supervise([] if no_worker else [WORKER], server))


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} on {host} cannot be used ({error.strerror}). Another site may run there:"
                f" choose another port, as in make demo PORT={port + 1}."
            ) from None
