"""The installation's own signature: whoever has the public key can tell that a file is ours and as we made it.

The keys lie in the home's keys folder, in a file of their own.  The newest one signs.  When keys are changed the secret
of the one before is thrown away: it signs nothing any more, and what it signed is verified by its public key, which
stays here and beside every signature (docs/decisions/outbound.md).
"""

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FILE = "signing.json"
#: What the signatures are: RFC 8032, 64 bytes; a public key has 32.
ALGORITHM = "Ed25519"


@dataclass(frozen=True)
class SigningKey:
    """A key by its number: the public part in hexadecimal, when it was made, and the secret while it signs."""

    number: int
    public: str
    made: str
    secret: str = ""

    @property
    def fingerprint(self) -> str:
        """A short digest by which two people compare a public key over the telephone."""
        return fingerprint(self.public)


def fingerprint(public: str) -> str:
    """The first 16 places of the SHA-256 of a public key (in hexadecimal)."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def keys(folder: Path) -> list[SigningKey]:
    """The signing keys of a keys folder, oldest first; none where nothing was ever signed."""
    path = folder / FILE
    if not path.exists():
        return []
    return [SigningKey(**said) for said in json.loads(path.read_text(encoding="ascii"))]


def current_key(folder: Path) -> SigningKey:
    """The key that signs now; a folder without one gets its first."""
    if not keys(folder):
        _write(folder, [_new_key(1)], first=True)
    return keys(folder)[-1]


def change_key(folder: Path) -> SigningKey:
    """Make a new key that signs from now on, and throw the secret of the one before away."""
    before = keys(folder)
    retired = [SigningKey(key.number, key.public, key.made) for key in before]
    _write(folder, [*retired, _new_key(len(before) + 1)])
    return keys(folder)[-1]


def sign(key: SigningKey, content: bytes) -> str:
    """The signature over some bytes, in hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key.secret)).sign(content).hex()


def is_signed(content: bytes, signature: bytes, public: str) -> bool:
    """Whether a signature over these bytes was made with the key whose public part (in hexadecimal) this is."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, content)
    except InvalidSignature:
        return False
    return True


def as_pem(public: str) -> str:
    """A public key as others' programs read it."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()  # fmt: skip


def from_pem(text: bytes) -> str:
    """The public key (in hexadecimal) of a PEM.  Raises ValueError where it is not one of ours."""
    key = serialization.load_pem_public_key(text)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"This is not an {ALGORITHM} key")
    return key.public_bytes_raw().hex()


def _new_key(number: int) -> SigningKey:
    secret = Ed25519PrivateKey.generate()
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return SigningKey(number, secret.public_key().public_bytes_raw().hex(), made, secret.private_bytes_raw().hex())


def _write(folder: Path, known: list[SigningKey], first: bool = False) -> None:
    """Put the keys in the place of those before, at once; as the first ones, only where there are none yet."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(prefix="signing.", dir=folder)  # only its owner reads it
    with open(descriptor, "w", encoding="ascii") as file:
        json.dump([vars(key) for key in known], file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    if not first:
        os.replace(name, folder / FILE)
        return
    with contextlib.suppress(FileExistsError):
        os.link(name, folder / FILE)  # whoever is first wins; the other reads that file
    Path(name).unlink()
