"""Every way past row-level security that we know of is found, each with its remedy, and the remedy helps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minzheng.kernel.database import ConnectionParams, addresses, prepare, safety
from tests.unit.database.servers import run


@pytest.fixture
def where(shared_home: Path) -> Iterator[tuple[ConnectionParams, ConnectionParams, ConnectionParams]]:
    """Superuser, owner and site on a database of this test's own, with one scoped table that is right."""
    found = addresses(shared_home)
    prepare(shared_home, database="guarded")
    admin, owner, site = (params.on("guarded") for params in (found.admin, found.owner, found.site))
    run(
        owner,
        "CREATE TABLE person (id int, division text)",
        "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE person FORCE ROW LEVEL SECURITY",
        "CREATE POLICY scope ON person USING (division = current_setting('minzheng.division', true))",
    )
    yield admin, owner, site
    run(found.admin, "DROP DATABASE guarded WITH (FORCE)")
    prepare(shared_home)


def test_a_right_database_has_no_findings(where: tuple[ConnectionParams, ConnectionParams, ConnectionParams]) -> None:
    assert safety(where[2], scoped=["person"]) == []


@pytest.mark.parametrize(
    ("harm", "words", "cure"),
    [
        ("ALTER ROLE minzheng_site SUPERUSER", "has SUPERUSER", "ALTER ROLE minzheng_site NOSUPERUSER"),
        ("ALTER ROLE minzheng_site BYPASSRLS", "has BYPASSRLS", "ALTER ROLE minzheng_site NOBYPASSRLS"),
        ("ALTER ROLE minzheng_site CREATEROLE", "has CREATEROLE", "ALTER ROLE minzheng_site NOCREATEROLE"),
        ("ALTER ROLE minzheng_site REPLICATION", "has REPLICATION", "ALTER ROLE minzheng_site NOREPLICATION"),
        (
            "GRANT minzheng_owner TO minzheng_site",
            "member of minzheng_owner",
            "REVOKE minzheng_owner FROM minzheng_site",
        ),
        (
            "GRANT pg_execute_server_program TO minzheng_site",
            "may become pg_execute_server_program",
            "REVOKE pg_execute_server_program FROM minzheng_site",
        ),
        ("CREATE ROLE boss BYPASSRLS ROLE minzheng_site", "may become boss, which has BYPASSRLS", "DROP ROLE boss"),
        (
            "ALTER TABLE person OWNER TO minzheng_site",
            "owns table person",
            "ALTER TABLE person OWNER TO minzheng_owner",
        ),
        (
            "ALTER DATABASE guarded OWNER TO minzheng_site",
            "owns database guarded",
            "ALTER DATABASE guarded OWNER TO minzheng_owner",
        ),
        (
            "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
            "table person does not bind its owner",
            "ALTER TABLE person FORCE ROW LEVEL SECURITY",
        ),
        (
            "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
            "person belong to divisions, but",
            "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
        ),
        (
            "ALTER TABLE person RENAME TO persons",
            "person, whose rows belong to divisions, does not exist",
            "ALTER TABLE persons RENAME TO person",
        ),
        (
            "CREATE VIEW everybody AS SELECT * FROM person; GRANT SELECT ON everybody TO minzheng_site",
            "view everybody shows the site every row",
            "ALTER VIEW everybody SET (security_invoker = true)",
        ),
    ],
)
def test_each_way_past_is_found_and_its_remedy_closes_it(
    where: tuple[ConnectionParams, ConnectionParams, ConnectionParams], harm: str, words: str, cure: str
) -> None:
    admin, _owner, site = where
    run(admin, *harm.split("; "))
    try:
        found = [str(finding) for finding in safety(site, scoped=["person"])]
    finally:
        run(admin, cure)
    assert len(found) == 1
    assert words in found[0]
    assert safety(site, scoped=["person"]) == []


def test_the_superuser_as_site_is_one_finding(
    where: tuple[ConnectionParams, ConnectionParams, ConnectionParams],
) -> None:
    (finding,) = safety(where[0])
    assert "SUPERUSER, BYPASSRLS, CREATEROLE, CREATEDB, REPLICATION" in str(finding)


def test_the_owner_as_site_is_found(where: tuple[ConnectionParams, ConnectionParams, ConnectionParams]) -> None:
    assert any("owns" in str(finding) for finding in safety(where[1]))
