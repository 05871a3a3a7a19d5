"""The record of dated scalars a rule reads as `place`: fields bound to parameters, declared once.

    PLACE = Place(
        At("standard_year", Parameter("standard.{residence}", STANDARD, "...", _("...")), ...),
    )

The declaration makes the parameters known, gives the record its fields and reads them for a place and a day; the day
itself is the field `as_of`, as a day number.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from minzheng.rulekit.kinds import Parameter
from minzheng.rulekit.parameters import ParameterView, declare
from minzheng.rulekit.records import Field, Record

RESIDENCES = ("urban", "rural")
_bound: dict[str, "At"] = {}


@dataclass(frozen=True)
class At:
    """A field of the record and the parameter that fills it; `default` where no value is set (none: it must be)."""

    field: str
    parameter: Parameter
    default: int | None = None


class Place(Record):
    """A record filled from dated parameters."""

    def __init__(self, *bound: At) -> None:
        self.bound = bound
        today = Field("as_of", 0, date.max.toordinal())
        super().__init__("Place", today, *(Field(at.field, -1, at.parameter.kind.most) for at in bound))
        for at in bound:
            declare(*_spelled_out(at))
            _bound[at.field] = at

    def __add__(self, other: Record) -> "Place":
        """One record with the fields of both."""
        return Place(*self.bound, *(other.bound if isinstance(other, Place) else ()))

    def read(self, view: ParameterView) -> Any:
        """The record for the place and day of a view."""
        return self.make(as_of=view.on.toordinal(), **{at.field: _value(view, at) for at in self.bound})

    def keys(self, view: ParameterView) -> list[str]:
        """The keys it reads there."""
        return [view.key(at.parameter.key) for at in self.bound]


def every_field() -> list[At]:
    """Every field that any record of values binds to a parameter."""
    return list(_bound.values())


def _value(view: ParameterView, at: At) -> int:
    value = view.get(at.parameter.key) if at.default is None else view.get(at.parameter.key, at.default)
    return int(value)


def _spelled_out(at: At) -> list[Parameter]:
    parameter = replace(at.parameter, optional=at.default is not None)
    if "{residence}" not in parameter.key:
        return [parameter]
    return [replace(parameter, key=parameter.key.replace("{residence}", residence)) for residence in RESIDENCES]
