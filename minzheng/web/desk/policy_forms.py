"""Setting a value on screen: what was typed, as a parameter file would have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from minzheng.rulekit.kinds import Kind


@dataclass(frozen=True)
class Typed:
    """A proposed value as typed, and what is wrong with the dates; the value itself is checked by the rulebook."""

    valid_from: date | None
    issued_on: date | None
    written: Any
    title: str
    number: str
    reason: str
    problems: list[str]

    def values(self) -> dict[str, Any]:
        """What a draft is made from."""
        return {
            "valid_from": self.valid_from, "issued_on": self.issued_on, "written": self.written, "title": self.title,
            "number": self.number, "reason": self.reason,
        }  # fmt: skip


def typed(kind: Kind, data: "MultiValueDict[str, str]") -> Typed:
    """What a form says."""
    problems: list[str] = []

    def day(name: str, what: str) -> date | None:
        try:
            return date.fromisoformat(data.get(name, "").strip())
        except ValueError:
            problems.append(_("%(what)s: give a date, written 2025-06-30.") % {"what": what})
            return None

    return Typed(
        valid_from=day("valid_from", _("In force from")), issued_on=day("issued_on", _("Document issued on")),
        written=written(kind, data), title=data.get("title", "").strip(), number=data.get("number", "").strip(),
        reason=data.get("reason", "").strip(), problems=problems,
    )  # fmt: skip


def written(kind: Kind, data: "MultiValueDict[str, str]", name: str = "value") -> Any:
    """The value in the form of a parameter file; what is no number stays as it was typed, to be refused with it.

    name   of the field; its unit and its rate stand in fields of that name with "_unit" and "_rate".
    """
    text = data.get(name, "").strip()
    if kind.name == "standard":
        return {"amount": _number(text), "unit": data.get(f"{name}_unit", "year")}
    if kind.name == "rate":
        return _share(text)
    if kind.name == "step":
        return [_number(text), _share(data.get(f"{name}_rate", "").strip())]
    if kind.name == "several":
        return data.getlist(name)
    return text if kind.name in ("choice", "day") else _number(text)


def _number(text: str) -> Any:
    """A number as JSON has it; text that is none as it is."""
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    return int(number) if number == number.to_integral_value() else float(number)


def _share(text: str) -> Any:
    """A share typed in percent."""
    number = _number(text.rstrip("%％"))
    return text if isinstance(number, str) else float(Decimal(str(number)) / 100)


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, to stand in the form again."""
    names = ("value", "value_unit", "value_rate", "valid_from", "issued_on", "title", "number", "reason")
    return {name: data.get(name, "") for name in names}
