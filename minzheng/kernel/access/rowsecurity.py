"""Migration operations: row-level security by scope, and tables that only grow."""

from django.db import migrations


def _setting(name: str) -> str:
    # A sub-select is evaluated once for the statement.  After a transaction the setting is '' and no rows are seen.
    return f"(SELECT NULLIF(current_setting('minzheng.{name}', true), '')::int8multirange)"


def scope_condition(divisions: tuple[str, ...], household: str = "", person: str = "") -> str:
    """The SQL condition under which a row lies in the scope of the transaction."""
    tests = [f"{column} <@ {_setting('divisions')}" for column in divisions]
    if household:
        tests.append(f"{household} <@ {_setting('households')}")
    if person:
        tests.append(f"{person} <@ {_setting('people')}")
    return " OR ".join(tests)


def scoped(table: str, *divisions: str, household: str = "", person: str = "") -> migrations.RunSQL:
    """Force row-level security on a table: rows by the division columns, or by household or person id."""
    return secured(table, scope_condition(divisions, household, person))


def seen_through(table: str, parent: str, column: str) -> migrations.RunSQL:
    """Force row-level security on a table whose rows are seen exactly when the parent row is seen."""
    return secured(table, f"EXISTS (SELECT 1 FROM {parent} parent WHERE parent.id = {table}.{column})")


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
