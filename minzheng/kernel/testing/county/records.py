"""Papers people leave with departments: cards, notices of death, jobs, vehicles, titles, businesses, calls.

Each kind is drawn for the whole county; a scenario may have put papers of its own down first, and those stand.
"""

from dataclasses import dataclass, field

import numpy as np

Day = np.datetime64


@dataclass(frozen=True, slots=True)
class Card:
    """A disability card as the federation reports it on a day: new (新办), renewed (换领), changed or cancelled."""

    person: int
    category: int
    level: int
    issued: Day
    reported: Day
    status: str = "正常"
    replacement: int = 0


@dataclass(frozen=True, slots=True)
class DeathNotice:
    """A death as the health department reports it; a false one is reported again as withdrawn."""

    person: int
    died: Day
    reported: Day
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A span in the employees' insurance [since, until): the employer by number, the base in fen."""

    person: int
    employer: int
    since: Day
    until: Day
    base: int


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A registered vehicle as it stands on the day it is reported."""

    person: int
    kind: str
    registered: Day
    reported: Day
    status: str = "正常"


@dataclass(frozen=True, slots=True)
class Title:
    """A title to a dwelling: share in percent, area in square metres."""

    person: int
    area: int
    share: int
    registered: Day
    ground: str


@dataclass(frozen=True, slots=True)
class Business:
    """A registered business and the person's part in it; capital in ten thousand yuan."""

    person: int
    kind: str
    role: str
    capital: int
    founded: Day
    status: str = "存续"


@dataclass(frozen=True, slots=True)
class Call:
    """A call for help on the hotline: who called, about whom, what about."""

    person: int
    day: Day
    topic: str


@dataclass
class Papers:
    """All papers of the county.  A person named in `settled` under a kind gets no others of that kind drawn."""

    cards: list[Card] = field(default_factory=list)
    deaths: list[DeathNotice] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    vehicles: list[Vehicle] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    businesses: list[Business] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    settled: dict[str, set[int]] = field(default_factory=dict)

    def settle(self, kind: str, person: int) -> None:
        """Keep the general drawing of a kind away from a person."""
        self.settled.setdefault(kind, set()).add(person)

    def is_open(self, kind: str, person: int) -> bool:
        """Whether papers of a kind may still be drawn for a person."""
        return person not in self.settled.get(kind, ())
