"""Whether a server and a database are fit for Chinese names and for our SQL."""

import psycopg

from minzheng.kernel.database.binaries import OLDEST
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

REMAKE = _(
    'Make a database with Unicode characters and give it in DATABASE_URL: CREATE DATABASE minzheng OWNER "{owner}" '
    "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'.  Data of the old one can be carried "
    "over with pg_dump and pg_restore."
)


def check_suitable(connection: psycopg.Connection) -> None:
    """Refuse a server older than 15, an encoding other than UTF-8, and a character type of C.

    Under a character type of C no Chinese character counts as a letter: trigram and word search find nothing, and
    say nothing.
    """
    version = connection.info.server_version
    if version < OLDEST * 10_000:
        raise DatabaseProblem(
            _("The server on {host} is PostgreSQL {version}; {oldest} or later is needed."),
            _("Upgrade it, give another server in DATABASE_URL, or unset DATABASE_URL to use the embedded one."),
            host=connection.info.host,
            version=version // 10_000,
            oldest=OLDEST,
        )
    names = {"database": connection.info.dbname, "owner": connection.info.user}
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise DatabaseProblem(
            _("The database {database} is encoded in {encoding}, not in UTF-8."), REMAKE, encoding=encoding, **names
        )
    row = connection.execute(
        "SELECT datctype, '民' ~ '[[:alpha:]]' FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    ctype, knows_letters = row or ("?", False)
    # Before 18 trigrams went by the character type of libc even where the database had another provider.
    if not knows_letters or (version < 180_000 and ctype in ("C", "POSIX")):
        raise DatabaseProblem(
            _(
                "The character type of the database {database} is {ctype}: no Chinese character counts as a letter, so "
                "that searches would find nothing."
            ),
            REMAKE,
            ctype=ctype,
            **names,
        )
