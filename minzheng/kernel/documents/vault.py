"""Files kept as they came, encrypted, named by the digest of their content."""

import hashlib
import os
from pathlib import Path

from django.conf import settings

from minzheng.kernel.identity.fields import keyring


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Keep a file and return its digest.  The same content is kept once; a crash leaves no half file under the name."""
    digest = digest_of(content)
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(keyring().encrypt_bytes(content))
        draft.rename(path)
    return digest


def fetch(digest: str) -> bytes:
    """Return the content of a kept file.  Raises FileNotFoundError where it is not (or no longer) kept."""
    return keyring().decrypt_bytes(_path(digest).read_bytes())


def _path(digest: str) -> Path:
    return settings.VAULT / digest[:2] / digest
