"""Files kept as they came, encrypted, named by the digest of their content."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

from minzheng.kernel.identity.fields import keyring

_NAME = re.compile(r"[0-9a-f]{64}")
#: What the fields are called in which rows name a file that is kept.
_NAMED_BY = ("digest", "file_digest")


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file's content, in hexadecimal.  It is a name, the same under every family of algorithms."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Keep a file and return its digest.  The same content is kept once; a crash leaves no half file under the name."""
    digest = digest_of(content)
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _put(path, content)
    return digest


def fetch(digest: str) -> bytes:
    """Return the content of a kept file.  Raises FileNotFoundError where it is not (or no longer) kept."""
    return keyring().decrypt_bytes(_path(digest).read_bytes())


def keeps(digest: str) -> bool:
    """Whether a file is kept."""
    return _path(digest).exists()


def remove(digest: str) -> None:
    """Remove a kept file, for good.  Whoever does so has seen to it that nothing rests on it."""
    _path(digest).unlink(missing_ok=True)


def hold(digest: str) -> None:
    """Keep others from keeping or removing a file until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"vault.{digest}"])


def named(digest: str, besides: type[Model]) -> bool:
    """Whether anything of the database names a file, besides the rows of one kind."""
    fields = [(model, field.name) for model in apps.get_models() if model is not besides
              for field in model._meta.concrete_fields if field.name in _NAMED_BY]  # fmt: skip
    return any(model._default_manager.filter(**{name: digest}).exists() for model, name in fields)


def kept() -> Iterator[Path]:
    """Every file that is kept; what a crash left half written is not one."""
    return (path for path in sorted(settings.VAULT.glob("??/*")) if _NAME.fullmatch(path.name))


def seal_anew(path: Path) -> None:
    """Encrypt a kept file with the newest key.  A reader, or a crash, sees the old file or the new one."""
    _put(path, keyring().decrypt_bytes(path.read_bytes()))


def _put(path: Path, content: bytes) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(keyring().encrypt_bytes(content))
    draft.rename(path)


def _path(digest: str) -> Path:
    return settings.VAULT / digest[:2] / digest
