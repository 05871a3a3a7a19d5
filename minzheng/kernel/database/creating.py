"""Making a database in which Chinese characters are letters, whatever the server offers for it."""

from psycopg import Connection, errors, sql

from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

# All sort by code point; C.UTF-8 is absent from some old systems, whose other UTF-8 locales know the letters as well.
LOCALES = (("C.UTF-8", "C.UTF-8"), ("C", "en_US.UTF-8"), ("C", "zh_CN.UTF-8"))


def database_exists(connection: Connection, database: str) -> bool:
    """Whether the server has a database of this name."""
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None


def create_database(connection: Connection, database: str, owner: str) -> None:
    """Create an empty database; no error when another process has just created it.

    From version 17 on the letters are those of PostgreSQL itself, before that those of the machine's C library.
    """
    builtin = connection.info.server_version >= 170_000
    for collate, ctype in LOCALES + ((("C", "C"),) if builtin else ()):
        try:
            connection.execute(_statement(database, owner, collate, ctype, builtin))
            return
        except errors.DuplicateDatabase:
            return
        except errors.InsufficientPrivilege as error:
            raise DatabaseProblem(
                _("The role {role} may not create the database {database}."),
                _("Let an administrator run: {statement}"),
                role=connection.info.user,
                database=database,
                statement=_statement(database, owner, collate, ctype, builtin).as_string(connection),
            ) from error
        except (errors.WrongObjectType, errors.InvalidParameterValue):
            continue  # the server's machine does not have this locale
    raise DatabaseProblem(
        _("The server's machine has no UTF-8 locale, so that no database for Chinese text can be made."),
        _(
            "Install one there (C.UTF-8 comes with glibc 2.35 or later; else: localedef -i en_US -f UTF-8 en_US.UTF-8) "
            "and restart PostgreSQL."
        ),
    )


def _statement(database: str, owner: str, collate: str, ctype: str, builtin: bool) -> sql.Composed:
    provider = sql.SQL(" LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'" if builtin else "")
    return sql.SQL(
        "CREATE DATABASE {database} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {collate}"
        " LC_CTYPE {ctype}{provider}"
    ).format(
        database=sql.Identifier(database),
        owner=sql.Identifier(owner),
        collate=sql.Literal(collate),
        ctype=sql.Literal(ctype),
        provider=provider,
    )
