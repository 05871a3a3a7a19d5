"""What places are called, for rooms below the register of divisions, which brings the names when the site starts."""

from collections.abc import Callable, Sequence

#: Set by the registers: the short path of a code, and the divisions just below one, as (code, name).
_short: Callable[[int], str] = str
_below: Callable[[int], Sequence[tuple[int, str]]] | None = None


def use(short: Callable[[int], str], below: Callable[[int], Sequence[tuple[int, str]]]) -> None:
    """Take the names from here on."""
    global _short, _below
    _short, _below = short, below


def short(code: int) -> str:
    """Township and village of a 12-digit code; the code itself where no names were brought."""
    return _short(code)


def below(code: int) -> Sequence[tuple[int, str]]:
    """The divisions just below a code, as (code, name)."""
    return _below(code) if _below else ()
