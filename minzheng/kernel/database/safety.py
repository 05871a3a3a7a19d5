"""What would let the site role read or write past row-level security."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import psycopg

from minzheng.kernel.database.addresses import ConnectionParams
from minzheng.kernel.database.connecting import connect
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.kernel.database.suitability import check_suitable
from minzheng.rulekit.i18n import _


@dataclass(frozen=True)
class Finding:
    """One reason not to serve: what is wrong and what to do, with `{named}` places to be filled from `values`."""

    problem: str
    remedy: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.problem}  {self.remedy}".format(**self.values)


def safety(site: ConnectionParams, scoped: Iterable[str] = ()) -> list[Finding]:
    """Look at the database as the site role sees it.  Empty when it is safe to serve.

    `scoped` names the tables of schema public whose rows belong to a division; each must be under row-level security.
    Raises `DatabaseProblem` when the site role cannot connect at all.
    """
    with connect(site) as connection:
        return [
            *_suitability(connection),
            *_powers(connection),
            *_ownership(connection),
            *_tables(connection, scoped),
            *_views(connection),
        ]


def _suitability(connection: psycopg.Connection) -> list[Finding]:
    try:
        check_suitable(connection)
    except DatabaseProblem as problem:
        return [Finding(problem.problem, problem.remedy, dict(problem.values))]
    return []


def _powers(connection: psycopg.Connection) -> list[Finding]:
    """Powers of the role itself and of every role it may become."""
    rows = connection.execute("""
        SELECT rolname, string_agg(power, ', '), string_agg('NO' || power, ' ') FROM pg_roles, LATERAL (VALUES
            ('SUPERUSER', rolsuper), ('BYPASSRLS', rolbypassrls), ('CREATEROLE', rolcreaterole),
            ('CREATEDB', rolcreatedb), ('REPLICATION', rolreplication),
            ('SERVER FILES', rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'))
        ) AS powers (power, has)
        WHERE has AND (rolname = current_user
            OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
            AND pg_has_role(current_user, oid, 'MEMBER'))
        GROUP BY rolname ORDER BY rolname = current_user DESC, rolname""").fetchall()
    findings = []
    for role, powers, without in rows:
        values = {"site": connection.info.user, "role": role, "powers": powers, "without": without}
        if role == connection.info.user:
            findings.append(
                Finding(
                    _("The site's role {site} has {powers}, which passes or undoes row-level security."),
                    _('Run: ALTER ROLE "{site}" {without}.'),
                    values,
                )
            )
        else:
            findings.append(
                Finding(
                    _("The site's role {site} may become {role}, which has {powers}."),
                    _('Run: REVOKE "{role}" FROM "{site}".'),
                    values,
                )
            )
    return findings


def _ownership(connection: psycopg.Connection) -> list[Finding]:
    """Owners may switch row-level security off; so may members of the owner."""
    rows = connection.execute("""
        SELECT owner.rolname, min(thing), count(*) FROM (
            SELECT relowner, format('table %I', relname) FROM pg_class
            WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace
            UNION ALL SELECT datdba, format('database %I', datname) FROM pg_database WHERE datname = current_database()
            UNION ALL SELECT nspowner, 'schema public' FROM pg_namespace
            WHERE nspname = 'public' AND nspowner <> 'pg_database_owner'::regrole
        ) AS owned (owner_oid, thing) JOIN pg_roles AS owner ON owner.oid = owner_oid
        WHERE pg_has_role(current_user, owner_oid, 'MEMBER')
            AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        GROUP BY owner.rolname ORDER BY owner.rolname""").fetchall()
    findings = []
    for owner, thing, count in rows:
        values = {"site": connection.info.user, "owner": owner, "thing": thing, "count": count}
        if owner == connection.info.user:
            findings.append(
                Finding(
                    _(
                        "The site's role {site} owns {thing} ({count} things in all), so it may switch row-level "
                        "security off."
                    ),
                    _('Run: REASSIGN OWNED BY "{site}" TO the role of DATABASE_URL.'),
                    values,
                )
            )
        else:
            findings.append(
                Finding(
                    _("The site's role {site} is a member of {owner}, which owns {thing} ({count} things in all)."),
                    _('Run: REVOKE "{owner}" FROM "{site}".'),
                    values,
                )
            )
    return findings


def _tables(connection: psycopg.Connection, scoped: Iterable[str]) -> list[Finding]:
    tables = {
        name: (enabled, forced)
        for name, enabled, forced in connection.execute("""
        SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY relname""")
    }
    findings = [
        Finding(
            _("Row-level security of the table {table} does not bind its owner."),
            _('Run, in a migration: ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY.'),
            {"table": name},
        )
        for name, (enabled, forced) in tables.items()
        if enabled and not forced
    ]
    for name in sorted(set(scoped)):
        if name not in tables:
            findings.append(
                Finding(
                    _("The table {table}, whose rows belong to divisions, does not exist."),
                    _("Run: minzheng migrate."),
                    {"table": name},
                )
            )
        elif not tables[name][0]:
            findings.append(
                Finding(
                    _("The rows of the table {table} belong to divisions, but it has no row-level security."),
                    _(
                        'Run, in a migration: ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, then FORCE, then make '
                        "its policy."
                    ),
                    {"table": name},
                )
            )
    return findings


def _views(connection: psycopg.Connection) -> list[Finding]:
    """A view reads with its owner's rights, and those of a superuser see every row."""
    rows = connection.execute("""
        SELECT relname FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
        WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace AND (rolsuper OR rolbypassrls)
            AND NOT coalesce(reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false)
            AND has_table_privilege(pg_class.oid, 'SELECT')
        ORDER BY relname""").fetchall()
    return [
        Finding(
            _("The view {view} shows the site every row: its owner is above row-level security."),
            _('Run, in a migration: ALTER VIEW "{view}" SET (security_invoker = true).'),
            {"view": view},
        )
        for (view,) in rows
    ]
