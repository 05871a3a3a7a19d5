"""The two families of algorithms: the international ones, and the Chinese ones for bureaus that must use them.

A family encrypts with authentication, makes keyed hashes and digests.  A key of the keyring and a seal of the record
say which family made them, so that an installation can change families and still read what it wrote before.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC

__all__ = ["CHINESE", "FAMILIES", "INTERNATIONAL", "NONCE", "Family", "InvalidTag"]

#: Bytes of the number used once that begins every ciphertext of ours.
NONCE = 12
_TAG = 16


@dataclass(frozen=True)
class Family:
    """Algorithms that are used together, with the length of a key in bytes.  Hashes have 32 bytes in each family."""

    name: str
    cipher: str
    digest_name: str
    key_bytes: int
    seal: Callable[[bytes, bytes, bytes], bytes]  # key, nonce, data
    open: Callable[[bytes, bytes, bytes], bytes]  # key, nonce, sealed; raises InvalidTag
    mac: Callable[[bytes, bytes], bytes]  # key, data
    digest: Callable[[bytes], bytes]


def _aes_seal(key: bytes, nonce: bytes, data: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, data, None)


def _aes_open(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, sealed, None)


def _sm4_seal(key: bytes, nonce: bytes, data: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    return encryptor.update(data) + encryptor.finalize() + encryptor.tag


def _sm4_open(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    if len(sealed) < _TAG:
        raise InvalidTag
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, sealed[-_TAG:])).decryptor()
    return decryptor.update(sealed[:-_TAG]) + decryptor.finalize()


def _sm3_mac(key: bytes, data: bytes) -> bytes:
    made = HMAC(key, hashes.SM3())
    made.update(data)
    return made.finalize()


def _sm3(data: bytes) -> bytes:
    made = hashes.Hash(hashes.SM3())
    made.update(data)
    return made.finalize()


def _sha256_mac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


INTERNATIONAL = Family("international", "AES-256-GCM", "SHA-256", 32, _aes_seal, _aes_open, _sha256_mac, _sha256)

#: GB/T 32907 (SM4), in the mode of RFC 8998, and GB/T 32905 (SM3).
CHINESE = Family("chinese", "SM4-GCM", "SM3", 16, _sm4_seal, _sm4_open, _sm3_mac, _sm3)

FAMILIES: dict[str, Family] = {family.name: family for family in (INTERNATIONAL, CHINESE)}


def family(name: Any) -> Family:
    """The family of this name.  Raises ValueError, with the names there are."""
    if name not in FAMILIES:
        raise ValueError(f"“{name}” is not a family of algorithms; choose one of: {', '.join(FAMILIES)}")
    return FAMILIES[name]
