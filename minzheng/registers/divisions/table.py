"""Read the tables of divisions: what a code is called at a date, what lies under it, what became of it.

The tables are loaded once per process, on first use, and looked up by position: codes are sorted, and everything under
a division is one stretch of them.  Codes are twelve-digit whole numbers; written forms go through `widen`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from minzheng.kernel.identity.division_changes import DivisionChange, successors_on
from minzheng.kernel.identity.division_code import DivisionLevel, ancestor, level_of, widen

DATA = Path(__file__).parent / "data"
_CONTAINERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_SPAN = {level: 10 ** {1: 10, 2: 8, 3: 6, 4: 3, 5: 0}[level] for level in DivisionLevel}


@dataclass(frozen=True, slots=True)
class Division:
    """A division under one name for one period [valid_from, valid_to); None is unknown start, or still in force."""

    code: int
    name: str
    level: DivisionLevel
    valid_from: date | None
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the code had this name on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What covers the area of a code at a date; with several divisions the street or village must tell which."""

    code: int
    divisions: tuple[Division, ...]

    @property
    def is_ambiguous(self) -> bool:
        """Whether more than one division must be considered."""
        return len(self.divisions) > 1


class DivisionTable:
    """All divisions, sorted by code; a code has a row for each period.  Use `divisions()` for the shared one."""

    def __init__(self, folder: Path = DATA) -> None:
        table = pq.read_table(folder / "divisions.parquet", memory_map=True).combine_chunks()
        self._codes: np.ndarray[Any, np.dtype[np.int64]] = table["code"].to_numpy()
        self._levels: np.ndarray[Any, np.dtype[np.int8]] = table["level"].to_numpy()
        self._columns = {name: _single(table[name]) for name in ("name", "valid_from", "valid_to")}
        self._changes = _read_changes(folder / "events.parquet")

    def __len__(self) -> int:
        return len(self._codes)

    def at(self, code: int | str, as_of: date) -> Division | None:
        """The division that had this code on a day, None if there was none."""
        wide = widen(code)
        first, last = np.searchsorted(self._codes, [wide, wide + 1])
        return next((row for row in map(self._row, range(first, last)) if row.holds_on(as_of)), None)

    def history(self, code: int | str) -> list[Division]:
        """Every period of a code, earliest first."""
        wide = widen(code)
        first, last = np.searchsorted(self._codes, [wide, wide + 1])
        return [self._row(position) for position in range(first, last)]

    def resolve(self, code: int | str, as_of: date, written: date | None = None) -> Resolution:
        """What covers, on a day, the area a code stood for when it was written (by default: at its last known use).

        A township or village of a renumbered county cannot be followed by the changes of counties alone; it resolves to
        the county that took it over.  A code that nobody ever had resolves to nothing.
        """
        wide = widen(code)
        now = self.at(wide, as_of)
        if now and written is None:
            return Resolution(wide, (now,))
        followed = self._followed(wide, as_of, written)
        if followed == [wide] and now is None and level_of(wide) > DivisionLevel.COUNTY:
            followed = self._followed(ancestor(wide, DivisionLevel.COUNTY), as_of, written)
        found = (self.at(one, as_of) for one in followed)
        return Resolution(wide, tuple(division for division in found if division))

    def _followed(self, code: int, as_of: date, written: date | None) -> list[int]:
        """The codes to which the changes after `written` lead; by default after the last end of the code itself."""
        if written is None:
            ends = [row.valid_to for row in self.history(code) if row.valid_to and row.valid_to <= as_of]
            written = max(ends) - timedelta(days=1) if ends else date.min
        later = [change for change in self._changes if change.effective > written]
        return [int(one) for one in successors_on(str(code), as_of, later)]

    def children(self, code: int | str, as_of: date) -> list[Division]:
        """The divisions next below one on a day, by code; a level that is missing there is stepped over."""
        wide = widen(code)
        level = level_of(wide)
        below = [row for row in self._under(wide) if row.holds_on(as_of)]
        present = {row.code for row in below}
        return [
            row
            for row in below
            if not any(ancestor(row.code, DivisionLevel(between)) in present for between in range(level + 1, row.level))
        ]

    def subtree(self, code: int | str, as_of: date, level: DivisionLevel | None = None) -> list[Division]:
        """Everything under a division on a day, by code; with `level`, that level only."""
        rows = self._under(widen(code), level)
        return [row for row in rows if row.holds_on(as_of)]

    def ancestors(self, code: int | str, as_of: date) -> list[Division]:
        """The divisions above one on a day, province first."""
        wide = widen(code)
        above = dict.fromkeys(ancestor(wide, DivisionLevel(level)) for level in range(1, level_of(wide)))
        return [division for division in (self.at(one, as_of) for one in above if one != wide) if division]

    def name_path(self, code: int | str, as_of: date) -> list[str]:
        """The names from the province down, without the containers that exist on paper only."""
        own = self.at(code, as_of)
        return [d.name for d in [*self.ancestors(code, as_of), *([own] if own else [])] if d.name not in _CONTAINERS]

    def find(self, name: str, within: int | str | None = None, as_of: date | None = None) -> list[Division]:
        """Divisions whose name contains the text, by code; `within` limits it to a subtree, `as_of` to a day."""
        first, last = (0, len(self)) if within is None else self._stretch(widen(within))
        hits = pc.match_substring(self._columns["name"].slice(first, last - first), name).to_numpy(zero_copy_only=False)
        rows = (self._row(first + int(position)) for position in np.flatnonzero(hits))
        return [row for row in rows if as_of is None or row.holds_on(as_of)]

    def _stretch(self, code: int) -> tuple[int, int]:
        first, last = np.searchsorted(self._codes, [code, code + _SPAN[level_of(code)]])
        return int(first), int(last)

    def _under(self, code: int, level: DivisionLevel | None = None) -> Iterator[Division]:
        first, last = self._stretch(code)
        wanted = self._codes[first:last] != code
        if level is not None:
            wanted &= self._levels[first:last] == level
        return (self._row(first + int(position)) for position in np.flatnonzero(wanted))

    def _row(self, position: int) -> Division:
        name, since, until = (self._columns[c][position].as_py() for c in ("name", "valid_from", "valid_to"))
        return Division(int(self._codes[position]), name, DivisionLevel(int(self._levels[position])), since, until)


def _single(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)


def _read_changes(path: Path) -> list[DivisionChange]:
    rows = pq.read_table(path, columns=["effective", "code", "successor"]).to_pylist()
    return [DivisionChange(r["effective"], str(r["code"]), (str(r["successor"]),)) for r in rows if r["successor"]]


@cache
def divisions() -> DivisionTable:
    """The table shared by the process; loading it takes about a tenth of a second, once."""
    return DivisionTable()


def outline(code: int | str) -> dict[str, Any] | None:
    """The generalised outline of a county as a GeoJSON geometry in degrees, None where none is kept.

    It has had no map review: for orientation inside an office, not for publication.
    """
    rings = _outlines().get(widen(code))
    if rings is None:
        return None
    return {"type": "MultiPolygon", "coordinates": [[[[x / 1000, y / 1000] for x, y in ring]] for ring in rings]}


@cache
def _outlines() -> dict[int, list[list[list[int]]]]:
    return {row["code"]: row["rings"] for row in pq.read_table(DATA / "outlines.parquet").to_pylist()}
