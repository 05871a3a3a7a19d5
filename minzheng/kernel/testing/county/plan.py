"""What county to build, and the random numbers that follow from it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np

from minzheng.kernel.testing.county.arrays import Days


@dataclass(frozen=True, slots=True)
class VillageSeat:
    """A village or community to settle people in: its twelve-digit code, its names, and a made-up point in degrees."""

    code: int
    name: str
    town: str
    longitude: float | None = None
    latitude: float | None = None

    @property
    def is_urban(self) -> bool:
        """Whether it lies in a subdistrict, by the digits of its code."""
        return self.code // 1000 % 1000 < 100


@dataclass(frozen=True, slots=True)
class CountyPlan:
    """Which county, how many people, which months and which throw of the dice; the same plan gives the same bytes.

    county        six-digit code.
    end           last month of the run, "2026-10".
    whole_lists   send lists of everyone each month too, about five rows a person: the load of a province.
    block         two digits that follow 99 in every identity number; give each county of a province its own.
    """

    county: str = "522633"
    people: int = 60_000
    months: int = 12
    end: str = "2026-10"
    seed: int = 7
    block: int = 0
    whole_lists: bool = False

    def __post_init__(self) -> None:
        if not (len(self.county) == 6 and self.county.isdigit()):
            raise ValueError(f"county: a six-digit code is expected, not {self.county!r}")
        if self.people < 200 or not 1 <= self.months <= 60 or not 0 <= self.block <= 99:
            raise ValueError("a county needs at least 200 people, 1 to 60 months and a block of 0 to 99")

    @property
    def month_starts(self) -> Days:
        """The first day of each month of the run."""
        last = np.datetime64(self.end, "M")
        return (last - np.arange(self.months - 1, -1, -1)).astype("datetime64[D]")

    @property
    def month_names(self) -> list[str]:
        """The months of the run as "2026-10"."""
        return [str(start)[:7] for start in self.month_starts]

    @property
    def start(self) -> np.datetime64:
        """The day the registers are taken: the first of the run."""
        return self.month_starts[0]

    @property
    def stop(self) -> np.datetime64:
        """The day after the run."""
        return (np.datetime64(self.end, "M") + 1).astype("datetime64[D]")

    def dice(self, stage: str) -> np.random.Generator:
        """Random numbers of one stage, independent of how many another stage drew."""
        word = int.from_bytes(hashlib.sha256(stage.encode()).digest()[:4], "big")
        return np.random.default_rng([self.seed, int(self.county), self.block, word])

    def digest(self, villages: Sequence[VillageSeat]) -> str:
        """A name for exactly this plan on these villages, by which a finished folder is known again."""
        content = [generator_digest(), asdict(self), [asdict(village) for village in villages]]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


@cache
def generator_digest() -> str:
    """A digest of the generator itself, so that a folder made by an older one is built anew."""
    home = Path(__file__).parent
    sources = sorted(path for path in home.rglob("*") if path.suffix in (".py", ".yaml"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()
