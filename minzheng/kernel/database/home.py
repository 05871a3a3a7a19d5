"""The home folder of one installation: what it remembers (port, server folder) and its secrets.

<home>/postgres.json    the port and the folder of the embedded server, once chosen
<home>/postgres.lock    held while one process starts or stops the server
<home>/keys/            passwords and the keyring; 0700, each file 0600, never part of a backup
<home>/postgres/        the server's folder, where its account can enter it (see `places`)
"""

import errno
import fcntl
import json
import os
import secrets
import shutil
import socket
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import minzheng
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

# Below the range from which Linux takes the ports of outgoing connections, so that none of those is in our way.
PORTS = range(20_000, 32_000)


def home_folder(home: Path | None = None) -> Path:
    """The home given, else MINZHENG_HOME, else `var` in the clone (in the current folder when installed as a wheel)."""
    if home is None:
        root = Path(minzheng.__file__).parents[1]
        default = (root if (root / "pyproject.toml").exists() else Path.cwd()) / "var"
        home = Path(os.environ.get("MINZHENG_HOME") or default)
    return home.expanduser().resolve()


def keys_folder(home: Path) -> Path:
    """The folder of the secrets, made when missing."""
    keys = home / "keys"
    with files_explained(home):
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    return keys


def password(home: Path, role: str) -> str:
    """The password of a database role: generated on first use, then always the same."""
    file = keys_folder(home) / f"{quote(role, safe='')}.password"
    with files_explained(home):
        return read_or_create(file, lambda: secrets.token_urlsafe(24))


def remembered(home: Path) -> dict[str, object]:
    """What the home remembers of its server; a port is chosen on the first call."""
    with files_explained(home):
        home.mkdir(parents=True, exist_ok=True)
        return json.loads(read_or_create(home / "postgres.json", lambda: json.dumps({"port": free_port(home)})))


def remember(home: Path, **changes: object) -> None:
    """Change what the home remembers.  The caller holds the lock."""
    with files_explained(home):
        replace_file(home / "postgres.json", json.dumps(remembered(home) | changes))


def free_port(home: Path, avoid: int | None = None) -> int:
    """A free port of this machine; the search starts at a place of its own for each home."""
    start = zlib.crc32(os.fsencode(home))
    for step in range(len(PORTS)):
        port = PORTS[(start + step) % len(PORTS)]
        if port != avoid and is_free(port):
            return port
    raise DatabaseProblem(
        _("No port between {first} and {last} is free on 127.0.0.1."),
        _("Stop programs that are no longer needed, then try again."),
        first=PORTS[0],
        last=PORTS[-1],
    )


@contextmanager
def lock(home: Path) -> Iterator[None]:
    """Wait for, then hold, the right to start or stop the server of this home.  The kernel frees it when we die."""
    with files_explained(home):
        home.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(home / "postgres.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def read_or_create(file: Path, content: Callable[[], str]) -> str:
    """The text of a private file.  Of several processes that find it missing, one creates it and all read the same."""
    if not file.exists():
        temporary = _write_temporary(file, content())
        try:
            os.link(temporary, file)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return file.read_text().strip()


def replace_file(file: Path, content: str) -> None:
    """Write a private file so that a reader, or a crash, sees the old text or the new one and nothing between."""
    os.replace(_write_temporary(file, content), file)


def _write_temporary(file: Path, content: str) -> Path:
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(descriptor, "w") as out:
        out.write(content + "\n")
        out.flush()
        os.fsync(out.fileno())
    return Path(name)


def is_free(port: int) -> bool:
    """Whether a server could listen on a port of 127.0.0.1."""
    with socket.socket() as probe:
        # As the server does, or a port whose old connections linger would look taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def files_explained(home: Path) -> Iterator[None]:
    """Turn what the operating system says about a file into a problem of this installation."""
    try:
        yield
    except OSError as error:
        where = {"file": error.filename or home, "home": home, "reason": error.strerror or error}
        full = isinstance(error, shutil.Error) and os.strerror(errno.ENOSPC) in str(error)  # it lists, and has no errno
        if full or error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DatabaseProblem(
                _("There is no room left on the disk of {home}."),
                _("Free space on it (df -h shows it), then try again; nothing committed was lost."),
                **where,
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise DatabaseProblem(
                _("This account may not read or write {file}, which belongs to the installation in {home}."),
                _("Run the command as the account that made it, or give another folder in MINZHENG_HOME."),
                **where,
            ) from error
        raise DatabaseProblem(
            _("The file {file} of the installation in {home} cannot be used: {reason}"),
            _("Mend that, or give another folder in MINZHENG_HOME."),
            **where,
        ) from error
