"""Keys for people's data: fields stored encrypted, identity numbers found by keyed hash.

Keys lie in the home's keys folder, outside the data folder and its backups.  A ciphertext begins with the number of its
key, so that keys can be changed one at a time.
"""

import functools
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FILE = "keyring.json"
_NONCE = 12


class KeyMissing(RuntimeError):
    """A ciphertext names a key that this keyring does not hold."""


class Keyring:
    """The encryption keys by number (the last one encrypts), and the key of the index hash."""

    def __init__(self, encryption: dict[int, bytes], index: bytes) -> None:
        self.encryption = encryption
        self.index = index
        self._current = max(encryption)

    def encrypt(self, text: str) -> bytes:
        """Encrypt a short text with the current key: key number, nonce, AES-256-GCM ciphertext."""
        return self.encrypt_bytes(text.encode())

    def decrypt(self, sealed: bytes) -> str:
        """Undo `encrypt`.  Raises KeyMissing where the key is not here."""
        return self.decrypt_bytes(sealed).decode()

    def encrypt_bytes(self, data: bytes) -> bytes:
        """Encrypt any bytes, such as a department's file."""
        nonce = secrets.token_bytes(_NONCE)
        return bytes([self._current]) + nonce + AESGCM(self.encryption[self._current]).encrypt(nonce, data, None)

    def decrypt_bytes(self, sealed: bytes) -> bytes:
        """Undo `encrypt_bytes`."""
        sealed = bytes(sealed)
        key = self.encryption.get(sealed[0])
        if key is None:
            raise KeyMissing(f"Key number {sealed[0]} is not in the keyring; restore the keys folder of this data.")
        try:
            return AESGCM(key).decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], None)
        except InvalidTag:
            raise KeyMissing(
                "The keys folder here is not the one this data was encrypted with."
                " Bring back the keys folder of the installation that wrote it, or use another database."
            ) from None

    def keyed_hash(self, text: str) -> bytes:
        """The 32 bytes by which an identity number or account is found without being readable."""
        return hmac.digest(self.index, text.encode(), hashlib.sha256)

    def fingerprints(self) -> list[str]:
        """Short digests that tell keys apart without revealing them: encryption keys by number, then the index key."""
        keys = [self.encryption[number] for number in sorted(self.encryption)] + [self.index]
        return [hashlib.sha256(b"minzheng" + key).hexdigest()[:16] for key in keys]


@functools.cache
def open_keyring(folder: Path) -> Keyring:
    """Open the keyring of a keys folder; a new folder gets new keys."""
    path = folder / FILE
    if not path.exists():
        _make(path)
    return _read(path)


def fingerprints(folder: Path) -> list[str]:
    """The fingerprints of the keys in a keys folder as they lie there now; none where there is no keyring."""
    path = folder / FILE
    return _read(path).fingerprints() if path.exists() else []


def _read(path: Path) -> Keyring:
    content = json.loads(path.read_text(encoding="ascii"))
    keys = {int(number): bytes.fromhex(key) for number, key in content["encryption"].items()}
    return Keyring(keys, bytes.fromhex(content["index"]))


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = {"encryption": {"1": secrets.token_hex(32)}, "index": secrets.token_hex(32)}
    draft = path.with_name(f"keyring.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        json.dump(content, file)
    try:
        os.link(draft, path)  # whoever is first wins; the other reads that file
    except FileExistsError:
        pass
    finally:
        draft.unlink()
