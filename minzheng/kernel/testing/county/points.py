"""Made-up places on a map for villages: inside the outline of their county, those of a township together.

No public table says where villages lie, so these points are invented.  They are the same for the same codes, and they
are marked as synthetic wherever they are written.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from minzheng.kernel.testing.county.arrays import Dice, Flags, Floats, Ints
from minzheng.kernel.testing.county.plan import VillageSeat

_CANDIDATES = 20_000


def scatter(seats: Sequence[VillageSeat], rings: Sequence[Sequence[Sequence[float]]]) -> list[VillageSeat]:
    """The seats with a point each, inside the largest of the rings (longitude, latitude in degrees)."""
    ring = np.asarray(max(rings, key=len), dtype=float)
    dice = np.random.default_rng(seats[0].code // 10**6)
    low, high = ring.min(axis=0), ring.max(axis=0)
    candidates = low + dice.random((_CANDIDATES, 2)) * (high - low)
    candidates = candidates[inside(candidates, ring)]
    towns = list(dict.fromkeys(seat.code // 1000 for seat in seats))
    areas = divide(candidates, len(towns))
    placed: list[VillageSeat] = []
    for number, town in enumerate(towns):
        own = [seat for seat in seats if seat.code // 1000 == town]
        ground = candidates[areas == number]
        plots = divide(ground, len(own))
        for plot, seat in enumerate(own):
            x, y = _near_the_middle(dice, ground[plots == plot])
            placed.append(replace(seat, longitude=round(float(x), 4), latitude=round(float(y), 4)))
    return placed


def inside(points: Floats, ring: Floats) -> Flags:
    """Which points lie inside a closed ring: an odd number of its edges is crossed on the way east."""
    x, y = points[:, 0, None], points[:, 1, None]
    (x1, y1), (x2, y2) = ring[:-1].T, ring[1:].T
    crosses = (y1 > y) != (y2 > y)
    level = np.where(y2 == y1, 1.0, y2 - y1)
    crossings = (crosses & (x < x1 + (y - y1) / level * (x2 - x1))).sum(axis=1)
    flags: Flags = crossings % 2 == 1
    return flags


def divide(points: Floats, n: int) -> Ints:
    """Divide points into n compact groups of like size and give each point the number of its group.

    Middles start far from one another and move to the means of what is nearest to them.
    """
    middles = points[[int(np.linalg.norm(points - points.mean(axis=0), axis=1).argmin())]]
    while len(middles) < n:
        farthest = _distances(points, middles).min(axis=1).argmax()
        middles = np.vstack([middles, points[farthest]])
    group: Ints = np.zeros(len(points), np.int64)
    for _ in range(8):
        group = _distances(points, middles).argmin(axis=1)
        middles = np.array([points[group == number].mean(axis=0) for number in range(n)])
    return group


def _near_the_middle(dice: Dice, points: Floats) -> Floats:
    """One of the third of the points that lies nearest their mean."""
    order = np.linalg.norm(points - points.mean(axis=0), axis=1).argsort(kind="stable")
    near: Floats = points[dice.choice(order[: len(points) // 3 + 1])]
    return near


def _distances(points: Floats, middles: Floats) -> Floats:
    found: Floats = np.linalg.norm(points[:, None] - middles[None], axis=2)
    return found
