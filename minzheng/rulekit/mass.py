"""Many cases at once: the same rule functions, compiled, run over arrays by several threads.

A rule of the shape `rule(household, members, supporters, place)` that returns a named tuple of whole numbers becomes a
kernel over record arrays.  Each household names the place whose values are in force for it and the slices of members
and supporters that belong to it.  Rule references are replaced by their compiled versions and enumerations by tuples
of their numbers; nothing else of the functions changes.

Compiled code is kept on disk in a folder named by a digest of every rule reached: amend one, in whatever file, and
another folder is used.
"""

import hashlib
import os
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from threading import Lock
from types import FunctionType
from typing import Any, cast

import numba
import numpy as np
from numba.core import config

from minzheng.rulekit.errors import FactsError
from minzheng.rulekit.money import LARGEST_FEN
from minzheng.rulekit.outcomes import room_for
from minzheng.rulekit.records import Field, Record
from minzheng.rulekit.rule import Rule, digest, globals_of

SLICES = Record(
    "Slices",
    Field("place", 0, 2_000_000),
    Field("first_member", 0, 2**40),
    Field("members", 0, 1_000),
    Field("first_supporter", 0, 2**40),
    Field("supporters", 0, 1_000),
)
Columns = Mapping[str, np.ndarray[Any, Any]] | np.ndarray[Any, Any]
BLOCK = 1 << 15  # households worked at a time: few enough that no thread is left waiting for another
# Rules are many and small: called instead of inlined they take twice as long.  They make no arrays, so no references
# are counted.
_COMPILED: dict[str, Any] = {"nogil": True, "forceinline": True, "_nrt": False}
_compiling = Lock()
unsigned = np.uint64
settings: Any = config  # typed loosely: its attributes are made at run time


@dataclass(frozen=True)
class Population:
    """Households as arrays: `slices` says which rows of the others belong to each household."""

    slices: np.ndarray[Any, Any]
    households: np.ndarray[Any, Any]
    members: np.ndarray[Any, Any]
    supporters: np.ndarray[Any, Any]
    places: np.ndarray[Any, Any]

    def __post_init__(self) -> None:
        """FactsError when a household names rows that are not there."""
        for first, count, rows, what in (
            ("first_member", "members", self.members, "members"),
            ("first_supporter", "supporters", self.supporters, "supporters"),
        ):
            ends = self.slices[first] + self.slices[count]
            if len(ends) and ends.max() > len(rows):
                raise FactsError(f"{what}: household {int(ends.argmax())} names rows up to {ends.max()} of {len(rows)}")
        if len(self.slices) != len(self.households):
            raise FactsError(f"{len(self.slices)} slices for {len(self.households)} households")
        if len(self.slices) and self.slices["place"].max() >= len(self.places):
            raise FactsError(f"place: {self.slices['place'].max()} of {len(self.places)} places")

    @property
    def arrays(self) -> tuple[np.ndarray[Any, Any], ...]:
        """The arrays in the order a kernel takes them."""
        return self.slices, self.households, self.members, self.supporters, self.places


def check_totals(slices: np.ndarray[Any, Any], members: Columns, *sums: Sequence[str]) -> None:
    """FactsError when the named amounts of a household's members add up to more than can be computed with.

    members   the rows, or the columns they are made from.
    """
    first, count = slices["first_member"], slices["members"]
    for names in sums:
        if _most(members, names) * int(count.max(initial=0)) <= LARGEST_FEN:
            continue  # whoever has how much
        running = np.zeros(len(members[names[0]]) + 1, np.int64)
        for name in names:
            running[1:] += np.abs(members[name], dtype=np.int64)
        np.cumsum(running, out=running)
        totals = running[first + count] - running[first]
        if (totals > LARGEST_FEN).any():
            where, limit = int(np.argmax(totals > LARGEST_FEN)), LARGEST_FEN // 100
            raise FactsError(f"household {where}: {', '.join(names)} add up to more than {limit} yuan")


def _most(members: Columns, names: Sequence[str]) -> int:
    """At least as much as the named amounts of any one member add up to."""
    columns = (members[name] for name in names)
    return sum(max(int(column.max(initial=0)), -int(column.min(initial=0))) for column in columns)


def evaluate(rule: Rule, population: Population, outcome: type[Any], *, threads: int = 2) -> dict[str, Any]:
    """Run a rule for every household.

    outcome   the named tuple the rule returns; the result holds one array of whole numbers per field of it, as wide as
              `rulekit.outcomes` has them.
    threads   how many slices of the population are worked at the same time, without the interpreter lock.
    """
    number = len(population.slices)
    results = room_for(outcome, number)
    run = kernel(rule, len(results))

    def work(start: int) -> None:
        run(*population.arrays, results, 0, start, min(start + BLOCK, number))

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(0, number, BLOCK)))
    return dict(zip(outcome._fields, results, strict=True))


@cache
def kernel(rule: Rule, fields: int) -> Callable[..., None]:
    """The compiled loop for a rule whose outcome has so many fields, from the disk cache where its digest is known.

    It takes the arrays of a population, the arrays of results, the place in those where the first household has its
    results, and the households to work: from one to before another.
    """
    replaced = {"decide_one": compiled(rule), "store": _storing(fields)}
    looped = _with_globals(cast(FunctionType, _each_household), replaced)
    with _compiling:  # numba reads its cache folder from a global setting when a function is declared
        kept = settings.CACHE_DIR
        settings.CACHE_DIR = str(cache_folder(rule))
        try:
            return numba.njit(**_COMPILED, cache=True)(looped)
        finally:
            settings.CACHE_DIR = kept


def cache_folder(rule: Rule) -> Path:
    """Where the compiled code of a rule is kept: MINZHENG_RULE_CACHE or the user's cache, then the digest."""
    base = os.environ.get("MINZHENG_RULE_CACHE") or Path.home() / ".cache" / "minzheng" / "rules"
    version = f"{digest(rule)} {numba.__version__} {np.__version__}"
    return Path(base) / hashlib.sha256(version.encode()).hexdigest()[:32]


@cache
def compiled(rule: Rule | FunctionType) -> Any:
    """The compiled version of a rule or helper; called with whole numbers and rows it gives what the rule gives."""
    function = rule.function if isinstance(rule, Rule) else rule
    replaced = {name: _compilable(value) for name, value in globals_of(function).items()}
    return numba.njit(**_COMPILED)(_with_globals(function, replaced))


def _compilable(value: Any) -> Any:
    if isinstance(value, (Rule, FunctionType)):
        return compiled(value)
    if isinstance(value, type) and issubclass(value, IntEnum):
        named: Any = namedtuple  # a tuple type made at run time is beyond the type checker
        return named(value.__name__, [member.name for member in value])(*(int(member) for member in value))
    return value


def _with_globals(function: FunctionType, replaced: dict[str, Any]) -> FunctionType:
    """The same code seeing other globals."""
    seen = {**function.__globals__, **replaced}
    copy = FunctionType(function.__code__, seen, function.__name__, function.__defaults__, function.__closure__)
    copy.__qualname__ = function.__qualname__
    return copy


def _storing(number: int, field: int = 0) -> Any:
    """Stores so many numbers, one in each array, written out one by one: a loop over them would be run as a loop."""
    if field == number:
        return numba.njit(**_COMPILED)(lambda results, at, found: None)
    others = _storing(number, field + 1)

    def store(results: Any, at: int, found: Any) -> None:
        results[field][at] = found[field]
        others(results, at, found)

    return numba.njit(**_COMPILED)(store)


def decide_one(household: Any, members: Any, supporters: Any, place: Any) -> Any:
    """Stands for the rule in the loop below until `kernel` puts the compiled rule in its place."""
    raise NotImplementedError


def store(results: Any, at: Any, found: Any) -> None:
    """Stands for what keeps an outcome, likewise."""
    raise NotImplementedError


def _each_household(
    slices: Any, households: Any, members: Any, supporters: Any, places: Any, results: Any, at: int, start: int,
    stop: int,
) -> None:  # fmt: skip
    """Numbers of rows are never below nothing; said so, no time goes into counting such from the end."""
    for index in range(unsigned(start), unsigned(stop)):
        s = slices[index]
        first, apart = unsigned(s.first_member), unsigned(s.first_supporter)
        found = decide_one(
            households[index],
            members[first : first + unsigned(s.members)],
            supporters[apart : apart + unsigned(s.supporters)],
            places[unsigned(s.place)],
        )
        store(results, unsigned(at) + index, found)
