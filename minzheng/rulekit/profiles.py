"""A profile of a cases file laid over the dated parameters, so that a case is decided by the very same rules.

A profile is nested JSON in yuan; its path is the parameter's key ("temp.township_limit").  Each leaf is read by the
kind of that parameter, as a value in a parameter file is.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from minzheng.rulekit.errors import FactsError, RulebookError
from minzheng.rulekit.parameters import parameter_for


def values(profile: Mapping[str, Any]) -> dict[str, Any]:
    """A profile as values in the parameters' own units; FactsError names the path that no rule knows."""
    found = {}
    for path, written in _leaves({k: v for k, v in profile.items() if k != "name"}, ""):
        try:
            found[path] = parameter_for(path).kind.value(written)
        except (FactsError, ValueError) as error:
            raise FactsError(f"profile: {path}: {error}") from None
    return found


def _leaves(node: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for name, value in node.items():
        here = f"{path}{name}"
        if _is_known(here):
            yield here, value
        elif isinstance(value, Mapping):
            yield from _leaves(value, here + ".")
        elif isinstance(value, list) and all(isinstance(each, Mapping) and "tier" in each for each in value):
            yield from ((f"{here}.{each['tier']}", each["pay"]) for each in value)
        else:
            raise FactsError(f"profile: {here}: no rule knows a parameter of this name")


def _is_known(key: str) -> bool:
    try:
        parameter_for(key)
    except RulebookError:
        return False
    return True
