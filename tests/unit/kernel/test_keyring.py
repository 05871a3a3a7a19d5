"""Keys: what is sealed opens with its own key alone, and is told in words otherwise."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.kernel.identity.keyring import FILE, KeyMissing, Keyring, fingerprints, open_keyring

KEYS = Keyring({1: bytes(32), 2: bytes(range(32))}, bytes(32))


@given(st.text())
def test_what_is_sealed_opens_again_and_never_looks_the_same(text: str) -> None:
    first, second = KEYS.encrypt(text), KEYS.encrypt(text)
    assert first != second
    assert KEYS.decrypt(first) == KEYS.decrypt(second) == text


def test_the_newest_key_seals_and_older_ones_still_open() -> None:
    old = Keyring({1: bytes(32)}, bytes(32)).encrypt("杨秀英")
    assert KEYS.decrypt(old) == "杨秀英"
    assert KEYS.encrypt("杨秀英")[0] == 2


@pytest.mark.parametrize("other", [Keyring({2: bytes([1] * 32)}, bytes(32)), Keyring({3: bytes(32)}, bytes(32))])
def test_other_keys_are_told_in_words(other: Keyring) -> None:
    with pytest.raises(KeyMissing, match="keys folder"):
        other.decrypt(KEYS.encrypt("x"))


def test_a_hash_needs_the_key() -> None:
    assert KEYS.keyed_hash("1") == KEYS.keyed_hash("1") != Keyring(KEYS.encryption, bytes([1] * 32)).keyed_hash("1")


def test_a_new_folder_gets_keys_that_only_its_owner_reads(tmp_path: Path) -> None:
    assert fingerprints(tmp_path) == []
    ring = open_keyring(tmp_path)
    assert fingerprints(tmp_path) == ring.fingerprints()
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
