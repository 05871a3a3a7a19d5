"""How many rows find the person they mean, where of a thousand that are found one at most is wrong."""

from collections.abc import Iterable

import pyarrow as pa

from minzheng.kernel.testing.county.arrays import Ints


def recall_at(found: pa.Table, truth: Ints, precision: float) -> float:
    """The share of the rows with somebody in the register that are rightly linked, at the best threshold that keeps so
    many links right.  Of each row the best person counts; a tie is no link."""
    best = _best(zip(*(found[name].to_pylist() for name in ("row", "person", "score")), strict=True))
    ordered = sorted(best, key=lambda one: -one[2])
    right = reached = 0
    for at, (row, person, score) in enumerate(ordered, 1):
        right += int(truth[row - 1] == person)
        last = at == len(ordered) or ordered[at][2] < score  # a threshold cannot part equal scores
        if last and right >= precision * at:
            reached = right
    return reached / int((truth > 0).sum())


def _best(found: Iterable[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    best: dict[int, tuple[int, float, bool]] = {}
    for row, person, score in found:
        known = best.get(row)
        if known is None or score > known[1]:
            best[row] = (person, score, False)
        elif score == known[1]:
            best[row] = (*known[:2], True)
    return [(row, person, score) for row, (person, score, tied) in best.items() if not tied]
