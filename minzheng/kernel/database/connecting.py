"""Connecting, with the reasons for failure put in words."""

import re
from enum import Enum
from pathlib import Path

import psycopg

from minzheng.kernel.database.addresses import ConnectionParams
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

PATIENCE = 10  # seconds
KNOCK = 2  # seconds: long enough on one machine, short where a stranger holds our port and says nothing


class Answer(Enum):
    """What comes back from a knock at the server's door."""

    WELCOME = "it is ours and ready"
    BUSY = "it is starting, recovering or stopping"
    SILENT = "nobody is there"
    STRANGER = "somebody is there who does not accept our password"
    COPY = "the server of a copy of this home is there, or of the home that this is a copy of"


def knock(params: ConnectionParams, data: Path | None = None) -> Answer:
    """Find out by a real connection whether the embedded server answers.

    data    the folder of which it has to be the server; only the superuser may ask.  A copied home has the port and
            the passwords of the other, so that to be let in does not tell.
    """
    try:
        with psycopg.connect(**params.as_keywords(), connect_timeout=KNOCK) as connection:
            served = connection.execute("SHOW data_directory").fetchone() if data else None
    except psycopg.OperationalError as error:
        reason = str(error)
        if "too many clients" in reason or "connection slots" in reason:
            return Answer.WELCOME
        if re.search(r"the database system is |server closed the connection", reason):
            return Answer.BUSY
        return Answer.STRANGER if "FATAL" in reason or "expected authentication" in reason else Answer.SILENT
    return Answer.COPY if served and data and not _is_same(data, Path(served[0])) else Answer.WELCOME


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def connect(params: ConnectionParams) -> psycopg.Connection:
    """A connection in autocommit mode; the caller opens transactions where several statements belong together.

    Raises `DatabaseProblem` when the server does not answer or does not let us in, `MissingDatabase` when the server is
    there and the database is not.
    """
    try:
        return psycopg.connect(**params.as_keywords(), connect_timeout=PATIENCE, autocommit=True)
    except psycopg.OperationalError as error:
        raise _explain(params, str(error)) from error


class MissingDatabase(DatabaseProblem):
    """The server answers, but has no such database."""


def _explain(params: ConnectionParams, reason: str) -> DatabaseProblem:
    where = {
        "server": f"{params.host or 'localhost'}:{params.port}",
        "user": params.user,
        "database": params.dbname,
        "reason": reason.strip(),
    }
    # The server's own messages may be in any language; only a wording that was recognised chooses the remedy.
    if re.search(r'database ".*" does not exist', reason):
        return MissingDatabase(
            _("There is no database {database} on {server}."),
            _(
                "Start any minzheng command that needs it with an owner who may create databases, or create it: "
                'CREATE DATABASE "{database}" OWNER "{user}" TEMPLATE template0 ENCODING \'UTF8\' '
                "LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            ),
            **where,
        )
    if re.search(r"authentication|password|pg_hba", reason):
        return DatabaseProblem(
            _("The server {server} does not let {user} into {database}: {reason}"),
            _("Check user and password of the address in use, and that pg_hba.conf there admits this machine."),
            **where,
        )
    return DatabaseProblem(
        _("The database server {server} does not answer: {reason}"),
        _("Check that it runs and that host and port are right.  For the embedded server: minzheng db start."),
        **where,
    )
