"""Notices, decisions and certificates: what they say, how they are numbered, who signs them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Label = Any  # a gettext-lazy or plain English sentence, translated when shown


@dataclass(frozen=True)
class Notice:
    """A document that is issued to somebody or posted in public.

    template         the name of a Django template; what it writes is read as headings, paragraphs, lists and tables
                     (see `documents/layout.py`).
    gather           from the thing it is about to the facts the template uses, as words; nothing else reaches it.
    facts            their names, all of them; a fact that is missing or not named is an error.
    numbering        the form of its number, with {word}, {year} and {number}: {word}〔{year}〕{number}号.  Numbers of a
                     county, a word and a year follow one another without a gap.
    word             from the code of the county: the word of the issuing office, as 从民救.
    signed_by        who signs, as it is written below the text.
    retention_years  how long it is kept; 0 for ever.
    """

    code: str
    label: Label
    kind: Literal["decision", "notice", "certificate"]
    template: str
    gather: Callable[[Any], Mapping[str, Any]]
    facts: frozenset[str]
    word: Callable[[int], str]
    signed_by: Callable[[Mapping[str, Any]], str]
    numbering: str = "{word}〔{year}〕{number}号"
    retention_years: int = 0
