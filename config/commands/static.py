"""`minzheng static`: gather the files that are served as they are."""

import click


@click.command()
def command() -> None:
    """Gather style sheets, scripts and pictures into the home folder, each under a name with its digest."""
    from config.django import start

    start(database=False)
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
