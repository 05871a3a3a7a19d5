"""The number on a disability card (残疾人证号): twenty places and, on a replaced card, a suffix such as B1.

The first eighteen are the resident identity number, then one place of category and one of level.  For multiple
disabilities the number does not say which: both categories come from the card's record.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from minzheng.kernel.identity import resident_id

_SHAPE = re.compile(r"([0-9]{17}[0-9X])([1-7])([1-4])(?:B([1-9][0-9]?))?", re.ASCII)


class DisabilityCategory(IntEnum):
    """Category of disability (GB/T 26341)."""

    VISUAL = 1
    HEARING = 2
    SPEECH = 3
    LIMB = 4
    INTELLECTUAL = 5
    MENTAL = 6
    MULTIPLE = 7


class InvalidDisabilityCard(ValueError):
    """A text that cannot be the number of a disability card."""


@dataclass(frozen=True, slots=True)
class DisabilityCard:
    """A card number taken apart: level 1 is the most severe; `replacement` counts reissues, 0 for the first card."""

    resident_id: str
    category: DisabilityCategory
    level: int
    replacement: int


def parse(number: str) -> DisabilityCard:
    """Read a card number written plainly.  Raises InvalidDisabilityCard, or InvalidResidentId for its first part."""
    match = _SHAPE.fullmatch(number)
    if match is None:
        raise InvalidDisabilityCard("a disability card number has twenty places, then perhaps B and a count")
    holder = resident_id.parse(match[1])
    return DisabilityCard(holder.number, DisabilityCategory(int(match[2])), int(match[3]), int(match[4] or 0))
