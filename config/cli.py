"""The `minzheng` command.  Each subcommand is a file of `config.commands`, imported only when it is called."""

import importlib
import pkgutil

import click

import config.commands


class Commands(click.Group):
    """A group whose members are the modules of `config.commands`, each with a click command named `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(m.name for m in pkgutil.iter_modules(config.commands.__path__) if not m.name.startswith("_"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        return importlib.import_module(f"config.commands.{name}").command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what is wrong with the database or its keys is told in words, not as a traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            from minzheng.kernel.database import DatabaseProblem  # only now: most commands need no database
            from minzheng.kernel.identity.keyring import KeyMissing

            if isinstance(error, DatabaseProblem):
                raise click.ClickException(error.explain()) from None
            if isinstance(error, KeyMissing):
                raise click.ClickException(str(error)) from None
            raise


@click.group(cls=Commands)
@click.version_option(package_name="minzheng")
def main() -> None:
    """Minzheng (民政): run, check and ask the platform."""


if __name__ == "__main__":
    main()
