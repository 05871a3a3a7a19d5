"""Keys for people's data: fields stored encrypted, identity numbers found by keyed hash.

Keys lie in the home's keys folder, outside the data folder and its backups.  A ciphertext begins with the number of its
key, and a key says its algorithms, so that keys and algorithms can be changed while what is there stays readable.

    encryption   the newest one encrypts; older ones still read, until they are destroyed
    index        the newest one makes the hashes by which registers are searched; the first one also makes those of
                 departments' reports, whose clear text is not in the database (docs/decisions/keys.md)
"""

import contextlib
import functools
import hashlib
import json
import os
import secrets
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from minzheng.kernel.identity.algorithms import INTERNATIONAL, NONCE, Family, InvalidTag, family

FILE = "keyring.json"
_MOST_KEYS = 255  # the number of a key is one byte


class KeyMissing(RuntimeError):
    """A ciphertext names a key that this keyring does not hold."""


@dataclass(frozen=True)
class Key:
    """A key with its algorithms, the day it was made and, once nothing needs it any more, the time it was retired."""

    secret: bytes
    family: Family = INTERNATIONAL
    made: str = ""
    retired: str = ""

    def fingerprint(self) -> str:
        """A short digest that tells keys apart without revealing them."""
        return hashlib.sha256(b"minzheng" + self.secret).hexdigest()[:16]


class Keyring:
    """The keys by number, as they lie in the keys folder.  Never changed; a change is a new keyring."""

    def __init__(self, encryption: Mapping[int, Key], index: Mapping[int, Key]) -> None:
        self.encryption = dict(encryption)
        self.index = dict(index)
        self.current, self.current_index, self.feed_index = max(encryption), max(index), min(index)

    def encrypt(self, text: str) -> bytes:
        """Encrypt a short text with the current key: key number, nonce, ciphertext with its tag."""
        return self.encrypt_bytes(text.encode())

    def decrypt(self, sealed: bytes) -> str:
        """Undo `encrypt`.  Raises KeyMissing where the key is not here."""
        return self.decrypt_bytes(sealed).decode()

    def encrypt_bytes(self, data: bytes) -> bytes:
        """Encrypt any bytes, such as a department's file."""
        key, nonce = self.encryption[self.current], secrets.token_bytes(NONCE)
        return bytes([self.current]) + nonce + key.family.seal(key.secret, nonce, data)

    def decrypt_bytes(self, sealed: bytes) -> bytes:
        """Undo `encrypt_bytes`."""
        sealed = bytes(sealed)
        key = self.encryption.get(sealed[0])
        if key is None:
            raise KeyMissing(f"Key number {sealed[0]} is not in the keyring; restore the keys folder of this data.")
        try:
            return key.family.open(key.secret, sealed[1 : 1 + NONCE], sealed[1 + NONCE :])
        except InvalidTag:
            raise KeyMissing(
                "The keys folder here is not the one this data was encrypted with."
                " Bring back the keys folder of the installation that wrote it, or use another database."
            ) from None

    def keyed_hash(self, text: str) -> bytes:
        """The 32 bytes by which an identity number or account is kept, to be found without being readable."""
        return self._hash(self.current_index, text)

    def keyed_hashes(self, text: str) -> list[bytes]:
        """Every hash by which a register may hold it now: one, and while the index key is being changed two."""
        return [self._hash(number, text) for number, key in sorted(self.index.items()) if not key.retired]

    def feed_hash(self, text: str) -> bytes:
        """The hash by which departments' reports are kept and matched: always made with the first index key."""
        return self._hash(self.feed_index, text)

    def _hash(self, number: int, text: str) -> bytes:
        key = self.index[number]
        return key.family.mac(key.secret, text.encode())

    def fingerprints(self) -> list[str]:
        """Short digests of all keys: encryption keys by number, then index keys."""
        return [key.fingerprint() for ring in (self.encryption, self.index) for _, key in sorted(ring.items())]

    def with_new(self, kind: str, made_of: Family) -> "Keyring":
        """The same with one more key of a kind ("encryption" or "index"), which is then the current one."""
        ring = getattr(self, kind)
        if max(ring) >= _MOST_KEYS:
            raise KeyMissing(f"There have been {_MOST_KEYS} {kind} keys; a ciphertext cannot name more.")
        return self._with(kind, {**ring, max(ring) + 1: new_key(made_of)})

    def with_retired(self, kind: str, number: int) -> "Keyring":
        """The same with a key marked as needed by nothing that is stored."""
        ring = getattr(self, kind)
        return self._with(kind, {**ring, number: replace(ring[number], retired=_now())})

    def without(self, kind: str, number: int) -> "Keyring":
        """The same without a key."""
        return self._with(kind, {n: key for n, key in getattr(self, kind).items() if n != number})

    def _with(self, kind: str, ring: dict[int, Key]) -> "Keyring":
        return Keyring(**{"encryption": self.encryption, "index": self.index, kind: ring})


#: For so long, in seconds, a keyring is taken to be as it was when it was looked at: fields are read by the thousand.
HOLDS = 0.05


@dataclass(frozen=True)
class _Opened:
    """A keyring as it was read: its file's mark then, and when it was looked at last."""

    mark: tuple[int, int, int]
    ring: Keyring
    looked: float


_opened: dict[str, _Opened] = {}


def open_keyring(folder: Path, made_of: Family = INTERNATIONAL) -> Keyring:
    """Open the keyring of a keys folder as it is now; a new folder gets new keys of this family.

    Whoever has the keyring open sees a new key at the latest when `write_keyring` returns.
    Raises KeyMissing where a keyring that was open is there no more: keys are never made anew beside data.
    """
    path, now = _file_of(folder), time.monotonic()
    known = _opened.get(path)
    if known is not None and now - known.looked < HOLDS:
        return known.ring
    try:
        mark = _mark(path)
    except FileNotFoundError:
        if known is not None:
            raise KeyMissing(f"The keyring {path} has gone while it was in use; bring it back.") from None
        _make(Path(path), made_of)
        mark = _mark(path)
    ring = known.ring if known is not None and known.mark == mark else _read(Path(path))
    _opened[path] = _Opened(mark, ring, now)
    return ring


def write_keyring(folder: Path, ring: Keyring) -> None:
    """Put a changed keyring in the place of the present one; a crash leaves one or the other.

    When it returns, every process of this machine has seen the change, or sees it with the next field.
    """
    draft = _write_draft(folder / FILE, ring)
    os.replace(draft, folder / FILE)
    time.sleep(HOLDS)


def fingerprints(folder: Path) -> list[str]:
    """The fingerprints of the keys in a keys folder as they lie there now; none where there is no keyring."""
    path = folder / FILE
    return _read(path).fingerprints() if path.exists() else []


def new_key(made_of: Family) -> Key:
    """A new key of a family."""
    return Key(secrets.token_bytes(made_of.key_bytes), made_of, _now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@functools.cache
def _file_of(folder: Path) -> str:
    return str(folder / FILE)


def _mark(path: str) -> tuple[int, int, int]:
    found = os.stat(path)
    return found.st_mtime_ns, found.st_ino, found.st_size


def _read(path: Path) -> Keyring:
    content = json.loads(path.read_text(encoding="ascii"))
    index = content["index"] if isinstance(content["index"], dict) else {"1": content["index"]}
    return Keyring(_keys(content["encryption"]), _keys(index))


def _keys(ring: dict[str, Any]) -> dict[int, Key]:
    return {int(number): _key(said) for number, said in ring.items()}


def _key(said: Any) -> Key:
    """A key as the file says it; the first form of the file had the bare secret of an international key."""
    if isinstance(said, str):
        return Key(bytes.fromhex(said))
    return Key(bytes.fromhex(said["secret"]), family(said["family"]), said["made"], said.get("retired", ""))


def _say(key: Key) -> dict[str, str]:
    said = {"secret": key.secret.hex(), "family": key.family.name, "made": key.made}
    return {**said, "retired": key.retired} if key.retired else said


def _write_draft(path: Path, ring: Keyring) -> Path:
    content = {
        kind: {str(number): _say(key) for number, key in sorted(keys.items())}
        for kind, keys in (("encryption", ring.encryption), ("index", ring.index))
    }
    descriptor, name = tempfile.mkstemp(prefix="keyring.", dir=path.parent)  # only its owner reads it
    with open(descriptor, "w", encoding="ascii") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _make(path: Path, made_of: Family) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _write_draft(path, Keyring({1: new_key(made_of)}, {1: new_key(made_of)}))
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)  # whoever is first wins; the other reads that file
    draft.unlink()
