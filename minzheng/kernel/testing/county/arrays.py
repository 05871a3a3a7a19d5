"""Names for the kinds of column a county is made of."""

from typing import Any

import numpy as np

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Days = np.ndarray[Any, np.dtype[np.datetime64]]
Texts = np.ndarray[Any, np.dtype[np.object_]]
Dice = np.random.Generator


def texts(values: Any) -> Texts:
    """A column of Python strings."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def pick(dice: Dice, weights: dict[Any, float], n: int) -> Any:
    """Draw n of the keys by their weights."""
    keys = list(weights)
    shares = np.asarray([weights[key] for key in keys], dtype=float)
    return np.asarray(keys)[dice.choice(len(keys), n, p=shares / shares.sum())]
