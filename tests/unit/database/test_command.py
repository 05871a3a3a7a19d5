"""The minzheng db commands, as an operator types them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from config.cli import main
from minzheng.kernel.database import addresses, status
from minzheng.kernel.database.home import keys_folder
from minzheng.kernel.identity.keyring import FILE, open_keyring
from tests.unit.database.servers import run


def minzheng(*words: object) -> Result:
    return CliRunner().invoke(main, ["db", *map(str, words)])


def test_start_status_stop(home: Path) -> None:
    assert minzheng("status").exit_code == 1
    assert minzheng("start").output.startswith("PostgreSQL has started on 127.0.0.1:")
    assert minzheng("start").output.startswith("PostgreSQL is running on 127.0.0.1:")
    said = minzheng("status")
    assert said.exit_code == 0
    assert str(home / "postgres") in said.output
    assert minzheng("stop").output == "PostgreSQL has stopped.\n"
    assert minzheng("stop").output == "PostgreSQL was not running.\n"


def test_any_command_that_needs_the_server_starts_it(home: Path, tmp_path: Path) -> None:
    minzheng("start")
    minzheng("stop")
    assert minzheng("backup", tmp_path / "a.dump").exit_code == 0
    assert status(home).running
    minzheng("stop")
    said = minzheng("restore", tmp_path / "a.dump")
    assert said.output.startswith("Restored the database minzheng as of ")


def test_psql_connects_as_the_role_asked_for(home: Path) -> None:
    for words, role in ([], "minzheng_owner"), (["--as", "site"], "minzheng_site"):
        typed = ["db", "psql", *words, "-Atc", "SELECT current_user"]
        command = [sys.executable, "-c", "from config.cli import main; main()", *typed]
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.stdout, done.stderr) == (f"{role}\n", "")


def test_a_problem_is_a_message_and_not_a_traceback(home: Path, tmp_path: Path) -> None:
    minzheng("start")
    run(addresses(home).owner, "CREATE TABLE t (id int)")
    minzheng("backup", tmp_path / "a.dump")
    said = minzheng("restore", tmp_path / "a.dump")
    assert said.exit_code == 1
    assert said.output.startswith("Error: The database minzheng is not empty.\nTo put the backup in its place")


def test_missing_keys_are_refused_without_a_terminal_and_taken_from_a_folder(home: Path, tmp_path: Path) -> None:
    minzheng("start")
    open_keyring(keys_folder(home))
    minzheng("backup", tmp_path / "a.dump")
    (tmp_path / "safe").mkdir()
    shutil.move(keys_folder(home) / FILE, tmp_path / "safe" / FILE)
    assert "keys that are not in" in minzheng("restore", tmp_path / "a.dump").output
    assert minzheng("restore", tmp_path / "a.dump", "--keys", tmp_path / "safe").exit_code == 0


def test_a_given_server_is_not_stopped(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@h/d")
    said = minzheng("stop")
    assert said.exit_code == 1
    assert "not ours to stop" in said.output
