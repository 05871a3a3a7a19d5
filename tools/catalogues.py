"""Message catalogues: extract the messages of sources and templates, keep the Chinese complete, compile.

    catalogues.py update     bring minzheng/locale/zh_Hans up to date with the sources
    catalogues.py check      fail where a message of the sources is missing, untranslated or doubtful
    catalogues.py compile    write the .mo files

English is the language of the sources, so its catalogue is the sources themselves.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[1]
CATALOGUE = PROJECT / "minzheng" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}  # fmt: skip
PLACES = ("minzheng", "config")
_CALL = re.compile(r"""\b(?:gettext|ngettext|pgettext)\((?:[^()"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')*\)""")


def messages() -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    """Every message of the sources: file, line, msgid (a pair where it has a plural), context."""
    for place in PLACES:
        for path in sorted((PROJECT / place).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts and "tests" not in path.parts:
                source = path.read_bytes()
            elif path.suffix == ".html":
                source = _as_python(templatize(path.read_text(encoding="utf-8"), origin=str(path)))
            else:
                continue
            calls = extract_python(io.BytesIO(source), KEYWORDS, (), {"encoding": "utf-8"})
            for line, function, found, _comments in calls:
                if found:  # a call with a variable holds no message
                    yield str(path.relative_to(PROJECT)), line, *_message(function, found)


def _as_python(text: str) -> bytes:
    """Django writes templates down as calls between X-ed out text; keep the calls alone."""
    calls = _CALL.finditer(text)
    return "\n".join(call.group().replace(") ", ")") for call in calls).encode()


def _message(function: str, found: str | tuple[str, ...]) -> tuple[str | tuple[str, ...], str | None]:
    parts = (found,) if isinstance(found, str) else tuple(part for part in found if part is not None)
    if function == "pgettext":
        return parts[1], parts[0]
    return (parts[0], parts[1]) if function.startswith("ngettext") else parts[0], None


def template() -> Catalog:
    """The catalogue of the sources, without translations."""
    catalogue = Catalog(charset="utf-8")
    for path, _line, msgid, context in messages():
        if msgid:
            catalogue.add(msgid, locations=[(path, 0)], context=context)
    return catalogue


def kept() -> Catalog:
    """The Chinese catalogue as it is kept."""
    if not CATALOGUE.exists():
        return Catalog(locale="zh_Hans")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def update() -> int:
    """Write the Chinese catalogue with every message of the sources; translations that are there stay."""
    catalogue = kept()
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, sort_output=True, include_lineno=False)
    missing = _missing(catalogue)
    print(f"{len(catalogue)} messages, {len(missing)} without Chinese")
    return 0


def check() -> int:
    """Tell which messages of the sources have no sure Chinese; 1 where there are any."""
    catalogue, wanted = kept(), template()
    missing = [m.id for m in wanted if m.id and not _done(catalogue.get(m.id, m.context))]
    for msgid in missing:
        print(f"without Chinese: {msgid!r}")
    wrong = [m.id for m in catalogue if m.id and _places(m.id) != _places(m.string) and isinstance(m.id, str)]
    for msgid in wrong:
        print(f"the Chinese has other %(named)s places: {msgid!r}")
    if missing or wrong:
        print("Run `make catalogues`, then fill in", CATALOGUE.relative_to(PROJECT))
    return 1 if missing or wrong else 0


def compile_() -> int:
    """Write the compiled catalogue."""
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, kept())
    return 0


def _missing(catalogue: Catalog) -> list[object]:
    return [message.id for message in catalogue if message.id and not _done(message)]


def _done(message: Message | None) -> bool:
    if message is None:
        return False
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings) and not message.fuzzy


def _places(text: object) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", str(text)))


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    commands = {"update": update, "check": check, "compile": compile_}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(commands[sys.argv[1]]())
