"""Start, stop and describe the server of this installation."""

import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from minzheng.kernel.database.account import Account, server_account
from minzheng.kernel.database.addresses import SUPERUSER, Addresses, ConnectionParams, addresses
from minzheng.kernel.database.binaries import major_version, programs_for
from minzheng.kernel.database.cluster import check_version, make_cluster, write_settings
from minzheng.kernel.database.connecting import Answer, MissingDatabase, connect, knock
from minzheng.kernel.database.failures import PORT_TAKEN, explain_failure
from minzheng.kernel.database.home import (
    files_explained,
    free_port,
    home_folder,
    is_free,
    lock,
    password,
    remember,
    remembered,
)
from minzheng.kernel.database.places import known_folder, server_folder
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.kernel.database.processes import (
    is_alive,
    living_processes,
    postmaster_number,
    signal_processes,
    wait_until_gone,
)
from minzheng.kernel.database.suitability import check_suitable
from minzheng.rulekit.i18n import _

RECOVERY = 600  # seconds a server that says it is recovering may take
SILENCE = 60  # seconds a living server may take before it says anything
FAREWELL = 60  # seconds for running transactions to be broken off and buffers written
LARGEST_LOG = 10_000_000  # bytes


@dataclass(frozen=True)
class Server:
    """A server that answers.  `started` says that this call started it; a server of DATABASE_URL has no folder."""

    address: ConnectionParams
    embedded: bool
    started: bool
    folder: Path | None


@dataclass(frozen=True)
class Status:
    """What is known of the server without starting it.  `problem` says why it does not run as it should."""

    running: bool
    embedded: bool
    host: str
    port: int
    version: str = ""
    folder: Path | None = None
    process: int | None = None
    problem: str = ""


def ensure_running(home: Path | None = None) -> Server:
    """Make sure that the server answers: start the embedded one where needed, or ask the one in DATABASE_URL.

    Costs one connection when it already runs.  May be called by several processes at once.  The embedded server may
    get another port than before, if somebody has taken the old one: read `addresses` afterwards.
    Raises `DatabaseProblem`.
    """
    home = home_folder(home)
    where = addresses(home)
    if not where.embedded:
        return _ask_given(where)
    started = False
    if not _answers(home):
        with lock(home), files_explained(home):
            started = _start(home)
    return Server(addresses(home).owner, True, started, known_folder(home))


def stop(home: Path | None = None) -> bool:
    """Stop the embedded server: connections are closed, what was committed is kept.  False when it did not run."""
    home = home_folder(home)
    with lock(home), files_explained(home):
        folder = known_folder(home)
        data = folder / "data" if folder else None
        if data is None or not living_processes(data):
            return False
        _end(data)
        return True


def status(home: Path | None = None) -> Status:
    """Describe the server; starts nothing."""
    home = home_folder(home)
    where = addresses(home)
    folder = known_folder(home) if where.embedded else None
    process = postmaster_number(folder / "data") if folder else None
    alive = process if process and is_alive(process) else None
    if folder and knock(where.admin, folder / "data") is Answer.COPY:
        return Status(False, True, where.admin.host, where.admin.port, folder=folder)
    try:
        with connect(where.admin) as connection:
            version = connection.execute("SHOW server_version").fetchone()
        return Status(
            True, where.embedded, where.admin.host, where.admin.port, version[0] if version else "", folder, alive
        )
    except DatabaseProblem as problem:
        return Status(False, where.embedded, where.admin.host, where.admin.port, folder=folder, problem=str(problem))


def _ask_given(where: Addresses) -> Server:
    try:
        with connect(where.owner) as connection:
            check_suitable(connection)
    except MissingDatabase:
        pass  # the server answers; `prepare` makes the database
    return Server(where.owner, False, False, None)


def _answers(home: Path) -> bool:
    folder = known_folder(home)
    return folder is not None and knock(addresses(home).admin, folder / "data") is Answer.WELCOME


def _start(home: Path) -> bool:
    """Start the server under the lock; False when another process has started it while we waited for the lock."""
    if _answers(home):
        return False
    account = server_account(known_folder(home))
    folder = server_folder(home, account)
    programs = programs_for(account, folder)
    version = major_version(programs, account)
    data = folder / "data"
    if data.exists():
        check_version(data, version)
        if _living_server_answers(home, data):
            return False
        _clear_remains(data)
    else:
        make_cluster(data, programs, account, SUPERUSER, password(home, SUPERUSER))
    _launch_on_some_port(home, data, programs, account)
    return True


def _living_server_answers(home: Path, data: Path) -> bool:
    """Wait for a server that is starting, recovering or stopping; False when it has ended or only children remain."""
    began = time.monotonic()
    while (number := postmaster_number(data)) and number in living_processes(data):
        answer = knock(addresses(home).admin, data)
        if answer is Answer.WELCOME:
            return True
        _check_patience(answer, began, data)
        time.sleep(0.05)
    return False


def _clear_remains(data: Path) -> None:
    """Clear what a server that was killed has left: children at work, pid file and socket.

    Nothing lives in the data folder when its pid file is removed, so no running server loses its lock; shared memory
    that is left is found and reused by PostgreSQL, which derives its key from the folder.
    """
    if not wait_until_gone(data, 2):
        signal_processes(living_processes(data), signal.SIGKILL)
        if not wait_until_gone(data, 10):
            raise _stuck(data)
    (data / "postmaster.pid").unlink(missing_ok=True)
    for left in data.parent.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def _launch_on_some_port(home: Path, data: Path, programs: Path, account: Account) -> None:
    """Start on the remembered port, or on another one if somebody has taken it."""
    for _attempt in range(5):
        port = int(str(remembered(home)["port"]))
        if not is_free(port):
            remember(home, port=free_port(home, avoid=port))
            continue
        write_settings(data, port, account)
        said = _launch(data, programs, account, addresses(home).admin)
        if not said:
            return
        if not PORT_TAKEN.search(said):
            raise explain_failure(said, data)
        remember(home, port=free_port(home, avoid=port))
    raise DatabaseProblem(
        _("Other programs took every port on which the database was to listen."),
        _("Try again; if it happens again, find out which program listens on 127.0.0.1:{port}."),
        port=port,
    )


def _launch(data: Path, programs: Path, account: Account, admin: ConnectionParams) -> str:
    """Start the server, detached from us, and wait until it answers; what it said if it ended instead."""
    log = data.parent / "log"
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_name("log.old"))
    before = log.stat().st_size if log.exists() else 0
    done = account.run(
        "/bin/sh",
        "-c",
        'umask 077; "$1/postgres" -D "$2" </dev/null >>"$3" 2>&1 & echo $!',
        "sh",
        programs,
        data,
        log,
        start_new_session=True,
    )
    if done.returncode != 0:
        return done.stderr
    number, began = int(done.stdout), time.monotonic()
    while is_alive(number):
        answer = knock(admin, data)
        if answer is Answer.WELCOME:
            return ""
        _check_patience(answer, began, data)
        time.sleep(0.02)
    with log.open("rb") as text:
        text.seek(before)
        return text.read().decode(errors="replace")


def _check_patience(answer: Answer, began: float, data: Path) -> None:
    if answer is Answer.STRANGER:
        raise DatabaseProblem(
            _("The server in {data} does not accept the passwords in the keys folder."),
            _(
                "Bring back the keys folder that belongs to this database: it lies in the home folder, beside "
                "postgres.json."
            ),
            data=data,
        )
    if time.monotonic() - began > (RECOVERY if answer is Answer.BUSY else SILENCE):
        raise _stuck(data)


def _end(data: Path) -> None:
    """Ask the server to stop, insist after a while, and clear away the children of one that was killed."""
    for signal_number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        living = living_processes(data)
        postmaster = postmaster_number(data)
        signal_processes(
            [postmaster] if postmaster in living and signal_number != signal.SIGKILL else living, signal_number
        )
        if wait_until_gone(data, FAREWELL):
            return
    raise _stuck(data)


def _stuck(data: Path) -> DatabaseProblem:
    return DatabaseProblem(
        _("The server in {data} neither answers nor ends (processes {numbers})."),
        _("Look at its log, {log}, and at the disk: a process that waits for a disk cannot even be killed."),
        data=data,
        log=data.parent / "log",
        numbers=re.sub(r"[\[\]]", "", str(living_processes(data))),
    )
