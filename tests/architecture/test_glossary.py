"""The glossary is the one place for terms: unique, citing kept articles, and the catalogue says the same."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po

from minzheng.rulekit import statutes

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUE = PROJECT / "minzheng" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def terms() -> list[dict[str, Any]]:
    found = yaml.safe_load((PROJECT / "docs" / "glossary.yaml").read_text(encoding="utf-8"))
    return found["terms"] if isinstance(found, dict) else found


def test_a_term_has_one_key_and_a_key_one_term(terms: list[dict[str, Any]]) -> None:
    assert len(terms) > 100
    for field in ("key", "zh"):
        values = [term[field] for term in terms]
        assert len(values) == len(set(values)), field


def test_articles_that_terms_cite_are_kept(terms: list[dict[str, Any]]) -> None:
    for term in terms:
        law = str(term.get("law") or "")
        if "#" in law:
            assert statutes.article(law).zh


def test_screens_use_the_terms_of_the_glossary(terms: list[dict[str, Any]]) -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh_Hans")
    said = {term["en"]: term["zh"] for term in terms}
    shown = {msgid: catalogue.get(msgid) for msgid in said}
    other = {msgid: message.string for msgid, message in shown.items() if message and message.string != said[msgid]}
    assert other == {}
