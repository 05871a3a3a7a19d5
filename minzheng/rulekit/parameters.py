"""Dated parameters: what a value is in a division on a day, where it comes from, since when and by which document.

Values are YAML files beside each scheme (and, under the same checks, in folders of local files).  A division inherits
from its city, its province and the national defaults by the beginning of its six-digit code.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minzheng.rulekit import parameter_files
from minzheng.rulekit.errors import ParameterMissing, RulebookError
from minzheng.rulekit.kinds import Parameter, declaration_of
from minzheng.rulekit.parameter_files import Dated, Reference

if TYPE_CHECKING:
    from minzheng.rulekit.place import Place

__all__ = ["Dated", "Parameter", "ParameterView", "Parameters", "Provenance", "Reference", "declare", "declared"]

NATIONAL = "000000"
_declared: dict[str, Parameter] = {}


def declare(*parameters: Parameter) -> None:
    """Make parameters known by key; a key is declared once."""
    for each in parameters:
        if _declared.setdefault(each.key, each) != each:
            raise RulebookError(f"the parameter {each.key!r} is declared twice")


def declared() -> dict[str, Parameter]:
    """All parameters that may be given a value."""
    return dict(_declared)


def chain(division: str) -> list[str]:
    """A division and those it inherits from, nearest first: county, city, province, nation."""
    steps = [division, division[:4] + "00", division[:2] + "0000", NATIONAL]
    return list(dict.fromkeys(steps))


@dataclass(frozen=True)
class Provenance:
    """Why a value is what it is here."""

    key: str
    label: str
    value: Any
    shown: str
    unit: str
    division: str
    division_name: str
    valid_from: date | None
    valid_to: date | None
    reference: Reference
    illustrative: bool

    def as_json(self) -> dict[str, Any]:
        """The answer as plain JSON."""
        return {
            "key": self.key,
            "label": self.label,
            "value": self.shown,
            "unit": self.unit,
            "division": self.division,
            "division_name": self.division_name,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "reference": self.reference.title,
            "document": self.reference.document,
            "issued": self.reference.issued,
            "confidence": self.reference.confidence,
            "illustrative": self.illustrative,
        }


class Parameters:
    """All dated values of the rulebook, read and checked once."""

    def __init__(self, folders: Sequence[Path], local: Sequence[Path] = ()) -> None:
        """Read every YAML file of the folders; those of `local` come after and win over shipped ones of the same day.

        RulebookError names file, line and key of the first thing that is wrong.
        """
        self._values: dict[tuple[str, str], list[Dated]] = {}
        self.names: dict[str, str] = {}
        for folder, is_local in [(f, False) for f in folders] + [(f, True) for f in local]:
            for path in sorted(folder.glob("*.yaml")):
                self._add(parameter_files.read(path, declared()), is_local)
        self._views: dict[tuple[str, date, str], ParameterView] = {}

    def with_local(self, contents: Iterable[parameter_files.Content]) -> "Parameters":
        """These values and, after them, those of a place that do not stand in files; this object stays as it is."""
        both = Parameters([])
        both._values = {key: list(series) for key, series in self._values.items()}
        both.names = dict(self.names)
        for content in contents:
            both._add(content, is_local=True)
        return both

    def series(self, key: str, division: str) -> list[Dated]:
        """The values a division itself has for a key, earliest first; empty where it has none of its own."""
        return list(self._values.get((division, key), []))

    def _add(self, content: parameter_files.Content, is_local: bool) -> None:
        self.names.setdefault(content.division, content.name)
        for key, series in content.values.items():
            kept = self._values.setdefault((content.division, key), [])
            if kept and not is_local:
                raise RulebookError(f"{series[0].where}: {key}: already has values in {kept[0].where}")
            days = {each.valid_from for each in series}
            kept[:] = sorted([d for d in kept if d.valid_from not in days] + series, key=lambda d: d.valid_from)

    def find(self, key: str, division: str, on: date) -> tuple[str, Dated]:
        """The value in force and the division it was set for; ParameterMissing when there is none."""
        for code in chain(division):
            for dated in reversed(self._values.get((code, key), [])):
                if dated.valid_from <= on:
                    if dated.value is None:
                        break
                    return code, dated
        tried = ", ".join(chain(division))
        raise ParameterMissing(f"{key}: no value is in force on {on} in {division} (looked in {tried})")

    def value(self, key: str, place: str | int, on: date) -> Any:
        """The value in force alone, in the parameter's own unit, at a county or at any place within one (12 digits)."""
        return self.find(key, str(place)[:6], on)[1].value

    def why(self, key: str, division: str, on: date) -> Provenance:
        """Why this value here: the value, whose it is, since when, until when and by which document."""
        parameter = parameter_for(key)
        code, dated = self.find(key, division, on)
        later = [d.valid_from for d in self._values[code, key] if d.valid_from > on]
        return Provenance(
            key=key, label=parameter.label, value=dated.value, shown=parameter.kind.show(dated.value),
            unit=parameter.kind.unit, division=code, division_name=self.names.get(code, code),
            valid_from=dated.valid_from, valid_to=min(later) - timedelta(days=1) if later else None,
            reference=dated.reference, illustrative=dated.illustrative,
        )  # fmt: skip

    def view(self, division: str, on: date, residence: str) -> "ParameterView":
        """The values of one place on one day."""
        key = (division, on, residence)
        if key not in self._views:
            self._views[key] = ParameterView(self, division, on, residence)
        return self._views[key]

    def keys(self, division: str) -> list[str]:
        """Keys that have a value of some day here or are inherited."""
        codes = set(chain(division))
        return sorted({key for code, key in self._values if code in codes})

    def above(self, division: str) -> list[str]:
        """A division and those it inherits from, nearest first."""
        return chain(division)

    def all_values(self) -> Iterable[tuple[str, str, list[Dated]]]:
        """Every series with its division and key, for the linter."""
        return ((code, key, series) for (code, key), series in self._values.items())


def parameter_for(key: str) -> Parameter:
    """The declaration behind a key; RulebookError when no rule knows it."""
    found = declaration_of(key, _declared)
    if not found:
        raise RulebookError(f"unknown parameter {key!r}")
    return found


class ParameterView:
    """The values of one division on one day for urban or rural residents, with a profile laid over them or not."""

    def __init__(
        self, parameters: Parameters, division: str, on: date, residence: str, over: Mapping[str, Any] | None = None
    ) -> None:
        self._parameters = parameters
        self.division = division
        self.on = on
        self.residence = residence
        self._over = over or {}
        self._records: dict[int, Any] = {}
        self.used: set[str] = set()

    def over(self, values: Mapping[str, Any]) -> "ParameterView":
        """The same place with these values, already in the parameters' own units, instead of its own."""
        return ParameterView(self._parameters, self.division, self.on, self.residence, {**self._over, **values})

    def for_one(self) -> "ParameterView":
        """The same values for one decision, which then knows in `used` which of them it asked for."""
        own = copy(self)
        own.used = set()
        return own

    def key(self, key: str) -> str:
        """The key with the residence filled in."""
        return key.replace("{residence}", self.residence)

    def get(self, key: str, default: Any = ...) -> Any:
        """The value in force in the parameter's own unit (fen, permille, days); `default` where none is set."""
        key = self.key(key)
        self.used.add(key)
        if key in self._over:
            return self._over[key]
        try:
            return self._parameters.find(key, self.division, self.on)[1].value
        except ParameterMissing:
            if default is ...:
                raise
            return default

    def family(self, beginning: str) -> dict[str, Any]:
        """All values whose keys begin so, by the rest of the key; a profile that gives one gives all."""
        keys = [k for k in self._over if k.startswith(beginning)] or [
            k for k in self._parameters.keys(self.division) if k.startswith(beginning)
        ]
        values = {key.removeprefix(beginning): self.get(key, None) for key in keys}
        return {rest: value for rest, value in values.items() if value is not None}

    def record(self, declaration: "Place") -> Any:
        """The record of scalars that rules read as `place`, made once per view."""
        made = self._records.get(id(declaration))
        if made is None:
            made = self._records[id(declaration)] = declaration.read(self)
        self.used.update(declaration.keys(self))
        return made

    def why(self, key: str) -> Provenance:
        """Why this value here; a value of a profile says that the cases file set it."""
        key = self.key(key)
        if key not in self._over:
            return self._parameters.why(key, self.division, self.on)
        parameter = parameter_for(key)
        value = self._over[key]
        return Provenance(
            key=key, label=parameter.label, value=value, shown=parameter.kind.show(value), unit=parameter.kind.unit,
            division="", division_name="", valid_from=None, valid_to=None,
            reference=Reference("Profile given with the case", "", "", ""), illustrative=True,
        )  # fmt: skip

    def values_used(self) -> dict[str, Any]:
        """Every value asked for so far that is set, in the parameter's own unit, for a stored decision."""
        values = {key: self.get(key, None) for key in sorted(self.used)}
        return {key: value for key, value in values.items() if value is not None}

    def why_used(self) -> list[dict[str, Any]]:
        """Every value asked for so far that is set, with where it comes from, as plain JSON."""
        told = []
        for key in sorted(self.used):
            if self.get(key, None) is not None:
                told.append(self.why(key).as_json())
        return told
