"""Pieces of texts and their tokens.

Chinese is found by pieces of two characters: 杨秀英 by 杨秀 and 秀英.  A name is found by its sound too, whole
(yangxiuying) and by first letters (yxy); an identity number by its first six places, its birth date, its last four.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, pairwise, product

from minzheng.kernel.identity.fields import keyring
from minzheng.kernel.identity.keyring import Keyring
from minzheng.kernel.search.readings import readings

#: Most readings of a name that are kept: characters with several sounds multiply.
READINGS = 8
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_LATIN = re.compile(r"[a-z]+")
_ID_LENGTH = 18


def token(register: str, sort: str, piece: str) -> int:
    """The whole number of 63 bits that stands for a piece of a sort in a register."""
    return _token(keyring(), register, sort, piece)


@lru_cache(maxsize=200_000)
def _token(ring: Keyring, register: str, sort: str, piece: str) -> int:
    return _shortened(ring.keyed_hash(f"{register}\x1f{sort}\x1f{piece}"))


def _shortened(hashed: bytes) -> int:
    return int.from_bytes(hashed[:8], "big") >> 1


def sought(register: str, sort: str, piece: str) -> frozenset[int]:
    """The tokens under which a piece may stand: one, and two while the index key is being changed."""
    return frozenset(map(_shortened, keyring().keyed_hashes(f"{register}\x1f{sort}\x1f{piece}")))


@lru_cache(maxsize=100_000)
def pieces(text: str) -> frozenset[str]:
    """Every two neighbouring characters of each run of Chinese; a run of one character is its own piece."""
    found: set[str] = set()
    for run in _HAN.findall(text):
        found |= {first + second for first, second in pairwise(run)} or {run}
    return frozenset(found)


@lru_cache(maxsize=100_000)
def sounds(name: str) -> frozenset[str]:
    """How a name sounds: each reading whole, and the first letters of each."""
    syllables = [readings(character) for character in "".join(_HAN.findall(name))]
    found: set[str] = set()
    for reading in islice(product(*syllables), READINGS):
        found |= {"".join(reading), "".join(syllable[:1] for syllable in reading)}
    return frozenset(found - {""})


def name_tokens(register: str, name: str) -> set[int]:
    """The tokens of a person's name: its pieces and its sounds."""
    ring = keyring()
    return {_token(ring, register, "han", piece) for piece in pieces(name)} | {
        _token(ring, register, "sound", sound) for sound in sounds(name)
    }


def text_tokens(register: str, text: str) -> set[int]:
    """The tokens of a name of a place or body, or of an address: its pieces."""
    return {token(register, "han", piece) for piece in pieces(text)}


def number_tokens(register: str, resident_id: str) -> set[int]:
    """The tokens of an identity number: first six places, birth date, last four."""
    if len(resident_id) != _ID_LENGTH:
        return set()
    ring = keyring()
    parts = (("first", resident_id[:6]), ("birth", resident_id[6:14]), ("last", resident_id[-4:]))
    return {_token(ring, register, sort, part) for sort, part in parts}


def asked(register: str, text: str) -> list[frozenset[int]] | None:
    """What a typed text asks for: one of the tokens of each group.  None where it asks for nothing that can be found.

    Han is asked piece by piece; letters as a sound; eight digits as a birth date, six as the first places, four as the
    last ones.
    """
    groups = [group for word in text.lower().split() for group in _groups(register, word)]
    return groups or None


def _groups(register: str, word: str) -> Iterable[frozenset[int]]:
    for piece in sorted(pieces(word)):
        yield sought(register, "han", piece)
    if _LATIN.fullmatch(word):
        yield sought(register, "sound", word)
    elif re.fullmatch(r"\d{8}", word):
        yield sought(register, "birth", word)
    elif re.fullmatch(r"\d{6}", word):
        yield sought(register, "first", word)
    elif re.fullmatch(r"\d{3}[\dx]", word):
        yield sought(register, "last", word.upper())
