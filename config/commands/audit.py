"""The minzheng audit commands: seal the records, and look whether they are as they were sealed."""

import sys
import time
from typing import Any

import click


@click.group()
def command() -> None:
    """The records of what was done, decided and posted: seal, verify, restored."""


@command.command()
def seal() -> None:
    """Seal what was written since the last time.  A worker does this every ten minutes, a month at its end."""
    _start()
    from config.chains import seal_all
    from minzheng.kernel.audit.chain import Cut

    try:
        seal_all(lambda chain, count: click.echo(f"  {chain.table:<28} {count:>9,} entries sealed"))
    except Cut as error:
        raise click.ClickException(str(error)) from None


@command.command()
def verify() -> None:
    """Check every sealed record.  Names the first changed, missing or added entry; ends with code 1 if there is one."""
    _start()
    from config.chains import CHAINS
    from minzheng.kernel.audit.verify import verify as look

    began, faults = time.monotonic(), 0
    for chain in CHAINS:
        found = look(chain, _progress(chain.table))
        click.echo(
            f"{found.chain:<28} {found.entries:>11,} entries in {found.seals:,} seals,"
            f" {', '.join(found.algorithms) or 'nothing sealed'}; {found.kept_heads:,} heads kept outside;"
            f" {found.unsealed:,} entries not sealed yet"
        )
        for words in found.notes:
            click.echo(f"  note: {words}")
        for words in found.faults:
            click.echo(f"  WRONG: {words}")
        faults += len(found.faults)
    click.echo(f"Checked in {time.monotonic() - began:.1f} s.")
    if faults:
        raise click.ClickException("The record is not as it was sealed.")
    click.echo("Everything is as it was sealed.")


@command.command()
@click.option("--reason", required=True, help="Why a backup was restored.")
def restored(reason: str) -> None:
    """Say that a backup was restored, so that the records end earlier than the heads kept outside."""
    _start()
    from config.chains import CHAINS
    from minzheng.kernel.audit.chain import accept_restore

    for chain in CHAINS:
        number = accept_restore(chain, reason)
        if number is not None:
            click.echo(
                f"  {chain.table:<28} ends at seal {number}; what was sealed later is lost, and the heads say so."
            )


def _progress(table: str) -> Any:
    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty() and (done == total or done % 10 == 0):
            click.echo(f"\r  {table}: seal {done:,} of {total:,}", err=True, nl=done == total)

    return tell


def _start() -> None:
    from config.django import start

    start()
