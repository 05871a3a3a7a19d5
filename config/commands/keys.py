"""The minzheng keys commands: which keys there are, and changing them."""

import time
from typing import Any

import click


@click.group()
def command() -> None:
    """The keys of encrypted fields, files and search hashes: list, rotate, destroy."""


@command.command("list")
def show() -> None:
    """Show each key with its algorithms, the day it was made, and what still uses it."""
    _start()
    from minzheng.kernel.identity.fields import keyring
    from minzheng.kernel.identity.rotation import encryption_in_use

    ring, uses = keyring(), encryption_in_use()
    for number, key in ring.encryption.items():
        what = ", ".join(f"{count:,} {where}" for where, count in sorted(uses.get(number, {}).items())) or "nothing"
        _line("encryption", number, key.family.cipher, key, number == ring.current, what)
    for number, key in ring.index.items():
        used = ["registers"] * (not key.retired) + ["departments' reports"] * (number == ring.feed_index)
        mac = f"HMAC-{key.family.digest_name}"
        _line("index", number, mac, key, number == ring.current_index, ", ".join(used) or "nothing")
    _tell_of_other_family(ring)


@command.command()
@click.option("--index", is_flag=True, help="Change the key of the search hashes instead of the encryption key.")
@click.option("--background", is_flag=True, help="Leave it to a worker (see minzheng worker).")
def rotate(index: bool, background: bool) -> None:
    """Make a new key and bring everything under it.

    Can be killed at any point and run again: it then finishes the change that was begun.  The old key is kept, retired,
    since older backups need it; minzheng keys destroy removes it.
    """
    _start()
    from minzheng.kernel import clock
    from minzheng.kernel.access.actors import SYSTEM
    from minzheng.kernel.access.scope import EVERYTHING, in_scope
    from minzheng.kernel.identity.jobs import change_encryption_key, change_index_key, newest
    from minzheng.kernel.jobs.queue import JobError, enqueue

    work, kind = (change_index_key, "index") if index else (change_encryption_key, "encryption")
    if background:
        with in_scope(EVERYTHING):
            asked = enqueue(work, actor=SYSTEM, date=clock.today(), after=newest(kind))
        click.echo(f"Job {asked.pk} waits for a worker.")
        return
    try:
        click.echo(work(_Shown(), actor=SYSTEM, date=clock.today(), after=newest(kind)))
    except JobError as error:
        raise click.ClickException(str(error)) from None


@command.command()
@click.argument("kind", type=click.Choice(["encryption", "index"]))
@click.argument("number", type=int)
@click.confirmation_option(prompt="Backups made while this key was in use become unreadable. Destroy it?")
def destroy(kind: str, number: int) -> None:
    """Remove a retired key for good."""
    _start()
    from minzheng.kernel.identity.rotation import InUse
    from minzheng.kernel.identity.rotation import destroy as take_out

    try:
        take_out(kind, number)
    except InUse as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"The {kind} key {number} is gone.")


class _Shown:
    """Shows progress, a line at most every second."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, done: int, total: int, message: str = "") -> None:
        if done >= total or time.monotonic() >= self._next:
            self._next = time.monotonic() + 1
            click.echo(f"  {message}: {done:,} of {total:,}")


def _line(kind: str, number: int, algorithm: str, key: Any, current: bool, uses: str) -> None:
    state = "current" if current else f"retired {key.retired[:10]}" if key.retired else "being replaced"
    click.echo(f"{kind:<10} {number:>3}  {algorithm:<12} made {key.made[:10] or 'earlier':<10}  {state:<18} {uses}")


def _tell_of_other_family(ring: Any) -> None:
    from django.conf import settings

    wanted = settings.CRYPTO
    for kind, key in (("", ring.encryption[ring.current]), (" --index", ring.index[ring.current_index])):
        if key.family.name != wanted:
            click.echo(f"MINZHENG_CRYPTO is {wanted}: minzheng keys rotate{kind} makes a key of that family.")


def _start() -> None:
    from config.django import start

    start()
