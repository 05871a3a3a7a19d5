"""Backups: the whole database in one file, and beside it a manifest that says what it is.

    county.dump                 pg_dump's own format: any administrator can read it with pg_restore
    county.dump.manifest.json   version, time, database, roles, SHA-256 and the keys needed to read encrypted fields

Keys are never part of a backup: who finds the file cannot read the encrypted fields, and who restores it has to bring
the keys.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import minzheng
from minzheng.kernel.database.addresses import addresses
from minzheng.kernel.database.connecting import connect
from minzheng.kernel.database.home import home_folder, keys_folder
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.kernel.database.tools import run_client
from minzheng.kernel.identity.keyring import FILE as KEYRING
from minzheng.kernel.identity.keyring import fingerprints
from minzheng.rulekit.i18n import _


@dataclass(frozen=True)
class Manifest:
    """What a backup is.  `made` is in UTC, `size` in bytes, `keys` the fingerprints of the keyring at that time."""

    minzheng: str
    server: str
    made: str
    database: str
    owner: str
    site: str
    size: int
    sha256: str
    keys: list[str]


class MissingKeys(DatabaseProblem):
    """The keys are not here with which fields of a backup were encrypted."""


def backup(file: Path, home: Path | None = None) -> Manifest:
    """Write a backup of the database as of this moment, while the site goes on working.

    The file appears whole or not at all, and never in the place of another.  Raises `DatabaseProblem`.
    """
    home, file = home_folder(home), file.absolute()
    where = addresses(home)
    for new in (file, manifest_file(file)):
        if new.exists():
            raise DatabaseProblem(
                _("{file} exists already."),
                _("Give another name, or move it away: backups are not overwritten."),
                file=new,
            )
    # Row-level security is forced on owners as well.  The superuser of the embedded server sees all rows; the owner in
    # a DATABASE_URL needs BYPASSRLS, and without it pg_dump fails rather than leave rows out.
    reader = where.admin.on(where.owner.dbname)
    with connect(reader) as connection:
        server = connection.info.parameter_status("server_version") or ""
    with _new_file(file) as dump:
        run_client("pg_dump", reader, "--format=custom", "--no-password", "--lock-wait-timeout=60s", "--file", dump)
        manifest = Manifest(
            minzheng=minzheng.__version__,
            server=server,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            database=where.owner.dbname,
            owner=where.owner.user,
            site=where.site.user,
            size=dump.stat().st_size,
            sha256=digest(dump),
            keys=fingerprints(keys_folder(home)),
        )
    with _new_file(manifest_file(file)) as text:
        text.write_text(json.dumps(asdict(manifest), indent=2) + "\n")
    return manifest


def read_manifest(file: Path) -> Manifest:
    """The manifest of a backup, after checking that the file is the one it describes."""
    try:
        manifest = Manifest(**json.loads(manifest_file(file).read_text()))
        whole = file.stat().st_size == manifest.size and digest(file) == manifest.sha256
    except FileNotFoundError as error:
        raise DatabaseProblem(
            _("{file} is missing."),
            _("A backup is two files, <name> and <name>.manifest.json: bring both."),
            file=error.filename,
        ) from error
    except (ValueError, TypeError) as error:
        raise DatabaseProblem(
            _("{file} is not the manifest of a backup: {reason}"),
            _("Use another copy of the backup."),
            file=manifest_file(file),
            reason=error,
        ) from error
    if not whole:
        raise DatabaseProblem(
            _("{file} is not the file its manifest describes: it is damaged, cut off or another one."),
            _("Use another copy of the backup."),
            file=file,
        )
    return manifest


def bring_keys(manifest: Manifest, home: Path, source: Path | None) -> None:
    """See that the keys of a backup are in the home, copying them from the folder `source` if one is given.

    A keyring that was here is put aside under a name that says when, not overwritten; passwords are not taken over.
    Raises `MissingKeys`, and then nothing has changed.
    """
    keys = keys_folder(home)
    missing = sorted(set(manifest.keys) - set(fingerprints(keys)))
    if missing and source is not None and set(manifest.keys) <= set(fingerprints(source)):
        for file in sorted(source.iterdir()):
            here = keys / file.name
            if not file.is_file() or file.suffix == ".password" or (here.exists() and file.name != KEYRING):
                continue
            if here.exists():
                here.rename(here.with_name(f"{here.name}.until-{datetime.now(UTC):%Y%m%dT%H%M%S}"))
            shutil.copyfile(file, here)
            here.chmod(0o600)
        return
    if missing:
        raise MissingKeys(
            _(
                "The backup was made with keys that are not in {keys}: {missing}.  Its encrypted fields would be "
                "unreadable."
            ),
            _("Give the keys folder of the installation that made it, with --keys."),
            keys=keys,
            missing=", ".join(missing),
        )


def manifest_file(file: Path) -> Path:
    """The name of the manifest that lies beside a backup."""
    return file.with_name(f"{file.name}.manifest.json")


def digest(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def _new_file(file: Path) -> Iterator[Path]:
    """A private file to write, put in its place when all went well and removed otherwise."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.rename(file)
    except OSError as error:
        raise DatabaseProblem(
            _("The backup cannot be written to {file}: {reason}"),
            _("Give a file in a folder with room and permission."),
            file=file,
            reason=error.strerror or error,
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
