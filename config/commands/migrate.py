"""`minzheng migrate`: bring the tables up to date, as the role that owns them."""

import os

import click


@click.command()
def command() -> None:
    """Bring the tables of the database up to date."""
    os.environ["MINZHENG_CONNECT_AS"] = "owner"
    from config.django import start

    start()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
