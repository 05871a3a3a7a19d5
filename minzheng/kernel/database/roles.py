"""Roles, database and privileges: whatever is missing is made, nothing that stands is touched.

The owner owns every table and runs migrations.  The site role reads and writes rows and can do nothing else, so that
row-level security binds it.
"""

from contextlib import suppress
from pathlib import Path

from psycopg import Connection, errors, sql

from minzheng.kernel.database.addresses import Addresses, ConnectionParams, addresses
from minzheng.kernel.database.connecting import Answer, MissingDatabase, connect, knock
from minzheng.kernel.database.creating import create_database, database_exists
from minzheng.kernel.database.home import home_folder
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.kernel.database.suitability import check_suitable
from minzheng.rulekit.i18n import _

ONE_AT_A_TIME = 0x6D7A_7067  # key of the advisory lock under which roles and databases are made

# Attributes that no role of ours may have, as pg_roles and ALTER ROLE name them.
POWERS = {
    "rolsuper": "NOSUPERUSER",
    "rolcreatedb": "NOCREATEDB",
    "rolcreaterole": "NOCREATEROLE",
    "rolbypassrls": "NOBYPASSRLS",
    "rolreplication": "NOREPLICATION",
}

# Whether the site role has what `_grant` gives: (may enter, may not create, tables and sequences to come).
PRIVILEGES = """
SELECT has_database_privilege(site.oid, current_database(), 'CONNECT')
       AND has_schema_privilege(site.oid, 'public', 'USAGE'),
       NOT has_schema_privilege(site.oid, 'public', 'CREATE'),
       coalesce(given.tables @> ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']
                AND given.sequences @> ARRAY['SELECT', 'USAGE'], false)
FROM pg_roles AS site, LATERAL (
    SELECT array_agg(privilege_type) FILTER (WHERE defaclobjtype = 'r') AS tables,
           array_agg(privilege_type) FILTER (WHERE defaclobjtype = 'S') AS sequences
    FROM pg_default_acl, aclexplode(defaclacl)
    WHERE defaclrole = current_user::regrole AND defaclnamespace = 'public'::regnamespace AND grantee = site.oid
) AS given
WHERE site.rolname = %s
"""

GRANTS = """
GRANT CONNECT ON DATABASE {database} TO {site};
GRANT USAGE ON SCHEMA public TO {site};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {site};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {site};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {site};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {site};
"""


def prepare(home: Path | None = None, database: str | None = None) -> None:
    """Make sure that roles, database and privileges are there, on a server that answers.

    With `database`, do the same for a further database of that name with the same roles: tests have their own.
    May be called at any time and by several processes at once.  Raises `DatabaseProblem`.
    """
    where = addresses(home_folder(home))
    target = database or where.owner.dbname
    if where.site.user == where.owner.user:
        raise DatabaseProblem(
            _("The site would connect as {role}, which owns the tables: row-level security would not bind it."),
            _("Give another role in SITE_DATABASE_URL, or unset it to have one made."),
            role=where.site.user,
        )
    with _administrator(where) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        if where.embedded:
            _ensure_role(admin, where.owner)
        if where.site_is_ours:
            _ensure_role(admin, where.site)
        if not database_exists(admin, target):
            create_database(admin, target, where.owner.user)
        _ensure_login(admin, where.owner.on(target), where.embedded)
        with connect(where.owner.on(target)) as owner:
            check_suitable(owner)
            _grant(owner, where.site)
        _ensure_login(admin, where.site.on(target), where.site_is_ours)


def _administrator(where: Addresses) -> Connection:
    try:
        return connect(where.admin)
    except MissingDatabase:
        return connect(where.admin.on("postgres"))


def _ensure_role(admin: Connection, role: ConnectionParams) -> None:
    name = sql.Identifier(role.user)
    row = admin.execute(
        sql.SQL("SELECT {} FROM pg_roles WHERE rolname = %s").format(
            sql.SQL(", ").join(map(sql.Identifier, ["rolcanlogin", *POWERS]))
        ),
        [role.user],
    ).fetchone()
    try:
        if row is None:
            admin.execute(
                sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}").format(
                    name, sql.SQL(" ".join(POWERS.values())), _verifier(admin, role)
                )
            )
            return
        wrong = [remedy for has, remedy in zip(row[1:], POWERS.values(), strict=True) if has]
        if not row[0]:
            wrong.append("LOGIN")
        if wrong:
            admin.execute(sql.SQL("ALTER ROLE {} {}").format(name, sql.SQL(" ".join(wrong))))
    except errors.DuplicateObject:
        pass  # another process made it through another database, where our lock does not hold
    except errors.InsufficientPrivilege as error:
        raise _not_allowed(admin, role) from error


def _ensure_login(admin: Connection, role: ConnectionParams, ours: bool) -> None:
    """Make our password the role's, if it is another; a role that the operator gave must accept its own."""
    if ours and knock(role) is Answer.STRANGER:
        try:
            name, verifier = sql.Identifier(role.user), _verifier(admin, role)
            admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, verifier))
        except errors.InsufficientPrivilege as error:
            raise _not_allowed(admin, role) from error
    connect(role).close()


def _verifier(admin: Connection, role: ConnectionParams) -> sql.Literal:
    """What the server keeps instead of a password, so that no password is sent or logged."""
    verifier = admin.pgconn.encrypt_password(role.password.encode(), role.user.encode(), b"scram-sha-256")
    return sql.Literal(verifier.decode())


def _not_allowed(admin: Connection, role: ConnectionParams) -> DatabaseProblem:
    return DatabaseProblem(
        _("The role {admin} may not make or change the role {site}, as which the site is to connect."),
        _(
            'Let an administrator run: ALTER ROLE "{admin}" CREATEROLE.  Or let them make a role (CREATE ROLE '
            "\"{site}\" LOGIN PASSWORD '...') and give its address in SITE_DATABASE_URL."
        ),
        admin=admin.info.user,
        site=role.user,
    )


def _grant(owner: Connection, site: ConnectionParams) -> None:
    """Give the site role its privileges, unless it has them.

    Existing tables are granted only together with the rule for those to come, so that what a migration took away from
    the site afterwards (an append-only table) stays taken away.
    """
    if all(_privileges(owner, site)):
        return
    names = {"database": sql.Identifier(owner.info.dbname), "site": sql.Identifier(site.user)}
    with suppress(errors.InsufficientPrivilege), owner.transaction():
        may_enter, may_not_create, tables_and_sequences = _privileges(owner, site)
        if not may_not_create:
            owner.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        if not (may_enter and tables_and_sequences):
            owner.execute(sql.SQL(GRANTS).format(**names))
    # Who may not grant gets an error for some things and only a warning for others, so we look at what was achieved.
    if not all(_privileges(owner, site)):
        raise DatabaseProblem(
            _("The role {owner} may not give the site role {site} its rights in the database {database}."),
            _('The role of DATABASE_URL has to own the database: ALTER DATABASE "{database}" OWNER TO "{owner}".'),
            owner=owner.info.user,
            site=site.user,
            database=owner.info.dbname,
        )


def _privileges(owner: Connection, site: ConnectionParams) -> tuple[bool, bool, bool]:
    row = owner.execute(PRIVILEGES, [site.user]).fetchone()
    if row is None:
        raise DatabaseProblem(
            _("The server has no role {site}, which SITE_DATABASE_URL names."),
            _("Let an administrator run: CREATE ROLE \"{site}\" LOGIN PASSWORD '...'"),
            site=site.user,
        )
    return row[0], row[1], row[2]
