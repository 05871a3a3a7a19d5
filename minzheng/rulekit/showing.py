"""One rule as whoever asks about it is told: its facts, its law, the values it reads at a place and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from minzheng.rulekit import registry, statutes
from minzheng.rulekit.errors import ParameterMissing
from minzheng.rulekit.parameters import Parameters, Provenance
from minzheng.rulekit.rule import digest


@dataclass(frozen=True)
class InForce:
    """A parameter at a place on a day: where its value comes from, or, where there is none, where it was looked for."""

    key: str
    provenance: Provenance | None
    missing: str

    def as_json(self) -> dict[str, Any]:
        """The answer as plain JSON."""
        return (
            self.provenance.as_json() if self.provenance else {"key": self.key, "value": None, "missing": self.missing}
        )


def shown(name: str, parameters: Parameters, division: str, day: date, residence: str) -> dict[str, Any]:
    """What there is to tell of a rule, as plain JSON; UnknownOperation where none has the name."""
    asked = registry.get(name)
    return {
        "name": asked.name,
        "label": asked.about,
        "law": [law_of(reference) for reference in asked.law],
        "facts": asked.facts.model_json_schema() if asked.facts else None,
        "parameters": [
            each.as_json() for each in in_force(parameters, asked.parameters, division, day, (residence,))
        ],
        "rules_digest": digest(asked.function),
    }  # fmt: skip


def in_force(
    parameters: Parameters, keys: Iterable[str], division: str, day: date, residences: Iterable[str]
) -> list[InForce]:
    """The values of some keys; "{residence}" in a key is filled in, and a key that ends in "." is a whole family."""
    spelled = [key.replace("{residence}", each) for key in keys for each in residences]
    return [_in_force(parameters, key, division, day) for key in _members(parameters, spelled, division)]


def law_of(reference: str) -> dict[str, Any]:
    """An article with its law, as plain JSON."""
    article = statutes.article(reference)
    return {
        "id": article.id, "law": article.law.title, "number": article.law.number, "article": article.number,
        "gist": article.zh, "gist_en": article.en, "in_force": article.law.in_force.isoformat(),
    }  # fmt: skip


def _members(parameters: Parameters, keys: Iterable[str], division: str) -> list[str]:
    """Each key once; a family by its members that have a value here."""
    found = []
    for key in dict.fromkeys(keys):
        found += [k for k in parameters.keys(division) if k.startswith(key)] if key.endswith(".") else [key]
    return found


def _in_force(parameters: Parameters, key: str, division: str, day: date) -> InForce:
    try:
        return InForce(key, parameters.why(key, division, day), "")
    except ParameterMissing as error:
        return InForce(key, None, str(error))
