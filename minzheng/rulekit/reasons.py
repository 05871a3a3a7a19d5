"""Reasons: why a rung of the ladder was or was not reached, one sentence each.

A scheme writes its reasons as an IntEnum and a table of sentences; the trace, the letter, the portal and the
statistics all quote the same one.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any


@dataclass(frozen=True)
class Reason:
    """One reason in one decision.

    code       its name, stable over the years ("INCOME_NOT_BELOW_STANDARD").
    sentence   the English msgid shown to people.
    rung       the class or line it speaks of ("DIBAO"); "" when it speaks of the whole.
    person     the member it speaks of, or "".
    """

    code: str
    sentence: str
    rung: str = ""
    person: str = ""

    def as_json(self) -> dict[str, Any]:
        """The reason as plain JSON."""
        return {key: value for key, value in asdict(self).items() if value != ""}


def say(code: IntEnum, sentences: Mapping[Any, str], rung: str = "", person: str = "") -> Reason:
    """The reason of that code with its sentence."""
    return Reason(code.name, sentences[code], rung, person)
