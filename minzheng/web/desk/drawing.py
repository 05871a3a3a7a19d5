"""Numbers for drawings that a page holds itself: a map of the county, a line of months.  No tiles, no scripts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from minzheng.kernel.identity.division_code import DivisionLevel, ancestor
from minzheng.registers.divisions.table import outline

#: Width of a map in its own units; a margin keeps signs on the edge inside.
MAP_WIDTH, MARGIN = 560, 24
#: A line of months: its width and height.
LINE_WIDTH, LINE_HEIGHT = 120, 28
#: Of the words on a map: the height of a line, how far apart two are at least, and the width of a character, Chinese
#: ones and others.
_LINE, _APART, _WIDE, _NARROW, _LATIN = 12, 11, 11, 6.5, 0x2E7F

Point = tuple[float, float]


@dataclass(frozen=True)
class CountyMap:
    """Outlines as SVG paths, and where places lie on the drawing, by code."""

    paths: list[str]
    places: Mapping[int, Point]
    width: int
    height: int


def county_map(points: Mapping[int, Point]) -> CountyMap | None:
    """The counties of these places (degrees by code) and the places in them; None where no place is known."""
    if not points:
        return None
    counties = sorted({ancestor(code, DivisionLevel.COUNTY) for code in points})
    rings = [ring for county in counties for ring in _rings(county)]
    corners = [*points.values(), *(corner for ring in rings for corner in ring)]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    narrow = cos(radians((south + north) / 2))  # a degree of longitude is shorter than one of latitude
    unit = (MAP_WIDTH - 2 * MARGIN) / max((east - west) * narrow, (north - south) * 0.9, 0.01)

    def at(point: Point) -> Point:
        return round(MARGIN + (point[0] - west) * narrow * unit, 1), round(MARGIN + (north - point[1]) * unit, 1)

    paths = ["M" + "L".join(f"{x} {y}" for x, y in map(at, ring)) + "Z" for ring in rings]
    height = round(2 * MARGIN + (north - south) * unit)
    width = round(2 * MARGIN + (east - west) * narrow * unit)
    return CountyMap(paths, {code: at(point) for code, point in points.items()}, width, height)


def _rings(county: int) -> list[list[Point]]:
    shape = outline(county)
    return [[(x, y) for x, y in polygon[0]] for polygon in shape["coordinates"]] if shape else []


def middles(places: Mapping[int, Point]) -> dict[int, Point]:
    """The middle of each township's villages on a drawing, by the township's code."""
    towns: dict[int, list[Point]] = {}
    for code, point in places.items():
        towns.setdefault(ancestor(code, DivisionLevel.TOWNSHIP), []).append(point)
    return {
        town: (round(sum(x for x, _ in own) / len(own), 1), round(sum(y for _, y in own) / len(own), 1))
        for town, own in towns.items()
    }


def radius(value: int, most: int, least_radius: float = 3, most_radius: float = 26) -> float:
    """The radius of a sign whose area stands for a value, beside the greatest one."""
    return round(least_radius + (most_radius - least_radius) * sqrt(max(value, 0) / most), 1) if most > 0 else 0.0


def heights(signs: Iterable[tuple[float, float, float, str]]) -> list[float]:
    """Where the words of round signs (x, y, radius, words) stand: below each, or above it where others stand there."""
    taken: list[tuple[float, float, float]] = []  # left, right, and the line
    for x, y, size, words in signs:
        half = sum(_WIDE if ord(each) > _LATIN else _NARROW for each in words) / 2
        lines = (y + size + _LINE, y - size - _LINE / 3)
        free = (line for line in lines if not any(
            left < x + half and x - half < right and abs(line - other) < _APART for left, right, other in taken
        ))  # fmt: skip
        taken.append((x - half, x + half, next(free, lines[0])))
    return [line for _left, _right, line in taken]


def shape(level: str, x: float, y: float, size: float) -> str:
    """The sign of a level as an SVG path: a lozenge for red, a triangle for orange, a circle for yellow."""
    if level == "red":
        return f"M{x} {y - size:.1f}L{x + size:.1f} {y}L{x} {y + size:.1f}L{x - size:.1f} {y}Z"
    if level == "orange":
        return f"M{x} {y - size:.1f}L{x + size:.1f} {y + size * 0.8:.1f}L{x - size:.1f} {y + size * 0.8:.1f}Z"
    return f"M{x - size:.1f} {y}a{size} {size} 0 1 0 {2 * size:.1f} 0a{size} {size} 0 1 0 {-2 * size:.1f} 0Z"


def line_of(values: Sequence[int | None]) -> list[str]:
    """The values of months as the stretches of a line, broken where a month is unknown; empty where all are."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return []
    low, high = min(known), max(known)
    step = LINE_WIDTH / (len(values) - 1)
    stretches: list[list[str]] = [[]]
    for number, value in enumerate(values):
        if value is None:
            stretches.append([])
            continue
        up = (value - low) / (high - low) if high > low else 0.5
        stretches[-1].append(f"{number * step:.1f},{LINE_HEIGHT - 3 - up * (LINE_HEIGHT - 6):.1f}")
    return [" ".join(stretch) for stretch in stretches if len(stretch) > 1]


def total(values: Iterable[int | None]) -> int:
    """The sum of what is known."""
    return sum(value or 0 for value in values)
