"""Comparing two names: the same name is written in many ways, and two names look or sound like one.

A department's clerk hears a name, copies it by eye, or types it on a system that lacks a character or the dot of a
minority name.  What is compared is kept beside the name as plain texts (`Forms`), so that the same comparison can be
made one by one here and for many at once by a database.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from minzheng.kernel.search.readings import reading_with_tone

#: Marks by which the parts of a minority name are set apart, and what else stands beside characters.
_MARKS = "·・•．.‧∙⋅●。﹒ -_'’＇\u3000\u200b\ufeff"
_NO_MARKS = str.maketrans("", "", _MARKS)


class NameLevel(IntEnum):
    """How far two names agree, most at the top; a level is given only where no higher one fits."""

    EQUAL = 7
    MARKS = 6  # the same but for the dot of a minority name, or spaces
    VARIANT = 5  # the same characters in other forms
    TONES = 4  # other characters of the same sound and tone
    ALIKE = 3  # other characters that look like them
    SOUND = 2  # other characters that sound so, in other tones
    ONE_OFF = 1  # one character more, less, changed or out of its place, in a name of three or more
    DIFFERENT = 0


@dataclass(frozen=True, slots=True)
class Forms:
    """A name in the forms by which it is compared; all are empty for an empty name.

    plain    without marks.
    folded   each character in the form in use today.
    tones    how it sounds, with the tones.
    shape    each character as the first of those it is taken for.
    sound    how it sounds; surname: its first part.
    near     what is left when any one character is dropped, and the whole: names that share one are one off.
    """

    written: str
    plain: str
    folded: str
    tones: str
    shape: str
    sound: str
    surname: str
    near: tuple[str, ...]


@lru_cache(maxsize=200_000)
def forms(name: str) -> Forms:
    """The forms of a name."""
    written = unicodedata.normalize("NFKC", name).strip()
    plain = written.translate(_NO_MARKS)
    folded = plain.translate(_characters("same"))
    heard = [reading_with_tone(character) for character in folded]
    sounds = [reading.rstrip("12345") for reading in heard]
    return Forms(
        written=written, plain=plain, folded=folded, tones=" ".join(heard),
        shape=folded.translate(_characters("alike")), sound=" ".join(sounds), surname=sounds[0] if sounds else "",
        near=_near(folded),
    )  # fmt: skip


def compare(one: str, other: str) -> NameLevel:
    """How far two names agree.  An empty name agrees with none."""
    a, b = forms(one), forms(other)
    if not (a.plain and b.plain):
        return NameLevel.DIFFERENT
    for level, column in COLUMNS.items():
        if getattr(a, column) == getattr(b, column):
            return level
    return NameLevel.DIFFERENT if set(a.near).isdisjoint(b.near) else NameLevel.ONE_OFF


#: The form that has to be the same for each level; at the level below them, one of `near` is shared.
COLUMNS = {
    NameLevel.EQUAL: "written", NameLevel.MARKS: "plain", NameLevel.VARIANT: "folded", NameLevel.TONES: "tones",
    NameLevel.ALIKE: "shape", NameLevel.SOUND: "sound",
}  # fmt: skip


def _near(folded: str) -> tuple[str, ...]:
    """Of two characters nothing is dropped: one in common makes no name; but they may stand the wrong way round."""
    if len(folded) < 3:
        return (folded, folded[::-1]) if len(folded) == 2 else ()
    dropped: Iterable[str] = (folded[:at] + folded[at + 1 :] for at in range(len(folded)))
    return tuple(dict.fromkeys([folded, *dropped]))


@cache
def _characters(kind: str) -> dict[int, str]:
    """From each character of a group to the first of them."""
    text = files(__package__).joinpath("characters.yaml").read_text(encoding="utf-8")
    groups: list[str] = yaml.safe_load(text)[kind]
    return {ord(one): group[0] for group in groups for one in group}
