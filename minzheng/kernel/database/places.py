"""The server's folder: data, socket, log and, where needed, a copy of the programs.

It is `<home>/postgres` where the server's account can enter that and a socket's path fits.  Otherwise it is a short
folder elsewhere, remembered in the home: an installation below a 0700 folder, or deep down, works like any other.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from minzheng.kernel.database.account import Account
from minzheng.kernel.database.home import remember, remembered, replace_file
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

# An address of a Unix socket holds 108 bytes on Linux, 104 elsewhere; the name is .s.PGSQL.<port>.
LONGEST_FOLDER = 103 - len("/.s.PGSQL.65535")


def known_folder(home: Path) -> Path | None:
    """The folder chosen for this home on an earlier start, if any."""
    folder = remembered(home).get("folder")
    return home / str(folder) if folder else None


def server_folder(home: Path, account: Account) -> Path:
    """The folder of this home's server, chosen and made on the first call.  The caller holds the lock."""
    known = known_folder(home)
    if known is not None and _is_ours(known, home):
        _check(known, account)
        return known
    for folder in _new_folders(home, account):
        _give(folder, account)
        if account.can_work_in(folder):
            near = folder.parent == home
            if not near:
                replace_file(folder / "home", str(home))
            remember(home, folder=folder.name if near else str(folder))
            return folder
        folder.rmdir()
    raise DatabaseProblem(
        _("No folder was found in which the account {account} can keep a database for {home}."),
        _("Make {home} a shorter path that this account can enter, or run the command as an ordinary account."),
        account=account.name,
        home=home,
    )


def _new_folders(home: Path, account: Account) -> Iterator[Path]:
    """Folders to try, each made when its turn comes.

    Places that are kept for good come before /var/tmp, which many machines empty of what was not used for a month.
    """
    near = home / "postgres"
    if len(os.fsencode(near)) <= LONGEST_FOLDER:
        near.mkdir(mode=0o700, exist_ok=True)
        yield near
    lasting = Path("/var/lib") if os.geteuid() == 0 else Path.home() / ".local" / "share"
    for base in (lasting / "minzheng", Path("/var/tmp")):
        if len(os.fsencode(base)) + len("/minzheng-12345678") > LONGEST_FOLDER:
            continue
        try:
            if not base.exists():
                base.mkdir(parents=True)
                base.chmod(0o755)  # whatever our umask
            # Made under a name nobody can foresee, and only if it does not exist: nobody can plant it.
            yield Path(tempfile.mkdtemp(prefix="minzheng-", dir=base))
        except OSError:
            continue


def _give(folder: Path, account: Account) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), account.uid):
        _refuse(folder, account)
    if found.st_uid != account.uid:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
    folder.chmod(0o700)


def _check(folder: Path, account: Account) -> None:
    try:
        found = folder.lstat()
    except FileNotFoundError as error:
        raise DatabaseProblem(
            _("The folder of the database, {folder}, is gone."),
            _(
                "Bring it back, or delete it from postgres.json in the home folder to begin with an empty database and "
                "restore a backup."
            ),
            folder=folder,
        ) from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or stat.S_IMODE(found.st_mode) & 0o022:
        _refuse(folder, account)
    if not account.can_work_in(folder) or len(os.fsencode(folder)) > LONGEST_FOLDER:
        raise DatabaseProblem(
            _(
                "The account {account} can no longer work in {folder}, where its database lies: it cannot pass through "
                "the folders above, or their path has become too long."
            ),
            _(
                "Let it pass (chmod a+x on the folders above) or move the installation back, as when the database was "
                "made."
            ),
            account=account.name,
            folder=folder,
        )


def _refuse(folder: Path, account: Account) -> None:
    raise DatabaseProblem(
        _("{folder} is not a folder of the account {account} that only this account can write to."),
        _("Find out who made it.  If it is yours: chown it to {account} and chmod it to 700; otherwise move it away."),
        folder=folder,
        account=account.name,
    )


def _is_ours(folder: Path, home: Path) -> bool:
    """False for the copy of a home whose original still uses the folder: the copy then gets a folder of its own."""
    note = folder / "home"
    if folder.parent == home or not note.exists():
        return True
    other = Path(note.read_text().strip())
    if other == home:
        return True
    original = other / "postgres.json"
    if original.exists() and not original.samefile(home / "postgres.json") and known_folder(other) == folder:
        return False
    replace_file(note, str(home))
    return True
