"""The minzheng outbound commands: lists for departments made and delivered, and their signature."""

from datetime import date
from pathlib import Path

import click


@click.group()
def command() -> None:
    """Lists for departments: send those of a month, verify a file, show or change the signing key."""


@command.command()
@click.argument("month", metavar="YYYY-MM")
@click.option("--only", metavar="CODE", help="One list alone, due in this month or not.")
def send(month: str, only: str | None) -> None:
    """Make the lists of a month that are due and put them into the outbox.

    Can be killed at any point and run again: a list that is as it was changes nothing, one that has changed becomes a
    new version.
    """
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise click.BadParameter(f"“{month}” is not a month; write it as 2026-10") from None
    from config.django import start

    start()
    from config.outbound import send_month
    from minzheng.kernel.declare import registry

    if only is not None and only not in registry.outbounds:
        known = ", ".join(sorted(one.code for one in registry.outbounds))
        raise click.BadParameter(f"there is no list {only}; there are: {known}")
    for sent in send_month(first, only):
        click.echo(f"  {sent.reference:<48} {sent.rows:>9,} rows  {'delivered' if sent.delivered else 'as it was'}")


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key",
    "pem",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PEM",
    help="The public key; without it, those of this installation are tried.",
)
def verify(file: Path, pem: Path | None) -> None:
    """Check that FILE (.csv, with its .json and .sig beside it) is as it was signed; ends with code 1 if it is not.

    Needs no database: a department can do it with our public key alone.
    """
    from minzheng.exchange.outbound.verifying import NotAsSigned, verify_file

    faults = []
    try:
        for public in _public_keys(pem):
            try:
                said = verify_file(file, public)
            except NotAsSigned as fault:
                faults.append(str(fault))
            else:
                click.echo(f"{said['reference']}: {said['rows']} rows, {said['month']}, {said['purpose']}. As signed.")
                return
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    raise click.ClickException(faults[-1] if faults else "There is no signing key here. Name one with --key.")


@command.command()
@click.option("--change", is_flag=True, help="Make a new key that signs from now on; give departments its public part.")
def key(change: bool) -> None:
    """Print the public key that departments verify with, as PEM; its fingerprint is told beside it."""
    from config.home import KEYS
    from minzheng.kernel.identity.signing import as_pem, change_key, current_key

    now = change_key(KEYS) if change else current_key(KEYS)
    click.echo(f"key {now.number}, made {now.made[:10]}, fingerprint {now.fingerprint}", err=True)
    click.echo(as_pem(now.public), nl=False)


def _public_keys(pem: Path | None) -> list[str]:
    from config.home import KEYS
    from minzheng.kernel.identity.signing import from_pem, keys

    return [from_pem(pem.read_bytes())] if pem else [one.public for one in reversed(keys(KEYS))]
