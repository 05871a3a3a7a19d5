"""A real installation in a folder of its own: its commands, its database, its site, run as anybody would run them."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.shared import shared_folder

COMMAND = Path(sys.executable).with_name("minzheng")
PROJECT = Path(__file__).resolve().parents[2]

#: Settings of whoever runs the tests must not reach the installation: these, and all of ours but the one that is kept.
_NOT_OURS = ("DATABASE_URL", "SITE_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT")
_KEPT = "MINZHENG_PG_BIN"


class Installation:
    """One home folder with a database of its own: the embedded server's, or one on the server of an address."""

    def __init__(self, root: Path, server_url: str) -> None:
        self.root, self.home, self.log = root, root / "home", root / "log"
        self.home.mkdir(parents=True, exist_ok=True)
        self.environment = {**_environment(), "MINZHENG_HOME": str(self.home)}
        self.server_url = server_url
        self.database = f"minzheng_test_{root.name.replace('-', '_').lower()}"
        if self.server_url:
            self.environment["DATABASE_URL"] = urlunsplit(urlsplit(self.server_url)._replace(path=f"/{self.database}"))

    def run(self, *words: str) -> str:
        """Run a `minzheng` command to its end and return what it printed; a failure shows what it said."""
        return self._finish([str(COMMAND), *words])

    def python(self, module: str) -> str:
        """Run a module of the tests inside the installation and return what it printed."""
        return self._finish([sys.executable, "-m", module])

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a `minzheng` command in a process group of its own, its output going to `log`, and return at once."""
        with self.log.open("ab") as out:
            return subprocess.Popen(
                [str(COMMAND), *words],
                env=self.environment,
                cwd=PROJECT,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def migrate(self) -> None:
        """Make the tables."""
        self._become("migrated", lambda one: one.run("migrate"))

    def demonstrate(self, people: int, months: int) -> None:
        """Make a demonstration, as `make demo SERVE=0` does."""

        def make(one: Installation) -> None:
            one.migrate()
            one.run("static")
            one.run("demo", "--people", str(people), "--months", str(months))

        self._become(f"demonstrated-{people}-{months}", make)

    def copy_to(self, other: "Installation") -> None:
        """Make another, empty installation the same as this one, whose database is embedded and stopped."""
        subprocess.run(["cp", "-a", f"{self.home}/.", other.home], check=True)
        mark = other.home / "demo.json"
        if mark.exists():
            told = mark.read_text(encoding="utf-8")
            mark.write_text(told.replace(str(self.home), str(other.home)), encoding="utf-8")

    def _become(self, name: str, make: "Callable[[Installation], object]") -> None:
        """Become what is made of an empty installation: made once in a run, and copied by whoever else needs it.

        What lies on a server of its own cannot be copied as files and is made anew.
        """
        if self.server_url:
            make(self)
            return
        models = shared_folder()
        with (models / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            model = Installation(models / name, "")
            if not any(model.home.iterdir()):
                with installation(embedded=True) as made:
                    make(made)
                    made.run("db", "stop")
                    made.copy_to(model)
            model.copy_to(self)

    def leave_work_in(self, month: str) -> None:
        """Have the demonstration's people leave part of their work in this month (2026-11) to its visitors."""
        mark = self.home / "demo.json"
        plan = json.loads(mark.read_text(encoding="utf-8"))
        mark.write_text(json.dumps({**plan, "newest_month": f"{month}-01"}), encoding="utf-8")

    def keeps(self, digest: str) -> bool:
        """Whether the vault keeps a file of this digest."""
        return (self.home / "files" / digest[:2] / digest).is_file()

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve the site and yield its address; ends the server, which must not have ended by itself."""
        port = free_port()
        server = self.start("serve", "--port", str(port))
        try:
            yield self.answering(port, server)
            assert server.poll() is None, f"the site ended by itself: {self.said()}"
        finally:
            end(server)

    def answering(self, port: int, server: subprocess.Popen[bytes]) -> str:
        """Wait until a server that was started answers, and return its address."""
        address, deadline = f"http://127.0.0.1:{port}", time.monotonic() + 60
        while time.monotonic() < deadline and server.poll() is None:
            try:
                with urllib.request.urlopen(f"{address}/sign-in/", timeout=5):
                    return address
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"nothing answers on {address}: {self.said()}")

    def said(self) -> str:
        """What the commands that were started have said."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def remove(self) -> None:
        """Stop the database, or drop the one made on the given server, and remove the folder."""
        if self.server_url:
            self._drop_database()
        else:
            self.run("db", "stop")
        settings = self.home / "postgres.json"
        folder = json.loads(settings.read_text(encoding="utf-8")).get("folder") if settings.exists() else None
        if folder:
            shutil.rmtree(self.home / folder, ignore_errors=True)  # may lie outside the home, below a short path
        shutil.rmtree(self.root)

    def _finish(self, words: list[str]) -> str:
        done = subprocess.run(words, env=self.environment, cwd=PROJECT, text=True, capture_output=True)
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def _drop_database(self) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(self.database)))
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{self.database}_site")))


@contextmanager
def installation(*, embedded: bool = False) -> Iterator[Installation]:
    """An empty installation below a short temporary folder, removed afterwards with its database.

    The database is the embedded server's, or one of its own on the server of MINZHENG_TEST_DATABASE_URL if that is set.
    """
    root = Path(tempfile.mkdtemp(prefix="mz-"))
    root.chmod(0o755)  # the database server of a root user runs under another account, which has to enter
    installed = Installation(root, "" if embedded else os.environ.get("MINZHENG_TEST_DATABASE_URL", ""))
    try:
        yield installed
    finally:
        installed.remove()


def _environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name == _KEPT or not (name.startswith("MINZHENG_") or name in _NOT_OURS)
    }


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started with everything it started, gently at first."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal_number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
            return
