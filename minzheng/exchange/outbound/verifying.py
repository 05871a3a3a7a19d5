"""Whether the files of a list are as they were signed: without a database, as the receiver does it."""

import hashlib
import json
from pathlib import Path

from minzheng.kernel.identity.signing import is_signed


class NotAsSigned(RuntimeError):
    """The files are not what was signed; says what is wrong."""


def verify(content: bytes, note: bytes, signature: bytes, public: str) -> dict[str, object]:
    """Return what the covering note says, once the signature holds for it and it holds for the file.

    public  the key's public part in hexadecimal.  Raises NotAsSigned.
    """
    if not is_signed(note, signature, public):
        raise NotAsSigned("The covering note was changed, or signed with another key.")
    said: dict[str, object] = json.loads(note)
    if hashlib.sha256(content).hexdigest() != said["sha256"]:
        raise NotAsSigned("The file is not the one that the covering note names: something in it was changed.")
    return said


def verify_file(path: Path, public: str) -> dict[str, object]:
    """The same for a file with its note (.json) and signature (.sig) beside it.  Raises NotAsSigned, OSError."""
    return verify(
        path.read_bytes(), path.with_suffix(".json").read_bytes(), path.with_suffix(".sig").read_bytes(), public
    )
