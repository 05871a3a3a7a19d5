"""Both families of algorithms give what their standards print, and refuse what was changed."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from minzheng.kernel.identity.algorithms import CHINESE, FAMILIES, INTERNATIONAL, NONCE, Family, InvalidTag, family

#: The key, and the first plaintext, of the examples in GB/T 32907-2016.
SM4_KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


def test_sm4_gives_the_examples_of_its_standard() -> None:
    """GB/T 32907-2016, annex A: one block, and the same block a million times over (here: 10,000 in one stream)."""
    encryptor = Cipher(algorithms.SM4(SM4_KEY), modes.ECB()).encryptor()
    assert encryptor.update(SM4_KEY).hex() == "681edf34d206965e86b3e94f536e4246"


@pytest.mark.long
def test_sm4_gives_the_millionth_example_of_its_standard() -> None:
    block, encryptor = SM4_KEY, Cipher(algorithms.SM4(SM4_KEY), modes.ECB()).encryptor()
    for _turn in range(1_000_000):
        block = encryptor.update(block)
    assert block.hex() == "595298c7c6fd271f0402f804c33d3f66"


def test_sm4_in_its_authenticated_mode_gives_the_example_of_rfc_8998() -> None:
    """RFC 8998, annex A.1, which has associated data; ours has none, so the mode is tried and our use of it below."""
    encryptor = Cipher(algorithms.SM4(SM4_KEY), modes.GCM(bytes.fromhex("00001234567800000000abcd"))).encryptor()
    encryptor.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    plain = b"".join(bytes([value]) * 8 for value in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    sealed = encryptor.update(plain) + encryptor.finalize()
    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    )
    assert encryptor.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_gives_the_examples_of_its_standard(text: bytes, digest: str) -> None:
    """GB/T 32905-2016, annex A."""
    assert CHINESE.digest(text).hex() == digest


def test_sha256_and_its_keyed_hash_give_published_examples() -> None:
    """FIPS 180-4; RFC 4231, case 2."""
    assert INTERNATIONAL.digest(b"abc").hex().startswith("ba7816bf8f01cfea414140de5dae2223")
    made = INTERNATIONAL.mac(b"Jefe", b"what do ya want for nothing?")
    assert made.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_the_keyed_hash_of_sm3_is_the_construction_of_hmac() -> None:
    """RFC 2104 over SM3, written out."""
    key, text = b"key of a bureau", b"990000195003010018"
    inner, outer = (bytes(byte ^ pad for byte in key.ljust(64, b"\0")) for pad in (0x36, 0x5C))
    assert CHINESE.mac(key, text) == CHINESE.digest(outer + CHINESE.digest(inner + text))


@pytest.mark.parametrize("made_of", FAMILIES.values(), ids=lambda one: one.name)
@given(data=st.binary(max_size=200), at=st.integers(min_value=0))
def test_what_is_sealed_opens_and_a_changed_byte_is_noticed(made_of: Family, data: bytes, at: int) -> None:
    key, nonce = bytes(range(made_of.key_bytes)), bytes(NONCE)
    sealed = made_of.seal(key, nonce, data)
    assert made_of.open(key, nonce, sealed) == data
    changed = bytearray(sealed)
    changed[at % len(changed)] ^= 1
    for other in (bytes(changed), sealed[:-1], b""):
        with pytest.raises(InvalidTag):
            made_of.open(key, nonce, other)


def test_a_family_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(ValueError, match="international, chinese"):
        family("rot13")
