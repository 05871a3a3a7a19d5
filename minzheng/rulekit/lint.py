"""The linter of the rulebook: what loads, but cannot be right.

Loading already refuses what is uncited, unknown or ill-formed.  Here the whole is looked at: steps that must rise and
do not (a gap or an overlap between tiers), parameters that no rule reads, and parameters that nobody gives a value.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from minzheng.rulekit import registry
from minzheng.rulekit.errors import ParameterMissing
from minzheng.rulekit.parameters import NATIONAL, Parameters, declared

_rising: list[tuple[str, ...]] = []


def rises(*keys: str) -> None:
    """Declare that values may not fall along these keys, in any place on any day."""
    _rising.append(keys)


def problems(parameters: Parameters) -> list[str]:
    """One sentence per problem; empty when nothing is found."""
    return [*_falling(parameters), *_unread(), *_unset(parameters)]


def _falling(parameters: Parameters) -> Iterator[str]:
    days = sorted({dated.valid_from for _code, _key, series in parameters.all_values() for dated in series})
    for code in sorted({code for code, _key, _series in parameters.all_values()}):
        for keys in _rising:
            yield from _falling_here(parameters, code, keys, days)


def _falling_here(parameters: Parameters, code: str, keys: tuple[str, ...], days: list[date]) -> Iterator[str]:
    told = set()
    for day in days:
        try:
            found = [(key, parameters.find(key, code, day)[1]) for key in keys]
        except ParameterMissing:
            continue
        for (lower, low), (upper, high) in pairwise(found):
            if low.value > high.value and (low.where, high.where) not in told:
                told.add((low.where, high.where))
                yield f"{high.where}: {upper}: is less than {lower} ({low.where}) in {code} on {day}"


def _unread() -> Iterator[str]:
    """Parameters that no operation names."""
    read = {key for name in registry.names() for key in registry.get(name).parameters}
    families = tuple(key for key in read if key.endswith("."))
    spelled = {key.replace("{residence}", r) for key in read for r in ("urban", "rural")}
    for key in sorted(declared()):
        if key not in spelled and not key.startswith(families):
            yield f"{key}: is declared but no rule reads it"


def _unset(parameters: Parameters) -> Iterator[str]:
    """Parameters that no file gives a value, of any place."""
    given = {key for _code, key, _series in parameters.all_values()}
    for key, parameter in sorted(declared().items()):
        family = key.removesuffix("*")
        if not parameter.optional and not any(k == key or (family != key and k.startswith(family)) for k in given):
            yield f"{key}: no parameter file gives a value (at least {NATIONAL} should)"
