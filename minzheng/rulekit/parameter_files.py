"""Reading one parameter file, strictly: whatever is wrong is told with file, line and key.

division: "520000"
name: 贵州省
references:
  report-2025: {title: ..., document: ..., issued: "2025", confidence: S}
values:
  standard.rural:
    - {from: 2025-01-01, value: {amount: 7226, unit: year}, reference: report-2025}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from minzheng.rulekit import yaml_lines
from minzheng.rulekit.errors import FactsError, RulebookError
from minzheng.rulekit.kinds import Parameter, declaration_of
from minzheng.rulekit.yaml_lines import Lined

CONFIDENCE = ("T", "S", "X", "K-high", "K-med", "K-low", "local")


@dataclass(frozen=True)
class Reference:
    """The document a value was taken from, and how sure we are of it."""

    title: str
    document: str
    issued: str
    confidence: str


@dataclass(frozen=True)
class Dated:
    """One value from one day on; None ends the value, so that the wider division's counts again."""

    valid_from: date
    value: Any
    reference: Reference
    illustrative: bool
    where: str


@dataclass(frozen=True)
class Content:
    """What one file says."""

    division: str
    name: str
    values: dict[str, list[Dated]]


def read(path: Path, declared: Mapping[str, Parameter]) -> Content:
    """The checked content of a file; RulebookError names file, line and key."""
    return checked(yaml_lines.read(path), path, declared)


def checked(content: Lined, path: Path | str, declared: Mapping[str, Parameter]) -> Content:
    """What a mapping in the form of a file says, under the checks of a file; `path` is how errors name it."""
    _only(path, content, {"division", "name", "references", "values"}, "")
    division = str(content.get("division", ""))
    if len(division) != 6 or not division.isdigit():
        raise _error(path, content, "division", "must be a six-digit code in quotation marks")
    if not isinstance(content.get("values"), Lined):
        raise _error(path, content, "values", "is missing")
    references = {key: _reference(path, each) for key, each in (content.get("references") or {}).items()}
    values = {key: _series(path, content["values"], key, declared, references) for key in content["values"]}
    return Content(division, str(content.get("name", division)), values)


def _reference(path: Path | str, each: Lined) -> Reference:
    _only(path, each, {"title", "document", "issued", "confidence"}, "references.")
    for key in ("title", "confidence"):
        if not each.get(key):
            raise _error(path, each, key, "is missing: say where the value comes from")
    if each["confidence"] not in CONFIDENCE:
        raise _error(path, each, "confidence", f"{each['confidence']!r} is none of {', '.join(CONFIDENCE)}")
    return Reference(each["title"], str(each.get("document", "")), str(each.get("issued", "")), each["confidence"])


def _series(
    path: Path | str, values: Lined, key: str, declared: Mapping[str, Parameter], references: Mapping[str, Reference]
) -> list[Dated]:
    parameter = declaration_of(key, declared)
    if parameter is None:
        raise _error(path, values, key, "no rule knows a parameter of this name")
    if not isinstance(values[key], list) or not values[key]:
        raise _error(path, values, key, "must be a list of dated values")
    series = [_dated(path, each, key, parameter, references) for each in values[key]]
    for earlier, later in pairwise(series):
        if later.valid_from <= earlier.valid_from:
            raise RulebookError(f"{later.where}: {key}: from {later.valid_from} is not after {earlier.valid_from}")
    return series


def _dated(path: Path | str, each: Any, key: str, parameter: Parameter, references: Mapping[str, Reference]) -> Dated:
    if not isinstance(each, Lined):
        raise RulebookError(f"{path}: {key}: each dated value is a mapping with from, value and reference")
    where = f"{path}:{each.line}"
    _only(path, each, {"from", "value", "reference", "illustrative"}, key + ".")
    if not isinstance(each.get("from"), date):
        raise RulebookError(f"{where}: {key}: `from` must be a date (YYYY-MM-DD)")
    if "value" not in each:
        raise RulebookError(f"{where}: {key}: `value` is missing")
    if each.get("reference") not in references:
        given = each.get("reference")
        problem = f"reference {given!r} is not in `references`" if given else "`reference` is missing: cite it"
        raise RulebookError(f"{where}: {key}: {problem}")
    try:
        value = None if each["value"] is None else parameter.kind.value(each["value"])
    except (FactsError, ValueError) as error:
        raise RulebookError(f"{where}: {key}: {error}") from None
    return Dated(each["from"], value, references[each["reference"]], bool(each.get("illustrative")), where)


def _only(path: Path | str, mapping: Lined, allowed: set[str], beginning: str) -> None:
    for key in mapping:
        if key not in allowed:
            raise _error(path, mapping, key, f"is not known here (known: {', '.join(sorted(allowed))})", beginning)


def _error(path: Path | str, mapping: Lined, key: str, problem: str, beginning: str = "") -> RulebookError:
    line = mapping.lines.get(key, mapping.line)
    return RulebookError(f"{path}:{line}: {beginning}{key}: {problem}")
