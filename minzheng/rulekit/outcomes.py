"""How wide the numbers of an outcome are: what a mass run keeps of a million households should not be mostly zeros.

class Assessment(NamedTuple):
    household_class: Code
    missing: Flags
    countable: int
"""

import mmap
import weakref
from threading import Lock
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import numpy as np

#: A code, or a count of members: at most 127.
Code = Annotated[int, np.dtype(np.int8)]
#: Up to fifteen bits.
Flags = Annotated[int, np.dtype(np.int16)]


def widths(outcome: type[Any]) -> list[np.dtype[Any]]:
    """The type of each field's column, in order: 64 bits where nothing narrower is declared."""
    hints = get_type_hints(outcome, include_extras=True)
    return [_width(hints[name]) for name in outcome._fields]


def _width(hint: Any) -> np.dtype[Any]:
    return get_args(hint)[1] if get_origin(hint) is Annotated else np.dtype(np.int64)


def room_for(outcome: type[Any], number: int) -> tuple[np.ndarray[Any, Any], ...]:
    """A column for each field, all in one piece of memory, which serves again once the last of them is let go."""
    kinds = widths(outcome)
    sizes = [-(-kind.itemsize * number // _LINE) * _LINE for kind in kinds]
    piece = _piece(sum(sizes) + _LINE)
    starts = np.cumsum([-piece.ctypes.data % _LINE, *sizes])
    return tuple(
        piece[start : start + kind.itemsize * number].view(kind) for start, kind in zip(starts, kinds, strict=False)
    )


_LINE = 64  # bytes that the processor's cache takes together
_LARGE = 1 << 22  # bytes from which the system takes its time to hand out memory
_spare: list[mmap.mmap] = []
_taking = Lock()


def _piece(size: int) -> np.ndarray[Any, Any]:
    """So many bytes.  Wiping new memory takes a fifth of a run over a million households, so the last piece is kept."""
    if size < _LARGE:
        return np.empty(size, np.uint8)
    with _taking:
        held = _spare.pop() if _spare and size <= len(_spare[-1]) <= 2 * size else None
    held = held or _new(size)
    array = np.frombuffer(held, np.uint8)
    weakref.finalize(array, _give_back, held).atexit = False
    return array


def _new(size: int) -> mmap.mmap:
    held = mmap.mmap(-1, size)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        held.madvise(mmap.MADV_HUGEPAGE)  # fewer, larger pages to wipe
    return held


def _give_back(held: mmap.mmap) -> None:
    with _taking:
        _spare[:] = [held]
