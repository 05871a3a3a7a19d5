"""The embedded server starts, stops, and comes back from whatever was done to it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from minzheng.kernel.database import DatabaseProblem, addresses, ensure_running, prepare, status, stop
from minzheng.kernel.database.account import server_account
from minzheng.kernel.database.connecting import connect
from minzheng.kernel.database.home import keys_folder
from minzheng.kernel.database.places import known_folder
from minzheng.kernel.database.processes import living_processes, signal_processes
from tests.unit.database.servers import data_folder, postmaster, temporary_home


def keep(home: Path, note: str) -> None:
    """Commit a row that must still be there later."""
    with connect(addresses(home).owner) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (note text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [note])


def kept(home: Path) -> list[str]:
    with connect(addresses(home).owner) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM kept ORDER BY note")]


def test_it_starts_answers_quickly_and_stops(home: Path) -> None:
    assert not status(home).running
    assert ensure_running(home).started
    began = time.perf_counter()
    assert not ensure_running(home).started
    assert time.perf_counter() - began < 0.25  # one connection; about 10 ms on a quiet machine
    found = status(home)
    assert found.running
    assert found.process == postmaster(home)
    assert stop(home)
    assert not stop(home)
    assert living_processes(data_folder(home)) == []


def test_what_was_committed_is_there_after_a_restart(home: Path) -> None:
    ensure_running(home)
    keep(home, "一")
    stop(home)
    ensure_running(home)
    assert kept(home) == ["一"]


def test_it_comes_back_after_kill_9_of_the_postmaster_alone(home: Path) -> None:
    ensure_running(home)
    keep(home, "a")
    with connect(addresses(home).admin) as busy:
        busy.execute("SELECT 1")
        os.kill(postmaster(home), signal.SIGKILL)
        assert ensure_running(home).started
    assert kept(home) == ["a"]


def test_it_comes_back_after_kill_9_of_every_process(home: Path) -> None:
    ensure_running(home)
    keep(home, "a")
    signal_processes(living_processes(data_folder(home)), signal.SIGKILL)
    assert ensure_running(home).started
    assert kept(home) == ["a"]


def test_it_comes_back_when_a_child_was_killed(home: Path) -> None:
    ensure_running(home)
    keep(home, "a")
    child = next(number for number in living_processes(data_folder(home)) if number != postmaster(home))
    os.kill(child, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        ensure_running(home)
        try:
            assert kept(home) == ["a"]
            return
        except DatabaseProblem:
            time.sleep(0.1)  # the postmaster had not yet noticed when we asked
    pytest.fail("the server did not recover")


def test_a_stopped_postmaster_that_is_still_there_is_not_taken_for_a_dead_one(home: Path) -> None:
    ensure_running(home)
    before = postmaster(home)
    os.kill(before, signal.SIGSTOP)
    waker = subprocess.Popen([sys.executable, "-c", f"import os, time; time.sleep(1); os.kill({before}, 18)"])
    try:
        assert not ensure_running(home).started
    finally:
        waker.wait()
    assert postmaster(home) == before


def test_a_pid_file_that_names_a_living_stranger_does_not_stop_it(home: Path) -> None:
    ensure_running(home)
    stop(home)
    account = server_account(known_folder(home))
    done = account.run("/bin/sh", "-c", "sleep 60 >/dev/null 2>&1 & echo $!", start_new_session=True)
    stranger = int(done.stdout)
    try:
        pid_file = data_folder(home) / "postmaster.pid"
        pid_file.write_text(f"{stranger}\n{data_folder(home)}\n1\n{addresses(home).owner.port}\n")
        os.chown(pid_file, account.uid, account.gid)
        assert ensure_running(home).started
        os.kill(stranger, 0)  # nobody harmed it
        assert postmaster(home) != stranger
        stop(home)
        os.kill(stranger, 0)
    finally:
        os.kill(stranger, signal.SIGKILL)


def test_two_that_start_it_at_once_get_the_same_server(fresh_home: Path) -> None:
    code = "from minzheng.kernel.database import ensure_running, prepare; print(ensure_running().started); prepare()"
    starters = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(3)
    ]
    said = sorted(starter.communicate(timeout=120)[0].strip() for starter in starters)
    assert said == ["False", "False", "True"]


@pytest.mark.parametrize("seconds", [0.15, 0.4, 0.8])
def test_a_first_start_that_was_killed_does_not_hinder_the_next(fresh_home: Path, seconds: float) -> None:
    starter = subprocess.Popen([sys.executable, "-c", "from minzheng.kernel.database import *; ensure_running()"])
    time.sleep(seconds)
    starter.kill()
    starter.wait()
    ensure_running(fresh_home)
    prepare(fresh_home)
    keep(fresh_home, "a")


def test_it_moves_to_another_port_when_somebody_has_taken_its_own(home: Path) -> None:
    port = addresses(home).owner.port
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        ensure_running(home)
        assert addresses(home).owner.port != port
        keep(home, "a")


def test_a_copy_of_a_home_has_a_server_of_its_own(home: Path, programs: str) -> None:
    with temporary_home(programs) as copy:
        subprocess.run(["cp", "-a", f"{home}/.", copy], check=True)
        ensure_running(home)
        keep(home, "of the first")
        assert not status(copy).running
        assert ensure_running(copy).started
        keep(copy, "of the copy")
        assert addresses(copy).owner.port != addresses(home).owner.port
        assert (kept(home), kept(copy)) == (["of the first"], ["of the copy"])


def test_lost_keys_are_named_as_the_trouble(home: Path) -> None:
    ensure_running(home)
    (keys_folder(home) / "postgres.password").unlink()
    with pytest.raises(DatabaseProblem, match="keys folder"):
        ensure_running(home)


def test_data_of_another_version_is_refused_with_its_number(home: Path) -> None:
    ensure_running(home)
    stop(home)
    (data_folder(home) / "PG_VERSION").write_text("14\n")
    with pytest.raises(DatabaseProblem, match="made by PostgreSQL 14"):
        ensure_running(home)


def test_settings_of_the_operator_are_used_and_errors_in_them_named(home: Path) -> None:
    ensure_running(home)
    stop(home)
    local = data_folder(home) / "local.conf"
    local.write_text("work_mem = '7MB'\n")
    local.chmod(0o644)
    ensure_running(home)
    with connect(addresses(home).admin) as connection:
        assert connection.execute("SHOW work_mem").fetchone() == ("7MB",)
    stop(home)
    local.write_text("work_mem = 'plenty'\n")
    with pytest.raises(DatabaseProblem, match=r"settings.*work_mem"):
        ensure_running(home)


def test_a_file_taken_from_the_server_account_is_named(home: Path) -> None:
    ensure_running(home)
    stop(home)
    control = data_folder(home) / "global" / "pg_control"
    control.chmod(0)
    if os.geteuid() == 0:
        os.chown(control, 0, 0)
    with pytest.raises(DatabaseProblem, match=r"may not use a file.*Permission denied"):
        ensure_running(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk: run the tests as root too")
def test_a_full_disk_is_named_and_nothing_is_lost(fresh_home: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(fresh_home)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine lets not even root mount a disk")
    try:
        with pytest.raises(DatabaseProblem, match="no room left"):
            ensure_running(fresh_home)
        subprocess.run(["mount", "-o", "remount,size=200m", fresh_home], check=True)
        ensure_running(fresh_home)
        prepare(fresh_home)
        keep(fresh_home, "a")
        stop(fresh_home)
        filler = fresh_home / "filler"
        subprocess.run(["dd", "if=/dev/zero", f"of={filler}", "bs=1M"], capture_output=True)
        with pytest.raises(DatabaseProblem, match="no room left"):
            ensure_running(fresh_home)
        filler.unlink()
        ensure_running(fresh_home)
        assert kept(fresh_home) == ["a"]
    finally:
        stop(fresh_home)
        subprocess.run(["umount", fresh_home], check=True)


def test_data_that_is_gone_is_not_replaced_by_an_empty_database_unasked(home: Path) -> None:
    ensure_running(home)
    stop(home)
    folder = known_folder(home)
    assert folder is not None
    shutil.rmtree(folder)
    with pytest.raises(DatabaseProblem, match="is gone"):
        ensure_running(home)


def test_missing_programs_are_named_with_what_to_install(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINZHENG_PG_BIN", "/nowhere/bin")
    with pytest.raises(DatabaseProblem, match="/nowhere/bin") as caught:
        ensure_running(home)
    assert "MINZHENG_PG_BIN" in caught.value.remedy


def test_a_given_server_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        monkeypatch.setenv("DATABASE_URL", f"postgresql://u:p@127.0.0.1:{port}/d")
        with pytest.raises(DatabaseProblem, match=f"127.0.0.1:{port} does not answer"):
            ensure_running(tmp_path)


def test_only_this_machine_and_only_passwords_open_the_door(home: Path) -> None:
    ensure_running(home)
    with connect(addresses(home).admin) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
        methods = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
    assert methods == [("scram-sha-256",)]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**addresses(home).admin.as_keywords() | {"password": "wrong"})
