"""The minzheng db commands: the database server, its backups, and a prompt."""

import os
import sys
from pathlib import Path

import click

from minzheng.kernel import database
from minzheng.kernel.database.backup import MissingKeys
from minzheng.kernel.database.backup import backup as write_backup
from minzheng.kernel.database.restore import restore as read_backup
from minzheng.kernel.database.tools import client_command

HERE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """The database server: start, stop, status, backup, restore, psql."""


@command.command()
def start() -> None:
    """Start the server, and make its roles and database where they are missing."""
    server = database.ensure_running()
    database.prepare()
    state = "has started" if server.started else "is running"
    click.echo(f"PostgreSQL {state} on {server.address.host}:{server.address.port}.")


@command.command()
def stop() -> None:
    """Stop the embedded server.  Connections are closed, and what was committed is kept."""
    if not database.addresses().embedded:
        raise click.ClickException("The server in DATABASE_URL is not ours to stop.")
    click.echo("PostgreSQL has stopped." if database.stop() else "PostgreSQL was not running.")


@command.command()
def status() -> None:
    """Describe the server.  Ends with code 1 when it does not run."""
    found = database.status()
    click.echo(f"server   {'embedded' if found.embedded else 'DATABASE_URL'}, {found.host}:{found.port}")
    click.echo(f"running  {f'yes, PostgreSQL {found.version}' if found.running else 'no'}")
    if found.folder:
        click.echo(f"folder   {found.folder}")
    if found.process:
        click.echo(f"process  {found.process}")
    if not found.running:
        raise click.ClickException(found.problem)


@command.command()
@click.argument("file", type=HERE)
def backup(file: Path) -> None:
    """Write the whole database to FILE, with a manifest beside it.  Keys are not part of it: keep them elsewhere."""
    database.ensure_running()
    manifest = write_backup(file)
    click.echo(f"Wrote {file}: {manifest.size:,} bytes, SHA-256 {manifest.sha256}.")


@command.command()
@click.argument("file", type=HERE)
@click.option("--replace", is_flag=True, help="Give up what the database holds now.")
@click.option("--keys", type=FOLDER, help="Keys folder of the installation that made the backup.")
def restore(file: Path, replace: bool, keys: Path | None) -> None:
    """Restore FILE into the empty database of this installation."""
    database.ensure_running()
    try:
        manifest = read_backup(file, replace=replace, keys=keys)
    except MissingKeys as missing:
        if keys is not None or not sys.stdin.isatty():
            raise
        click.echo(missing.explain(), err=True)
        manifest = read_backup(file, replace=replace, keys=click.prompt("Keys folder", type=FOLDER))
    click.echo(f"Restored the database {manifest.database} as of {manifest.made}.")


@command.command(context_settings={"ignore_unknown_options": True})
@click.option("--as", "role", type=click.Choice(["owner", "site"]), default="owner", show_default=True)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(role: str, arguments: tuple[str, ...]) -> None:
    """Open a prompt on the database; further ARGUMENTS go to psql."""
    database.ensure_running()
    database.prepare()
    line, environment = client_command("psql", getattr(database.addresses(), role), *arguments)
    os.execve(line[0], line, environment)
