"""The account the embedded server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An account of this machine.  When it is not our own, we are root and programs are started as it."""

    name: str
    uid: int
    gid: int

    def run(self, *command: str | Path, **options: Any) -> "subprocess.CompletedProcess[str]":
        """Run a program as this account, in the folder `/` and without the caller's settings of PostgreSQL or language.

        A program that cannot be executed gives return code 126 with the reason in stderr, as from a shell.
        """
        switch: dict[str, Any] = {}
        if self.uid != os.geteuid():
            switch = {"user": self.uid, "group": self.gid, "extra_groups": []}
        environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        try:
            return subprocess.run(
                [str(part) for part in command],
                cwd="/",
                env=environment | {"LC_ALL": "C", "TZ": "UTC"},
                **({"stdin": subprocess.DEVNULL, "capture_output": True, "text": True} | switch | options),
            )
        except OSError as error:
            return subprocess.CompletedProcess(list(map(str, command)), 126, "", str(error))

    def can_work_in(self, folder: Path) -> bool:
        """Whether the account may enter a folder, all those above it included, and write there."""
        return self.run("/bin/sh", "-c", 'cd "$1" && test -w .', "sh", folder).returncode == 0


def server_account(folder: Path | None) -> Account:
    """Our own account, or for root the owner of an existing server folder, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return _account(pwd.getpwuid(os.geteuid()))
    if folder is not None and folder.exists():
        owner = folder.stat()
        if owner.st_uid != 0:
            return Account(_name(owner.st_uid), owner.st_uid, owner.st_gid)
    for name in UNPRIVILEGED:
        try:
            account = _account(pwd.getpwnam(name))
        except KeyError:
            continue
        if account.run("/bin/sh", "-c", ":").returncode == 0:
            return account
    raise DatabaseProblem(
        _("PostgreSQL does not run as root, and root cannot run programs here as any of: {accounts}."),
        _("Run the command as an ordinary account, or create the account postgres, or set DATABASE_URL to a server."),
        accounts=", ".join(UNPRIVILEGED),
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
