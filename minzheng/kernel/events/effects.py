"""Which effects a life event has, by the table in `effects.yaml`."""

from collections.abc import Callable, Mapping
from functools import cache
from operator import ge, le, lt
from pathlib import Path
from typing import Any

import yaml

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {"at_most": le, "at_least": ge, "below": lt}

Condition = str | list[Any]


class UnknownEvent(LookupError):
    """An event the table of effects does not name."""


@cache
def effects_table() -> Mapping[str, Mapping[str, Any]]:
    """The table as written: per event the effects that always follow, and those with conditions."""
    table: dict[str, dict[str, Any]] = yaml.safe_load(
        (Path(__file__).parent / "effects.yaml").read_text(encoding="utf-8")
    )
    return table


def effects_of(event: str, facts: Mapping[str, Any]) -> list[str]:
    """The codes of what follows from an event, sorted; a fact that is missing or null does not hold.

    What undoes an event comes last one first.  Raises UnknownEvent.
    """
    row = effects_table().get(event)
    if row is None:
        raise UnknownEvent(f"{event!r} is not in the table of effects; known events: {', '.join(effects_table())}")
    if "reverses" in row:
        return reversal_of(effects_of(row["reverses"], facts))
    conditional: Mapping[str, list[Condition]] = row.get("when", {})
    follows = {effect for effect, conditions in conditional.items() if all(_holds(c, facts) for c in conditions)}
    return sorted(follows | set(row.get("always", ())))


def reversal_of(effects: list[str]) -> list[str]:
    """What undoes effects already fired, when the event proves false (a death notice withdrawn), last one first."""
    return [f"UNDO_{effect}" for effect in reversed(effects)]


def _holds(condition: Condition, facts: Mapping[str, Any]) -> bool:
    if isinstance(condition, str):
        return bool(facts.get(condition))
    fact, comparison, bound = condition
    value = facts.get(fact)
    return value is not None and _COMPARISONS[comparison](value, bound)
