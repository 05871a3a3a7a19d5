"""Writing the text of a document: a declared template, filled with exactly the facts it declares."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.template import Context, Engine
from django.utils import translation

from minzheng.kernel.declare import Notice
from minzheng.kernel.documents.layout import Block, read

_MISSING = "⟦%s⟧"


def write(notice: Notice, subject: Any, number: str = "") -> list[Block]:
    """The blocks of a document about a thing, in Chinese: what an office issues is issued in Chinese.

    Raises ValueError where a declared fact is not gathered, another is, or the template asks for one that is not there.
    """
    with translation.override("zh-hans"):
        return read(_text(notice, notice.gather(subject), number))


def _text(notice: Notice, facts: Mapping[str, Any], number: str) -> str:
    if facts.keys() != notice.facts:
        missing, more = sorted(notice.facts - facts.keys()), sorted(facts.keys() - notice.facts)
        raise ValueError(f"{notice.code}: facts missing: {missing}; not declared: {more}")
    given = {name: _plain(value) for name, value in facts.items()}
    context = Context({**given, "number": number, "signed_by": notice.signed_by(given)}, autoescape=False)
    text = _engine().get_template(notice.template).render(context)
    if "⟦" in text:
        asked = text.split("⟦", 1)[1].split("⟧", 1)[0]
        raise ValueError(f"{notice.template} asks for {asked!r}, which is no fact of {notice.code}")
    return text


@cache
def _engine() -> Engine:
    return Engine(
        app_dirs=True, autoescape=False, string_if_invalid=_MISSING, builtins=["django.templatetags.i18n"]
    )  # fmt: skip


def _plain(value: Any) -> Any:
    """A fact without line breaks and marks of the layout, so that a name can be no heading."""
    if isinstance(value, str):
        return " ".join(value.replace("|", "｜").replace("⟦", "").split())
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
