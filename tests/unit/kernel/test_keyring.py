"""Keys: what is sealed opens with its own key alone, and is told in words otherwise."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng.kernel.identity.algorithms import CHINESE, INTERNATIONAL
from minzheng.kernel.identity.keyring import (
    FILE,
    HOLDS,
    Key,
    KeyMissing,
    Keyring,
    fingerprints,
    open_keyring,
    write_keyring,
)

INDEX = {1: Key(bytes(32))}
KEYS = Keyring({1: Key(bytes(32)), 2: Key(bytes(range(32)))}, INDEX)


@given(st.text())
def test_what_is_sealed_opens_again_and_never_looks_the_same(text: str) -> None:
    first, second = KEYS.encrypt(text), KEYS.encrypt(text)
    assert first != second
    assert KEYS.decrypt(first) == KEYS.decrypt(second) == text


def test_the_newest_key_seals_and_older_ones_still_open() -> None:
    old = Keyring({1: Key(bytes(32))}, INDEX).encrypt("杨秀英")
    assert KEYS.decrypt(old) == "杨秀英"
    assert KEYS.encrypt("杨秀英")[0] == 2


@pytest.mark.parametrize(
    "other", [Keyring({2: Key(bytes([1] * 32))}, INDEX), Keyring({3: Key(bytes(32))}, INDEX)], ids=["wrong", "missing"]
)
def test_other_keys_are_told_in_words(other: Keyring) -> None:
    with pytest.raises(KeyMissing, match="keys folder"):
        other.decrypt(KEYS.encrypt("x"))


def test_a_hash_needs_the_key() -> None:
    other = Keyring(KEYS.encryption, {1: Key(bytes([1] * 32))})
    assert KEYS.keyed_hash("1") == KEYS.keyed_hash("1") != other.keyed_hash("1")


def test_after_a_change_of_algorithms_what_was_written_before_stays_readable() -> None:
    both = KEYS.with_new("encryption", CHINESE).with_new("index", CHINESE)
    assert both.encryption[3].family is CHINESE
    assert len(both.encryption[3].secret) == 16
    assert both.decrypt(KEYS.encrypt("杨秀英")) == both.decrypt(both.encrypt("杨秀英")) == "杨秀英"
    assert both.encrypt("x")[0] == 3


def test_while_the_index_key_changes_both_hashes_are_looked_for_and_reports_keep_the_first() -> None:
    changing = KEYS.with_new("index", INTERNATIONAL)
    old, new = KEYS.keyed_hash("1"), changing.keyed_hash("1")
    assert changing.keyed_hashes("1") == [old, new]
    assert changing.with_retired("index", 1).keyed_hashes("1") == [new]
    assert changing.feed_hash("1") == changing.with_retired("index", 1).feed_hash("1") == old


def test_a_new_folder_gets_keys_that_only_its_owner_reads(tmp_path: Path) -> None:
    assert fingerprints(tmp_path) == []
    ring = open_keyring(tmp_path)
    assert fingerprints(tmp_path) == ring.fingerprints()
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_new_folder_may_begin_with_chinese_algorithms(tmp_path: Path) -> None:
    ring = open_keyring(tmp_path, CHINESE)
    assert {key.family for key in (*ring.encryption.values(), *ring.index.values())} == {CHINESE}


def test_whoever_has_the_keyring_open_uses_a_new_key_at_once(tmp_path: Path) -> None:
    before = open_keyring(tmp_path)
    assert open_keyring(tmp_path) is before
    write_keyring(tmp_path, before.with_new("encryption", INTERNATIONAL))
    after = open_keyring(tmp_path)
    assert (before.current, after.current) == (1, 2)
    assert after.decrypt(before.encrypt("x")) == "x"
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_keyring_that_goes_while_it_is_in_use_is_not_made_anew(tmp_path: Path) -> None:
    open_keyring(tmp_path)
    (tmp_path / FILE).rename(tmp_path / "elsewhere")
    time.sleep(HOLDS)
    with pytest.raises(KeyMissing, match="bring it back"):
        open_keyring(tmp_path)
    (tmp_path / "elsewhere").rename(tmp_path / FILE)
    open_keyring(tmp_path)


def test_the_first_form_of_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"encryption": {"1": "00" * 32}, "index": "00" * 32}))
    ring = open_keyring(tmp_path)
    assert ring.decrypt(Keyring({1: Key(bytes(32))}, INDEX).encrypt("x")) == "x"
    assert ring.keyed_hash("x") == KEYS.keyed_hash("x")
