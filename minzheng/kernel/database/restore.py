"""Restoring a backup into the database of this installation, whatever its roles are called."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import Connection, errors, sql

from minzheng.kernel.database.addresses import Addresses, ConnectionParams, addresses
from minzheng.kernel.database.backup import Manifest, bring_keys, read_manifest
from minzheng.kernel.database.connecting import connect
from minzheng.kernel.database.home import home_folder
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.kernel.database.roles import prepare
from minzheng.kernel.database.tools import read_dump, run_client
from minzheng.rulekit.i18n import _

# A line of an access list as pg_restore writes it: what is given or taken, and to or from whom.
PRIVILEGE = re.compile(r'((?:GRANT|REVOKE) .+ (?:TO|FROM) )("?)([^"]+)\2;')

TABLES = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"


def restore(
    file: Path,
    home: Path | None = None,
    replace: bool = False,
    keys: Path | None = None,
) -> Manifest:
    """Restore a backup into the empty database of this installation, or with `replace` in place of what is there.

    The old database is given up only when the new one stands complete beside it.  `keys` is the keys folder of the
    installation that made the backup, needed where its keyring is not here.  Raises `DatabaseProblem`.
    """
    home = home_folder(home)
    manifest = read_manifest(file)
    prepare(home)
    where = addresses(home)
    with connect(where.owner) as connection:
        empty = _is_empty(connection)
    if empty or replace:
        bring_keys(manifest, home, keys)
    if empty:
        _fill(where.owner, file, manifest, where)
    elif replace:
        with _successor(home, where) as successor:
            _fill(successor, file, manifest, where)
    else:
        raise DatabaseProblem(
            _("The database {database} is not empty."),
            _("To put the backup in its place, add --replace; all that it holds now is then lost."),
            database=where.owner.dbname,
        )
    prepare(home)
    return manifest


def _is_empty(connection: Connection) -> bool:
    return connection.execute(TABLES).fetchone() is None


def _fill(target: ConnectionParams, file: Path, manifest: Manifest, where: Addresses) -> None:
    """Read tables and rows in one transaction as the owner, then give the site what it had in the backup."""
    run_client(
        "pg_restore", target, "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction", "--no-password", file
    )
    with connect(target) as connection:
        with connection.transaction():
            site = sql.Identifier(where.site.user)
            # Rights given to all future tables came with the tables; the backup knows which the site really had.
            for kind in ("TABLES", "SEQUENCES"):
                connection.execute(sql.SQL("REVOKE ALL ON ALL {} IN SCHEMA public FROM {}").format(sql.SQL(kind), site))
            for statement in _privileges(file, {manifest.owner: where.owner.user, manifest.site: where.site.user}):
                connection.execute(statement)
        for (table,) in connection.execute(TABLES).fetchall():
            connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier("public", table)))


def _privileges(file: Path, renamed: dict[str, str]) -> Iterator[sql.SQL | sql.Composed]:
    """The access lists of a dump for the owner, the site and everybody; other roles are the administrator's affair."""
    lists = [line for line in read_dump(file, "--list").splitlines() if re.match(r"\d+; \d+ \d+ ACL ", line)]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write("\n".join(lists))
        chosen.flush()
        for line in read_dump(file, "--use-list", chosen.name, "--file", "-").splitlines():
            if (found := PRIVILEGE.fullmatch(line)) is None:
                continue
            words, _quote, role = found.groups()
            if role == "PUBLIC":
                yield sql.SQL(words + role)
            elif role in renamed:
                yield sql.SQL(words) + sql.Identifier(renamed[role])


@contextmanager
def _successor(home: Path, where: Addresses) -> Iterator[ConnectionParams]:
    """A new database to fill, which takes the name and place of the present one when all went well."""
    present, coming, gone = (where.owner.dbname + suffix for suffix in ("", "_coming", "_gone"))
    with connect(where.admin.on("postgres")) as admin:
        try:
            _drop(admin, coming)
            prepare(home, coming)
            yield where.owner.on(coming)
            _exchange(admin, present, coming, gone)
            _drop(admin, gone)
        except errors.InsufficientPrivilege as error:
            raise DatabaseProblem(
                _("The role {role} may not exchange the database {database} for another: {reason}"),
                _(
                    'Let an administrator run ALTER ROLE "{role}" CREATEDB, or make an empty database, give it in '
                    "DATABASE_URL and restore into that."
                ),
                role=where.admin.user,
                database=present,
                reason=str(error).splitlines()[0],
            ) from error
        finally:
            _drop(admin, coming)


def _exchange(admin: Connection, present: str, coming: str, gone: str) -> None:
    _drop(admin, gone)
    _allow(admin, present, False)
    try:
        for number in range(50):
            admin.execute(
                "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = ANY (%s)",
                [[present, coming]],
            )
            try:
                with admin.transaction():
                    for old, new in ((present, gone), (coming, present)):
                        statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                        admin.execute(statement.format(sql.Identifier(old), sql.Identifier(new)))
                return
            except errors.ObjectInUse:
                if number == 49:
                    raise
    except BaseException:
        _allow(admin, present, True)
        raise


def _allow(admin: Connection, database: str, connections: bool) -> None:
    statement = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    admin.execute(statement.format(sql.Identifier(database), sql.Literal(connections)))


def _drop(admin: Connection, database: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
