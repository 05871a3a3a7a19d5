"""Migration operations: row-level security by scope, and tables that only grow."""

from typing import Any

from django.db import migrations

from minzheng.kernel.access.scope import CODE_DIGITS


def _setting(name: str) -> str:
    # A sub-select is evaluated once for the statement.  After a transaction the setting is '' and no rows are seen.
    return f"(SELECT NULLIF(current_setting('minzheng.{name}', true), '')::int8multirange)"


def scope_condition(
    table: str, divisions: tuple[str, ...], *, household: str = "", person: str = "", facility: str = "",
    department: str = "", record: bool = False, parent: str = "",
) -> str:  # fmt: skip
    """The SQL condition under which a row lies in the scope of the transaction.

    The cheap tests stand first: PostgreSQL asks the next one only where they fail.
    """
    tests = [f"{column} <@ {_setting('divisions')}" for column in divisions]
    for column, name in ((household, "households"), (person, "people"), (facility, "facilities")):
        if column:
            tests.append(f"{column} <@ {_setting(name)}")
    if department:
        listed = f"(SELECT string_to_array({_text('departments')}, ','))"
        tests.append(f"{department}::text = ANY (COALESCE({listed}, '{{}}'))")
    if record:
        tests.append(f"(SELECT {_text('record')} = 'all')")
    if parent:
        tests.append(seen_with(table, parent, household or person))
    return " OR ".join(tests)


def _text(name: str) -> str:
    return f"NULLIF(current_setting('minzheng.{name}', true), '')"


def seen_with(table: str, parent: str, column: str) -> str:
    """The SQL condition that the parent row is seen."""
    return f"EXISTS (SELECT 1 FROM {parent} parent WHERE parent.id = {table}.{column})"


def scoped(table: str, *divisions: str, **more: Any) -> migrations.RunSQL:
    """Force row-level security on a table: rows by division columns, or by what else `scope_condition` takes."""
    return secured(table, scope_condition(table, divisions, **more))


def rescoped(table: str, *divisions: str, **more: Any) -> migrations.RunSQL:
    """Put another condition in the place of the one a table has."""
    condition = scope_condition(table, divisions, **more)
    return migrations.RunSQL(
        f"ALTER POLICY scope ON {table} USING ({condition}) WITH CHECK ({condition});", migrations.RunSQL.noop
    )


def seen_through(table: str, parent: str, column: str) -> migrations.RunSQL:
    """Force row-level security on a table whose rows are seen exactly when the parent row is seen."""
    return secured(table, seen_with(table, parent, column))


def seen_through_or_all(table: str, parent: str, column: str) -> migrations.RunSQL:
    """Put the same condition in the place of the one a table has, without asking it of who sees everything.

    For a table that is gone through as a whole: a province has millions of rows, each of which would be asked.
    """
    all_seen = f"(SELECT current_setting('minzheng.divisions', true) = '{{[0,{10**CODE_DIGITS})}}')"
    condition = f"{all_seen} OR {seen_with(table, parent, column)}"
    return migrations.RunSQL(
        f"ALTER POLICY scope ON {table} USING ({condition}) WITH CHECK ({condition});", migrations.RunSQL.noop
    )


def secured(table: str, condition: str) -> migrations.RunSQL:
    """Force row-level security with one condition for reading and writing."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f" CREATE POLICY scope ON {table} USING ({condition}) WITH CHECK ({condition});",
        f"DROP POLICY scope ON {table}; ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
        f" ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def append_only(table: str) -> migrations.RunSQL:
    """Refuse every UPDATE, DELETE and TRUNCATE of a table."""
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END $$;
        CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows();
        """,
        f"DROP TRIGGER only_grows ON {table}; DROP FUNCTION {table}_only_grows();",
    )
