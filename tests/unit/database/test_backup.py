"""A backup holds everything but the keys, and a restore brings everything back, or changes nothing."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from minzheng.kernel.database import DatabaseProblem, addresses, ensure_running, safety
from minzheng.kernel.database.backup import MissingKeys, backup, digest, manifest_file
from minzheng.kernel.database.connecting import connect
from minzheng.kernel.database.home import keys_folder
from minzheng.kernel.database.restore import restore
from minzheng.kernel.identity.keyring import FILE, fingerprints, open_keyring
from tests.unit.database.servers import run

SCHEMA = (
    "CREATE EXTENSION btree_gist",
    "CREATE TABLE person (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, division text)",
    "CREATE TABLE stay (person bigint REFERENCES person, valid daterange,"
    " EXCLUDE USING gist (person WITH =, valid WITH &&))",
    "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE person FORCE ROW LEVEL SECURITY",
    "CREATE POLICY scope ON person USING (division = current_setting('minzheng.division', true))",
    "CREATE TABLE ledger (id int PRIMARY KEY, amount bigint)",
    "REVOKE UPDATE, DELETE ON ledger FROM minzheng_site",
    "GRANT UPDATE (amount) ON ledger TO minzheng_site",
    "INSERT INTO ledger VALUES (1, 100)",
    "SELECT set_config('minzheng.division', '522633', false)",
    "INSERT INTO person (name, division) VALUES ('潘阿婆', '522633')",
    "INSERT INTO stay VALUES (1, '[2026-01-01,2027-01-01)')",
)


@pytest.fixture
def filled(home: Path) -> Path:
    """A home whose database holds a little of everything."""
    ensure_running(home)
    run(addresses(home).owner, *SCHEMA)
    return home


def check_whole(home: Path) -> None:
    site = addresses(home).site
    assert safety(site, ["person"]) == []
    with connect(site) as connection:
        assert connection.execute("SELECT * FROM ledger").fetchall() == [(1, 100)]
        assert connection.execute("SELECT name FROM person").fetchall() == []  # out of scope
        connection.execute("SELECT set_config('minzheng.division', '522633', false)")
        assert connection.execute("SELECT id, name FROM person").fetchall() == [(1, "潘阿婆")]
        connection.execute("INSERT INTO person (name, division) VALUES ('杨阿公', '522633')")  # the sequence goes on
        rights = connection.execute(
            "SELECT has_table_privilege('ledger', 'DELETE'), has_column_privilege('ledger', 'amount', 'UPDATE'),"
            " has_column_privilege('ledger', 'id', 'UPDATE')"
        ).fetchone()
    assert rights == (False, True, False)
    run(addresses(home).owner, "CREATE TABLE later (id int)")
    run(site, "INSERT INTO later VALUES (1)")


def test_a_backup_restores_into_an_empty_database(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "county.dump"
    manifest = backup(file)
    assert (manifest.database, manifest.owner, manifest.size) == ("minzheng", "minzheng_owner", file.stat().st_size)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["county.dump", "county.dump.manifest.json"]
    run(addresses(filled).admin, "DROP DATABASE minzheng WITH (FORCE)")
    assert restore(file) == manifest
    check_whole(filled)


def test_a_full_database_is_replaced_only_when_asked(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "county.dump"
    backup(file)
    run(addresses(filled).owner, "INSERT INTO ledger VALUES (2, 200)", "CREATE TABLE added (id int)")
    with pytest.raises(DatabaseProblem, match="not empty"):
        restore(file)
    with connect(addresses(filled).site) as busy:  # a site at work does not hinder it
        busy.execute("SELECT 1")
        restore(file, replace=True)
    check_whole(filled)
    with connect(addresses(filled).admin) as connection:
        names = {name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")}
    assert names == {"postgres", "minzheng"}


def test_roles_of_other_names_get_the_same_rights(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "county.dump"
    backup(file)
    monkeypatch.setenv("DATABASE_URL", addresses(filled).admin.on("elsewhere").as_url())
    restore(file)
    assert addresses(filled).site.user == "elsewhere_site"
    check_whole(filled)


def test_a_failing_restore_leaves_the_present_database(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "county.dump"
    backup(file)
    run(addresses(filled).owner, "CREATE TABLE added (id int)")
    broken = file.read_bytes()[:-300]
    file.write_bytes(broken)
    with pytest.raises(DatabaseProblem, match="damaged, cut off or another"):
        restore(file, replace=True)
    description = json.loads(manifest_file(file).read_text())
    manifest_file(file).write_text(json.dumps(description | {"size": len(broken), "sha256": digest(file)}))
    with pytest.raises(DatabaseProblem, match="pg_restore failed"):
        restore(file, replace=True)
    run(addresses(filled).site, "SELECT * FROM added")


def test_a_failing_dump_leaves_no_file(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # An owner that row-level security binds cannot read every row.
    monkeypatch.setenv("DATABASE_URL", addresses(filled).owner.as_url())
    with pytest.raises(DatabaseProblem, match="row-level security"):
        backup(tmp_path / "county.dump")
    monkeypatch.delenv("DATABASE_URL")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(DatabaseProblem, match="cannot be written"):
        backup(tmp_path / "missing" / "county.dump")


def test_backups_are_not_overwritten(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "county.dump"
    backup(file)
    before = file.read_bytes()
    with pytest.raises(DatabaseProblem, match="exists already"):
        backup(file)
    assert file.read_bytes() == before


def test_keys_are_asked_for_and_not_in_the_backup(filled: Path, tmp_path: Path) -> None:
    keys, safe = keys_folder(filled), tmp_path / "safe"
    index = open_keyring(keys).index[1].secret
    file = tmp_path / "county.dump"
    assert backup(file).keys == fingerprints(keys) != []
    assert index.hex().encode() not in file.read_bytes() + manifest_file(file).read_bytes()
    safe.mkdir()
    shutil.move(keys / FILE, safe / FILE)
    (safe / "postgres.password").write_text("of another installation")
    with pytest.raises(MissingKeys, match="keys that are not in"):
        restore(file, replace=True)
    with pytest.raises(MissingKeys, match="keys that are not in"):
        restore(file, replace=True, keys=tmp_path)
    restore(file, replace=True, keys=safe)
    assert index.hex() in (keys / FILE).read_text()
    assert stat.S_IMODE((keys / FILE).stat().st_mode) == 0o600
    check_whole(filled)


def test_a_restore_on_another_machine_takes_the_keys_of_the_backup_and_keeps_its_own_aside(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, file = keys_folder(filled), tmp_path / "county.dump"
    theirs = open_keyring(keys)
    backup(file)
    shutil.copytree(keys, tmp_path / "safe")
    (keys / FILE).unlink()
    monkeypatch.setattr("minzheng.kernel.identity.keyring._opened", {})
    ours = open_keyring(keys)  # the other machine had begun with keys of its own
    for wrong in (None, tmp_path):
        with pytest.raises(MissingKeys, match=r"(?s)Its encrypted fields would be unreadable.*--keys"):
            restore(file, replace=True, keys=wrong)
    with pytest.raises(DatabaseProblem, match="not empty"):
        restore(file, keys=tmp_path / "safe")
    assert fingerprints(keys) == ours.fingerprints()  # nothing that was refused changed a key
    restore(file, replace=True, keys=tmp_path / "safe")
    assert fingerprints(keys) == theirs.fingerprints()
    [aside] = keys.glob(f"{FILE}.until-*")
    assert ours.index[1].secret.hex() in aside.read_text()
    check_whole(filled)


def test_a_backup_without_manifest_is_refused(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "county.dump"
    backup(file)
    manifest_file(file).unlink()
    with pytest.raises(DatabaseProblem, match=r"manifest.json is missing"):
        restore(file, replace=True)
