"""Running PostgreSQL's client programs as ourselves against a database."""

import os
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo

from minzheng.kernel.database.addresses import ConnectionParams
from minzheng.kernel.database.binaries import installed_programs
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _


def client_command(program: str, params: ConnectionParams, *arguments: str | Path) -> tuple[list[str], dict[str, str]]:
    """The command line and environment of psql, pg_dump and their like; the password goes by the environment."""
    keywords = params.as_keywords()
    environment = os.environ | {"PGPASSWORD": keywords.pop("password", ""), "PGCONNECT_TIMEOUT": "10"}
    command = [str(installed_programs() / program), *map(str, arguments), "--dbname", make_conninfo("", **keywords)]
    return command, environment


def run_client(program: str, params: ConnectionParams, *arguments: str | Path) -> str:
    """Run a client program to its end and return what it printed.  Raises `DatabaseProblem` with its own reason."""
    command, environment = client_command(program, params, *arguments)
    return _run(program, command, environment)


def read_dump(dump: Path, *arguments: str | Path) -> str:
    """What pg_restore prints about a dump, without a database."""
    return _run("pg_restore", [str(installed_programs() / "pg_restore"), *map(str, arguments), str(dump)], {})


def _run(program: str, command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=os.environ | environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise DatabaseProblem(
            _("{program} failed: {reason}"),
            _(
                "Mend the cause and run the command again: nothing was changed.  Where the programs lack something the "
                "server asks for (a later version, TLS), give others in MINZHENG_PG_BIN."
            ),
            program=program,
            reason=done.stderr.strip(),
        )
    return done.stdout
