"""The laws as data: every rule and every amount cites an article by an id such as "mca-2021-57#art-13".

One file of `statutes/` per law: what it is called, its number and dates, how sure we are of them, and the gist of each
article that is cited, in our own words.
"""

import os
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import minzheng
from minzheng.rulekit import yaml_lines
from minzheng.rulekit.errors import RulebookError


@dataclass(frozen=True)
class Law:
    """One law, decree, notice or standard."""

    id: str
    title: str
    title_en: str
    short: str
    number: str
    in_force: date
    until: date | None
    confidence: str


@dataclass(frozen=True)
class Article:
    """One article: its number and its gist in Chinese and English."""

    id: str
    law: Law
    number: str
    zh: str
    en: str

    @property
    def short(self) -> str:
        """How the article is named beside a figure: short name of the law and number."""
        return f"{self.law.short}{self.number}"


def folder() -> Path:
    """Where the laws are kept: beside the package, or where MINZHENG_STATUTES says."""
    given = os.environ.get("MINZHENG_STATUTES")
    return Path(given) if given else Path(minzheng.__file__).parent.parent / "statutes"


@cache
def articles(of: Path | None = None) -> dict[str, Article]:
    """All articles by id, read once."""
    where = of or folder()
    found: dict[str, Article] = {}
    for path in sorted(where.glob("*.yaml")):
        found.update(_read(path))
    if not found:
        raise RulebookError(f"{where}: no law is kept here; set MINZHENG_STATUTES to the folder of the laws")
    return found


def article(reference: str) -> Article:
    """The article of that id; RulebookError when no such law or article is kept."""
    try:
        return articles()[reference]
    except KeyError:
        law = reference.split("#")[0]
        near = ", ".join(a for a in articles() if a.startswith(law + "#")) or "the law itself is not kept"
        raise RulebookError(f"unknown article {reference!r} ({near})") from None


def _read(path: Path) -> dict[str, Article]:
    content = yaml_lines.read(path)
    try:
        law = Law(
            id=path.stem, title=content["title"], title_en=content["title_en"], short=content["short"],
            number=content["number"], in_force=content["in_force"], until=content.get("until"),
            confidence=content["confidence"],
        )  # fmt: skip
        return {
            f"{law.id}#{key}": Article(f"{law.id}#{key}", law, each["number"], each["zh"], each["en"])
            for key, each in content["articles"].items()
        }
    except KeyError as missing:
        raise RulebookError(f"{path}: {missing.args[0]}: is missing") from None
