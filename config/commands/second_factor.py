"""`minzheng second_factor reset NAME`: somebody lost their telephone."""

import click


@click.group()
def command() -> None:
    """The second factor of those who work here."""


@command.command()
@click.argument("username")
@click.option("--reason", required=True, help="Why, and how you made sure that it is they who ask.")
def reset(username: str, reason: str) -> None:
    """Take somebody's second factor away; they set up a new one when they next sign in.  It is put on record."""
    from config.django import start

    start()
    from minzheng.kernel import clock
    from minzheng.kernel.access.actors import SYSTEM
    from minzheng.kernel.access.models import User
    from minzheng.kernel.access.scope import EVERYTHING, in_scope
    from minzheng.kernel.access.second_factor import reset_second_factor

    with in_scope(EVERYTHING):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise click.ClickException(f"Nobody is called {username}.")
        reset_second_factor(user=user, reason=reason, actor=SYSTEM, date=clock.today())
    click.echo(f"{username} sets up a new second factor at the next sign-in.")
