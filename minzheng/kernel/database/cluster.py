"""The data folder of the embedded server: made by initdb, set by two short files that we write at every start."""

import os
import shutil
import tempfile
from pathlib import Path

from minzheng.kernel.database.account import Account
from minzheng.kernel.database.failures import explain_failure
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

MEGABYTE = 1 << 20

LOGINS = """\
# Written by minzheng at every start.
local all all               scram-sha-256
host  all all 127.0.0.1/32  scram-sha-256
"""

SETTINGS = """\
# Written by minzheng at every start.  Your own settings go into local.conf beside this file.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 100
password_encryption = 'scram-sha-256'
shared_buffers = {shared_buffers}MB
effective_cache_size = {cache}MB
work_mem = 16MB
maintenance_work_mem = 256MB
random_page_cost = 1.1
jit = off
max_wal_size = 2GB
checkpoint_timeout = 15min
wal_compression = on
synchronous_commit = on
fsync = {durable}
full_page_writes = {durable}
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d '
lc_messages = 'C'
"""


def make_cluster(data: Path, programs: Path, account: Account, superuser: str, password: str) -> None:
    """Run initdb beside the place and move the result there, so that a data folder is whole or absent."""
    for old in data.parent.glob("unfinished-*"):  # left by a start that was killed, and perhaps still being written to
        shutil.rmtree(old, ignore_errors=True)
    unfinished, secret = Path(tempfile.mkdtemp(prefix="unfinished-", dir=data.parent)), data.with_name("password")
    os.chown(unfinished, account.uid, account.gid)
    _private(secret, password, account)
    try:
        done = account.run(
            programs / "initdb",
            "-D",
            unfinished,
            "-U",
            superuser,
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-instructions",
            *(["--no-sync"] if _fast() else []),
        )
    finally:
        secret.unlink()
    if done.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise explain_failure(done.stdout + done.stderr, data)
    unfinished.rename(data)


def check_version(data: Path, version: int) -> None:
    """Refuse programs of another major version than that of the data."""
    made_by = (data / "PG_VERSION").read_text().strip()
    if made_by != str(version):
        raise DatabaseProblem(
            _("The database in {data} was made by PostgreSQL {made_by}; the programs are version {version}."),
            _("Set MINZHENG_PG_BIN to programs of version {made_by}, make a backup, and restore it with the new ones."),
            data=data,
            made_by=made_by,
            version=version,
        )


def write_settings(data: Path, port: int, account: Account) -> None:
    """Write postgresql.conf and pg_hba.conf for this machine.

    MINZHENG_PG_FAST=1, for tests, gives up what protects from a power cut; what is committed still survives `kill -9`.
    """
    fast, memory = _fast(), os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    settings = SETTINGS.format(
        port=port,
        sockets=str(data.parent).replace("'", "''"),
        durable="off" if fast else "on",
        shared_buffers=128 if fast else max(128, min(memory // 4, 2048)),
        cache=max(256, memory // 2),
    )
    if (data / "local.conf").exists():
        settings += "include 'local.conf'\n"
    _private(data / "postgresql.conf", settings, account)
    _private(data / "pg_hba.conf", LOGINS, account)


def _private(file: Path, text: str, account: Account) -> None:
    """Replace a file of the server's account.  Never written through: the account could have put a link there."""
    temporary = file.with_name(f"{file.name}.new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
        os.fchown(out.fileno(), account.uid, account.gid)
    temporary.replace(file)


def _fast() -> bool:
    return os.environ.get("MINZHENG_PG_FAST") == "1"
