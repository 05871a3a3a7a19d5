"""How wide the numbers of an outcome are: what a mass run keeps of a million households should not be mostly zeros.

class Assessment(NamedTuple):
    household_class: Code
    missing: Flags
    countable: int
"""

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
    """A column for each field, all in one piece of memory: the system hands out one large piece much faster."""
    kinds = widths(outcome)
    sizes = [-(-kind.itemsize * number // _LINE) * _LINE for kind in kinds]
    piece = np.empty(sum(sizes) + _LINE, np.uint8)
    starts = np.cumsum([-piece.ctypes.data % _LINE, *sizes])
    return tuple(
        piece[start : start + kind.itemsize * number].view(kind) for start, kind in zip(starts, kinds, strict=False)
    )


_LINE = 64  # bytes that the processor's cache takes together
